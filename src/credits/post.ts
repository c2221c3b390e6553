import { isDuplicate, isFirstTry, joinTransaction, runAgain } from "../shared/db";
import { newId } from "../shared/ids";
import { add, type Fen, fen, ZERO } from "../shared/money";
import type { Month } from "../shared/time";
import type { Deed, Measure } from "./deed";
import { type Entry, EntryModel } from "./entry";
import { bookingMonth } from "./statements/book-month";

export type { Deed } from "./deed";

/**
 * The only way into the ledger: writes one entry per deed, inside the surrounding transaction or one of its own, so the
 * entry stands or falls with what caused it. Booked in the Shanghai month of the deed, however late it is heard of, unless
 * that month is closed (statements/book-month.ts).
 *
 * A deed whose key is already there is skipped; the answer is how many were new. Throws, and so undoes everything, when
 * a key comes again with another content, when an amount is not whole fen, and when a line's sums would leave their
 * bounds: 0 ≤ recognised ≤ paid ≤ what was first paid for it.
 */
export async function post(deeds: readonly Deed[], at: Date): Promise<number> {
  if (deeds.length === 0) return 0;
  deeds.forEach(mustBeSound);
  return joinTransaction(() => write(deeds, at));
}

function mustBeSound(deed: Deed): void {
  fen(deed.amountFen);
  if (!Number.isSafeInteger(deed.quantity)) throw new RangeError(`${deed.key}: not a whole quantity`);
  if (deed.amountFen < 0 && deed.line === null)
    throw new Error(`${deed.key}: nothing can be taken back without a line`);
}

async function write(deeds: readonly Deed[], at: Date): Promise<number> {
  const hoped = isFirstTry() && deeds.every(opensLine);
  const book = hoped ? new Map<string, Entry>() : await knownBefore(deeds);
  const fresh: Entry[] = [];
  for (const deed of deeds) {
    if (isThere(deed, book.get(deed.key))) continue;
    const turn = deed.line === null ? 0 : storyOf(deed.line, book).length;
    const booked = await bookingMonth(deed.attribution.book, deed.occurredAt, at);
    const entry = entryOf(deed, { turn, at, ...booked });
    book.set(deed.key, entry);
    fresh.push(entry);
  }
  for (const line of linesOf(fresh)) mustStayInBounds(line, storyOf(line, book));
  if (fresh.length > 0) await insert(fresh, hoped);
  return fresh.length;
}

// First payments are nearly always new: they are written without a look whether they are there already, and where their
// place is taken the transaction is run again with the look. After it, two posts of one deed at once are a conflict of the
// database, which runs the later one again; it then finds the entry. A taken key or place that was not found is therefore
// never that deed done before, and must not be mistaken for it.
async function insert(entries: Entry[], hoped: boolean): Promise<void> {
  try {
    await EntryModel.insertMany(entries, { lean: true });
  } catch (error) {
    if (hoped && isDuplicate(error)) runAgain(error);
    throw isDuplicate(error) ? new Error("another deed stands where this one belongs", { cause: error }) : error;
  }
}

/** What is booked already, by key: the deeds themselves and, where one goes on with a line, that line's whole story. */
async function knownBefore(deeds: readonly Deed[]): Promise<Map<string, Entry>> {
  const keys = deeds.map((deed) => deed.key);
  const lines = linesOf(deeds.filter((deed) => !opensLine(deed)));
  const asked = [{ key: { $in: keys } }, ...(lines.length > 0 ? [{ line: { $in: lines } }] : [])];
  const there = (await EntryModel.find({ $or: asked }).lean()) as Entry[];
  return new Map(there.map((entry) => [entry.key, entry]));
}

/** A first payment needs to know nothing but its own key; two of them cannot both take the line's first place. */
const opensLine = ({ measure, reverses }: Deed): boolean => measure === "paid" && reverses === null;
const linesOf = (those: readonly { line: string | null }[]): string[] => [
  ...new Set(those.flatMap(({ line }) => line ?? [])),
];

interface Booked {
  turn: number;
  at: Date;
  period: Month;
  original: Month | null;
}

function entryOf({ attribution, ...facts }: Deed, { turn, at, period, original }: Booked): Entry {
  return {
    ...facts,
    ...attribution,
    _id: newId("ent", at),
    campaign: attribution.campaign ?? null,
    turn,
    period,
    ...(original ? { original } : {}),
    bookedAt: at,
    folded: false,
    seq: null,
    hash: null,
    previousHash: null,
  };
}

const IDENTITY = ["measure", "amountFen", "line", "sku", "quantity", "reverses"] as const;
const CREDITED = ["book", "partnership", "helper", "basis"] as const;

/** Whether the deed is booked already; the same name for another deed is a mistake that must not pass silently. */
function isThere(deed: Deed, entry: Entry | undefined): boolean {
  if (!entry) return false;
  const same =
    IDENTITY.every((field) => deed[field] === entry[field]) &&
    CREDITED.every((field) => deed.attribution[field] === entry[field]) &&
    deed.source.kind === entry.source.kind &&
    deed.source.id === entry.source.id;
  if (!same) throw new Error(`${deed.key} is booked already, with another content`);
  return true;
}

/** What is booked about a line, in the order it was booked. */
const storyOf = (line: string, book: ReadonlyMap<string, Entry>): Entry[] =>
  [...book.values()].filter((entry) => entry.line === line).sort((a, b) => a.turn - b.turn);

/** Invariant 22 of the counting rules, at every step and not only at the end of the day. */
function mustStayInBounds(line: string, story: readonly Entry[]): void {
  const paid = sumOf("paid", story);
  const recognised = sumOf("recognised", story);
  const paidFirst = story.find((entry) => entry.measure === "paid")?.amountFen ?? ZERO;
  if (recognised < 0 || recognised > paid || paid > paidFirst)
    throw new RangeError(`line ${line}: recognised ${recognised}, paid ${paid} of ${paidFirst} fen`);
}

const sumOf = (measure: Measure, story: readonly Entry[]): Fen =>
  story.filter((entry) => entry.measure === measure).reduce((whole, entry) => add(whole, entry.amountFen), ZERO);
