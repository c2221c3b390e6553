import { setTimeout as pause } from "node:timers/promises";
import { inTransaction } from "../shared/db";
import { newSecret, type PartnershipId } from "../shared/ids";
import { giveUpLease, type Held, holdLease, mustHold } from "../shared/lease";
import { log } from "../shared/log";
import type { Month } from "../shared/time";
import { type Breakdown, BreakdownModel, breakdownsOf } from "./breakdowns/breakdown";
import { makeUpBreakdowns } from "./breakdowns/recount-breakdowns";
import { beginning, type Chain, ChainModel, linked } from "./chain";
import { type Entry, EntryModel } from "./entry";
import { cellOf, plus, type Sum, sumOf, TotalModel, totalId } from "./totals/total";

/**
 * Orders never touch a shared total: an entry is born unfolded, and one runner among all processes adds the tail to the
 * totals, book by book and batch by batch. Readers add the tail themselves, so nothing waits for this.
 */
export const FOLD_LEASE = "fold";
const LEASE_MS = 15_000;
/** Between two batches that were not full: enough entries come together to make a transaction worth its while. */
const REST_MS = 400;
const WAITING_MS = 2000;
const BATCH = 250;

/** Folds one batch of every book that has a tail; answers how many entries. Throws when the lease was lost. */
export async function foldOnce(held: Held, batch = BATCH): Promise<number> {
  const books = (await EntryModel.distinct("book", { folded: false })) as PartnershipId[];
  let folded = 0;
  for (const book of books) folded += await foldBook(held, book, batch);
  return folded;
}

/** One batch of one book, whole or not at all: totals and breakdowns, each entry's place and hash, and the end of the chain. */
const foldBook = (held: Held, book: PartnershipId, batch: number): Promise<number> =>
  inTransaction(async () => {
    await mustHold(held);
    const tail = (await EntryModel.find({ folded: false, book }).sort({ _id: 1 }).limit(batch).lean()) as Entry[];
    if (tail.length === 0) return 0;
    await addToTotals(book, await extendChain(book, tail));
    await addToBreakdowns(tail);
    return tail.length;
  });

/** Answers the entries with their place and hash. */
async function extendChain(book: PartnershipId, tail: readonly Entry[]): Promise<Entry[]> {
  let end = ((await ChainModel.findById(book).lean()) as Chain | null) ?? beginning(book);
  const links = tail.map((entry) => {
    const link = linked(entry, end);
    end = { _id: book, seq: link.seq, hash: link.hash };
    return link;
  });
  const operations = links.map(({ _id, folded, seq, hash, previousHash }) => {
    // By its id alone, which the database finds twice as fast: that it is not folded yet was read in this transaction.
    return { updateOne: { filter: { _id }, update: { $set: { folded, seq, hash, previousHash } } } };
  });
  const { matchedCount } = await EntryModel.bulkWrite(operations);
  if (matchedCount !== tail.length)
    throw new Error(`${book}: ${matchedCount} of ${tail.length} entries could be folded`);
  await ChainModel.updateOne({ _id: book }, { $set: { seq: end.seq, hash: end.hash } }, { upsert: true });
  return links;
}

async function addToTotals(book: PartnershipId, tail: readonly Entry[]): Promise<void> {
  const months = new Map<Month, { cells: Map<string, Sum>; end: string | null }>();
  for (const entry of tail) {
    const { cells } = months.get(entry.period) ?? { cells: new Map<string, Sum>() };
    const cell = cells.get(cellOf(entry));
    cells.set(cellOf(entry), cell ? plus(cell, sumOf(entry)) : sumOf(entry));
    months.set(entry.period, { cells, end: entry.hash });
  }
  for (const [period, { cells, end }] of months)
    await TotalModel.updateOne(
      { _id: totalId(book, period) },
      { $inc: increments(cells), $set: { end }, $setOnInsert: { book, period } },
      { upsert: true },
    );
}

/** What was sold, whose, and who bought: a second fold of the same entries, which stands or falls with the first. */
const addToBreakdowns = (tail: readonly Entry[]): Promise<unknown> =>
  BreakdownModel.bulkWrite(
    breakdownsOf(tail).map(({ _id, name, cells, ...where }: Breakdown) => ({
      updateOne: {
        filter: { _id },
        update: { $set: { name }, $inc: increments(Object.entries(cells)), $setOnInsert: where },
        upsert: true,
      },
    })),
  );

const increments = (cells: Iterable<[string, object]>): Record<string, number> =>
  Object.fromEntries(
    [...cells].flatMap(([cell, sum]) => Object.entries(sum).map(([field, value]) => [`cells.${cell}.${field}`, value])),
  );

/** Folds for as long as this process holds the lease; others wait, and take over when it is given up or runs out. */
export function startFolding(): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = foldUntil(stopping.signal);
  return {
    stop() {
      stopping.abort();
      return running;
    },
  };
}

async function foldUntil(stopping: AbortSignal): Promise<void> {
  const holder = newSecret();
  const rest = (ms: number) => pause(ms, undefined, { signal: stopping }).catch(() => undefined);
  let held: Held | null = null;
  let renewAt = 0;
  let whole = false;
  while (!stopping.aborted) {
    try {
      if (Date.now() >= renewAt) {
        held = await holdLease({ name: FOLD_LEASE, holder, at: new Date(), ms: LEASE_MS });
        renewAt = Date.now() + (held ? LEASE_MS / 3 : WAITING_MS);
      }
      if (held && !whole) await makeUpBreakdowns(held);
      whole ||= held !== null;
      const folded = held ? await foldOnce(held) : 0;
      if (folded < BATCH) await rest(held ? REST_MS : WAITING_MS);
    } catch (error) {
      log.warn({ err: error }, "folding was interrupted");
      renewAt = 0;
      await rest(WAITING_MS);
    }
  }
  if (held) await giveUpLease(held).catch(() => undefined);
}
