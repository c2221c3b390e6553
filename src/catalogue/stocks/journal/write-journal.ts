import { isDuplicate } from "../../../shared/db";
import type { SellerId, Sku } from "../../../shared/ids";
import { onHandOf, type Stock, StockModel } from "../stock";
import { noteLow, type Written } from "./low-stock";
import { type Move, type Movement, MovementModel, opened } from "./movement";

/** One chore's round. */
const MOST_AT_ONCE = 200;

/**
 * Brings what the stocks have noted into the journal: of some SKUs, of one shop, or of whoever has waited. Done by the
 * chores, and by whoever is about to read, so that a reader never misses a deed. Every step may be done twice and by two
 * processes at once: lines are known by their deed, and a stock forgets only what is written. Answers how many stocks it did.
 */
export async function writeJournal(
  of: { skus: readonly Sku[] } | { seller: SellerId } | null,
  at: Date,
  limit = MOST_AT_ONCE,
): Promise<number> {
  const which = of === null ? { seller: { $gt: "" as SellerId } } : "skus" in of ? { _id: { $in: [...of.skus] } } : of;
  const moved = (await StockModel.find({ moved: true, ...which }, { holds: 0, returned: 0 })
    .limit(limit)
    .lean()) as unknown as Stock[];
  const ready: Written[] = [];
  for (const stock of moved) {
    const begun = stock.written ? stock : await begin(stock, at);
    if (begun?.seller && begun.unwritten && begun.written) ready.push(begun as Written);
  }
  if (ready.length === 0) return moved.length;
  const lines = ready.flatMap(linesOf);
  await insertNew(lines);
  await noteLow(ready, at);
  await forget(ready, lines);
  return moved.length;
}

/** Everything a shop's stocks have noted; `limit` at a time. */
export async function writeAll(seller: SellerId, at: Date, limit = MOST_AT_ONCE): Promise<void> {
  for (let rounds = 0; rounds < 1000; rounds++) if ((await writeJournal({ seller }, at, limit)) < limit) return;
}

/** The lines a stock's notes become, each with what was on hand after it. */
export function linesOf({ _id: sku, product, seller, unwritten, written }: Written): Movement[] {
  let { onHand, lines } = written;
  return unwritten.map(({ key, ...move }) => {
    onHand += move.change;
    lines += 1;
    return { ...plain(move), _id: key, sku, product, seller, seq: lines, after: onHand };
  });
}

const plain = ({ kind, change, reason = "", by = null, at }: Omit<Move, "key">): Required<Omit<Move, "key">> => ({
  kind,
  change,
  reason,
  by,
  at,
});

async function insertNew(lines: Movement[]): Promise<void> {
  try {
    await MovementModel.insertMany(lines, { ordered: false });
  } catch (error) {
    const failed = (error as { writeErrors?: { code?: number; err?: { code?: number } }[] }).writeErrors ?? [];
    if (!isDuplicate(error) || failed.some((each) => (each.code ?? each.err?.code) !== 11000)) throw error;
  }
}

/** Only what is written is forgotten: a note that came meanwhile stays, and a second writer finds nothing left to take. */
async function forget(stocks: readonly Written[], lines: readonly Movement[]): Promise<void> {
  const keys = { $literal: lines.map(({ _id }) => _id) };
  const isWritten = { $in: ["$$this.key", keys] };
  const done = { $filter: { input: "$unwritten", cond: isWritten } };
  const left = { $filter: { input: "$unwritten", cond: { $not: isWritten } } };
  await StockModel.updateMany(
    { _id: { $in: stocks.map(({ _id }) => _id) }, moved: true },
    [
      {
        $set: {
          "written.onHand": { $add: ["$written.onHand", { $sum: { $map: { input: done, in: "$$this.change" } } }] },
          "written.lines": { $add: ["$written.lines", { $size: done }] },
          unwritten: left,
          moved: { $gt: [{ $size: left }, 0] },
        },
      },
    ],
    { updatePipeline: true, hint: { _id: 1 } },
  );
}

/** A stock from before the journal begins it with what must have been there before its first note; null: it moved just now. */
async function begin(stock: Stock, at: Date): Promise<Stock | null> {
  const { _id, available, held, sold, unwritten = [] } = stock;
  const before = onHandOf(stock) - unwritten.reduce((sum, move) => sum + move.change, 0);
  const trade = unwritten.filter(({ kind }) => kind === "sold" || kind === "returned");
  const first = opened(_id, before, { by: null, at: unwritten[0]?.at ?? at });
  return (await StockModel.findOneAndUpdate(
    { _id, written: { $exists: false }, available, held, sold },
    {
      $set: {
        written: { onHand: 0, lines: 0 },
        unwritten: [first, ...unwritten],
        soldBefore: sold + trade.reduce((sum, move) => sum + move.change, 0),
      },
    },
    { returnDocument: "after", projection: { holds: 0, returned: 0 } },
  ).lean()) as Stock | null;
}
