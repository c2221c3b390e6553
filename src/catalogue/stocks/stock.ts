import { Schema } from "mongoose";
import { cache } from "../../shared/cache";
import { collection, isDuplicate, wholeNumber } from "../../shared/db";
import type { OrderId, ProductId, RefundId, SellerId, Sku, UserId } from "../../shared/ids";
import { type Product, ProductModel } from "../product";
import { type Move, moveFields, moveGuard, opened, sold, soldKey } from "./journal/movement";

/** Pieces set aside for an order that is not paid yet. */
export interface Hold {
  order: OrderId;
  quantity: number;
  until: Date;
}

/**
 * The pieces of one variant: on the shelf, set aside, sold. Each deed is one conditional update of this one document,
 * outside any transaction (many buyers of one thing would otherwise wait for each other's commits), and each is done
 * once per order however often it is asked for.
 */
export interface Stock {
  _id: Sku;
  product: ProductId;
  available: number;
  held: number;
  sold: number;
  holds: Hold[];
  /** The last refunds whose pieces came back, so that none comes back twice. */
  returned?: RefundId[];
  seller?: SellerId;
  /** Every change of the pieces on hand (available and held) is noted with it, until it stands in the journal. */
  unwritten?: Move[];
  /** True while something is unwritten. */
  moved?: boolean;
  /** What the journal knows: how many were on hand after its last line, and how many lines it has. */
  written?: { onHand: number; lines: number };
  /** The last changes of many numbers that were carried out here, so that none is carried out twice. */
  changes?: string[];
  /** Sold before the journal began. */
  soldBefore?: number;
  /** The shop is told once when no more than this are on hand; 5 unless chosen. */
  lowAt?: number;
  /** Whether it was so when the journal was last written. */
  low?: boolean;
}

export const LOW_AT = 5;
export const onHandOf = ({ available, held }: Pick<Stock, "available" | "held">): number => available + held;
export const lowAtOf = ({ lowAt = LOW_AT }: Pick<Stock, "lowAt">): number => lowAt;

const pieces = { type: Number, required: true, default: 0 } as const;
const schema = new Schema<Stock>(
  {
    _id: String,
    product: { type: String, required: true },
    available: pieces,
    held: pieces,
    sold: pieces,
    holds: [
      {
        _id: false,
        order: { type: String, required: true },
        quantity: { type: Number, required: true },
        until: { type: Date, required: true },
      },
    ],
    returned: { type: [String], default: undefined },
    seller: String,
    unwritten: { type: [moveFields], default: undefined } as never,
    moved: Boolean,
    changes: { type: [String], default: undefined },
    written: { type: { _id: false, onHand: Number, lines: Number }, default: undefined },
    soldBefore: Number,
    lowAt: Number,
    low: Boolean,
  },
  { versionKey: false },
)
  .index({ product: 1 })
  .index({ "holds.until": 1 })
  .index({ seller: 1, product: -1, _id: 1 })
  .index({ seller: 1, low: 1, product: -1, _id: 1 }, { partialFilterExpression: { low: true } })
  .index({ moved: 1, seller: 1 }, { partialFilterExpression: { moved: true } });

const seen = cache<Map<Sku, number>>({ ms: 1000, max: 2000 });
schema.post(/^(save|insertMany|update|findOneAnd|replace|delete)/, () => seen.forget());

export const StockModel = collection<Stock>("stocks", schema, {
  required: ["product", "available", "held", "sold", "holds"],
  properties: {
    available: wholeNumber(0),
    held: wholeNumber(0),
    sold: wholeNumber(0),
    holds: { bsonType: "array", items: { properties: { quantity: wholeNumber(1) } } },
    unwritten: { bsonType: "array", items: moveGuard },
    lowAt: wholeNumber(0),
  },
});

/**
 * Takes pieces off the shelf for an order; false when there are not enough. Asked again for the same order, it was done; and
 * whoever comes too late, when they have just been sold to it, takes no second lot.
 */
export async function hold({ sku, order, quantity, until }: Hold & { sku: Sku }): Promise<boolean> {
  mustBePieces(quantity);
  const after = await StockModel.findOneAndUpdate(
    {
      _id: sku,
      available: { $gte: quantity },
      "holds.order": { $ne: order },
      "unwritten.key": { $ne: soldKey(order, sku) },
    },
    { $inc: { available: -quantity, held: quantity }, $push: { holds: { order, quantity, until } } },
    { returnDocument: "after", projection: { product: 1, available: 1 } },
  ).lean();
  if (!after) return renew({ sku, order, quantity, until });
  if (after.available === 0) await tellShelf(after.product);
  return true;
}

/** Held for this order before: it stays so, always under a later time, so whoever meant to release it by its old one finds another. */
async function renew({ sku, order, quantity, until }: Hold & { sku: Sku }): Promise<boolean> {
  const known = await holdOf(sku, order);
  if (known?.quantity !== quantity) return false;
  const next = new Date(Math.max(until.getTime(), known.until.getTime()) + 1);
  const { matchedCount } = await StockModel.updateOne(
    { _id: sku, holds: { $elemMatch: { order, quantity, until: known.until } } },
    { $set: { "holds.$.until": next } },
  );
  return matchedCount === 1 || renew({ sku, order, quantity, until });
}

/**
 * Puts an order's pieces back on the shelf; false when nothing is held for it (any more). With `seen`, only a hold that
 * still has the time it was seen with: one that was renewed meanwhile belongs to an order that came back to life.
 */
export async function release({ sku, order, seen }: { sku: Sku; order: OrderId; seen?: Date }): Promise<boolean> {
  const quantity = (await holdOf(sku, order))?.quantity;
  if (quantity === undefined) return false;
  const before = await StockModel.findOneAndUpdate(
    { _id: sku, holds: { $elemMatch: { order, quantity, ...(seen && { until: seen }) } } },
    { $inc: { available: quantity, held: -quantity }, $pull: { holds: { order } } },
    { returnDocument: "before", projection: { product: 1, available: 1 } },
  ).lean();
  if (before?.available === 0) await tellShelf(before.product);
  return before !== null;
}

export interface Claim {
  sku: Sku;
  order: OrderId;
  /** Who knows how many were held says so and saves a look. */
  quantity?: number;
  /** When they were sold: paid. */
  at: Date;
}

/** Makes an order's held pieces sold ones; false when they are not held for it (any more). */
export async function claim({ sku, order, quantity, at }: Claim): Promise<boolean> {
  const pieces = quantity ?? (await holdOf(sku, order))?.quantity;
  if (pieces === undefined) return false;
  const { modifiedCount } = await StockModel.updateOne(
    { _id: sku, holds: { $elemMatch: { order, quantity: pieces } } },
    {
      $inc: { held: -pieces, sold: pieces },
      $pull: { holds: { order } },
      $push: { unwritten: sold(order, sku, { quantity: pieces, at }) },
      $set: { moved: true },
    },
  );
  return modifiedCount === 1;
}

export interface Opening {
  sku: Sku;
  product: ProductId;
  available: number;
  at: Date;
  by?: UserId | null;
}

/** A new variant's stock; one that exists is left as it is. */
export async function openStock({ sku, product, available, at, by = null }: Opening): Promise<void> {
  const goods = (await ProductModel.findById(product, { seller: 1 }).lean()) as Pick<Product, "seller"> | null;
  const stock = { product, ...(goods && { seller: goods.seller }), ...newStock(opened(sku, available, { by, at })) };
  try {
    await StockModel.updateOne({ _id: sku }, { $setOnInsert: stock }, { upsert: true });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  await tellShelf(product);
}

/** The counts of a stock that begins with a first number of pieces. */
export const newStock = (opening: Move): Omit<Stock, "_id" | "product"> => ({
  ...{ available: opening.change, held: 0, sold: 0, holds: [] },
  ...{ unwritten: [opening], moved: true, written: { onHand: 0, lines: 0 } },
});

/** Holds whose time is up, oldest products first; what becomes of them is decided by their orders. */
export async function expiredHolds(at: Date, limit: number): Promise<(Hold & { sku: Sku })[]> {
  const stocks = (await StockModel.find({ "holds.until": { $lte: at } }, { holds: 1 })
    .sort({ "holds.until": 1 })
    .limit(limit)
    .lean()) as Pick<Stock, "_id" | "holds">[];
  return stocks
    .flatMap(({ _id, holds }) => holds.filter((each) => each.until <= at).map((each) => ({ ...each, sku: _id })))
    .slice(0, limit);
}

/** Lets an order that still waits for its payment keep its pieces; the hold is looked at again at `until`. */
export async function keepHold({ sku, order, until }: { sku: Sku; order: OrderId; until: Date }): Promise<void> {
  await StockModel.updateOne({ _id: sku, "holds.order": order }, { $set: { "holds.$.until": until } });
}

/** Pieces on the shelf, by SKU; a SKU without stock is absent. */
export async function availability(skus: readonly Sku[]): Promise<Map<Sku, number>> {
  const stocks = await StockModel.find({ _id: { $in: [...new Set(skus)] } }, { available: 1 }).lean();
  return new Map(stocks.map((stock) => [stock._id as Sku, stock.available]));
}

/** The same for showing a product: as of this process's last deed, and at most a second behind other processes'. */
export const piecesShown = (product: ProductId, skus: readonly Sku[]): Promise<Map<Sku, number>> =>
  seen.get(product, () => availability(skus));

export async function holdOf(sku: Sku, order: OrderId): Promise<Hold | undefined> {
  const stock = (await StockModel.findOne(
    { _id: sku, "holds.order": order },
    { holds: { $elemMatch: { order } } },
  ).lean()) as Pick<Stock, "holds"> | null;
  return stock?.holds[0];
}

/**
 * Writes on the product whether anything is left of it, for lists. Two deeds may arrive here in the wrong order, so each
 * looks again after writing: whoever writes last has also looked last.
 */
export async function tellShelf(product: ProductId): Promise<void> {
  for (let told: boolean | undefined; ; ) {
    const soldOut = (await StockModel.exists({ product, available: { $gt: 0 } })) === null;
    if (soldOut === told) return;
    await ProductModel.updateOne({ _id: product }, { $set: { soldOut } });
    told = soldOut;
  }
}

export function mustBePieces(quantity: number): void {
  if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError(`not a number of pieces: ${quantity}`);
}
