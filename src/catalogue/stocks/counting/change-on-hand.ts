import { type FieldError, Refusal } from "../../../shared/errors";
import type { Sku } from "../../../shared/ids";
import { DAY, later, MINUTE } from "../../../shared/time";
import { onHandOf, type Stock, StockModel } from "../stock";
import { type NewNumber, type StockChange, StockChangeModel } from "./change-record";
import { tellShelves } from "./tell-shelves";

/** A change as it is asked for: each number with the field a refusal of it stands beside. */
export type Asked = Omit<StockChange, "items" | "done" | "until"> & {
  items: readonly (NewNumber & { field: string })[];
};

export const MOST_PIECES = 1_000_000;
/** One statement's worth: its lists are searched once for each of its stocks. */
const CHUNK = 500;
/** Whoever decided a change carries it out at once; after this long somebody else may. */
const ABANDONED_MS = MINUTE;

/**
 * Writes new numbers of pieces, all or none. Refuses INVALID beside each field: unknown_sku (another shop's too), repeated,
 * held_more (more are held for unpaid orders than are said to be there).
 */
export async function changeOnHand(asked: Asked): Promise<void> {
  await decideChange(asked);
  await carryOut(asked._id);
}

/** Writes the decision down, or refuses as above; joins the surrounding transaction. No stock is touched yet. */
export async function decideChange({ items, ...change }: Asked): Promise<void> {
  const fields = await refusalsOf({ items, seller: change.seller });
  if (fields.length > 0) throw new Refusal("INVALID", { fields });
  const plain = items.map(({ sku, onHand, seen, reason }) => ({ sku, onHand, seen, reason }));
  await StockChangeModel.insertMany([{ ...change, items: plain, done: false, until: null }]);
}

/** What speaks against new numbers, as things are now. */
export async function refusalsOf({ items, seller }: Pick<Asked, "items" | "seller">): Promise<FieldError[]> {
  const stocks = (await StockModel.find(
    { _id: { $in: items.map(({ sku }) => sku) }, seller },
    { available: 1, held: 1 },
  ).lean()) as Pick<Stock, "_id" | "available" | "held">[];
  const own = new Map<Sku, (typeof stocks)[number]>(stocks.map((stock) => [stock._id, stock]));
  const met = new Set<Sku>();
  return items.flatMap(({ sku, onHand, seen, field }): FieldError[] => {
    const stock = own.get(sku);
    if (!stock) return [{ field, code: "unknown_sku" }];
    if (met.has(sku)) return [{ field, code: "repeated" }];
    met.add(sku);
    const wanted = seen === null ? onHand : onHandOf(stock) + onHand - seen;
    return wanted < stock.held ? [{ field, code: "held_more", params: { held: stock.held } }] : [];
  });
}

/** Carries a decided change out, however far it has come before; each stock by one update of its own. */
export async function carryOut(id: string): Promise<void> {
  const change = (await StockChangeModel.findById(id).lean()) as StockChange | null;
  if (!change || change.done) return;
  for (let from = 0; from < change.items.length; from += CHUNK)
    await writeSome(change, change.items.slice(from, from + CHUNK));
  const stocks = await StockModel.distinct("product", { _id: { $in: change.items.map(({ sku }) => sku) } });
  await tellShelves(stocks);
  await StockChangeModel.updateOne({ _id: id }, { $set: { done: true, until: later(change.at, 2 * DAY) } });
}

/** For the chores: what a process that died in between has left half done. */
export async function carryOutAbandoned(at: Date): Promise<void> {
  const left = await StockChangeModel.find({ done: false, at: { $lte: later(at, -ABANDONED_MS) } }, { _id: 1 })
    .sort({ at: 1 })
    .limit(20)
    .lean();
  for (const { _id } of left) await carryOut(_id);
}

const REMEMBERED = 50;

/**
 * One statement for many stocks, outside any transaction: buyers take pieces at the same moment, and each stock changes by
 * itself. Each finds its own number by its place in the list of SKUs. A buyer who held a piece after the decision keeps it:
 * no number goes below what is held.
 */
async function writeSome(change: StockChange, items: readonly NewNumber[]): Promise<void> {
  const skus = items.map(({ sku }) => sku);
  const facts = items.map(({ sku, onHand, seen, reason }) => ({
    ...{ onHand, seen, key: `${change._id}:${sku}`, reason: reason ?? change.reason },
  }));
  const own = { $arrayElemAt: [{ $literal: facts }, { $indexOfArray: [{ $literal: skus }, "$_id"] }] };
  const onHand = { $add: ["$available", "$held"] };
  const since = { $subtract: ["$asked.onHand", "$asked.seen"] };
  const wanted = { $cond: [{ $eq: ["$asked.seen", null] }, "$asked.onHand", { $add: [onHand, since] }] };
  const move = {
    ...{ key: "$asked.key", change: { $subtract: ["$wanted", onHand] }, reason: "$asked.reason" },
    ...{ kind: { $literal: change.kind }, by: { $literal: change.by }, at: { $literal: change.at } },
  };
  const list = (field: string) => ({ $ifNull: [field, []] });
  await StockModel.updateMany(
    { _id: { $in: skus }, seller: change.seller, changes: { $ne: change._id } },
    [
      { $set: { asked: own } },
      { $set: { wanted: { $max: ["$held", wanted] } } },
      {
        $set: {
          available: { $subtract: ["$wanted", "$held"] },
          unwritten: { $concatArrays: [list("$unwritten"), [move]] },
          moved: true,
          changes: { $slice: [{ $concatArrays: [list("$changes"), [{ $literal: change._id }]] }, -REMEMBERED] },
        },
      },
      { $unset: ["asked", "wanted"] },
    ],
    { updatePipeline: true, strict: false, hint: { _id: 1 } },
  );
}
