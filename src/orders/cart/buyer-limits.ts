import { Schema } from "mongoose";
import { collection } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import type { Sku } from "../../shared/ids";
import { DAY, later } from "../../shared/time";
import type { Viewer } from "../../shared/viewer";
import { type Order, OrderModel } from "../order-record";
import type { PricedCart, PricedItem } from "./price-cart";

/** A producer's limit per buyer counts over this many days, cancelled orders and pieces given back left out. */
export const LIMIT_DAYS = 30;

/** Two checkouts of one buyer at one moment meet here, so that each counts the other's pieces. */
interface Meeting {
  _id: string;
  times: number;
}
const MeetingModel = collection<Meeting>(
  "buyer_limits",
  new Schema<Meeting>({ _id: String, times: { type: Number, default: 0 } }, { versionKey: false }),
);

export interface BuyerLimit {
  maximum: number;
  /** What the buyer can still have, what is in the cart not counted. */
  left: number;
}

/** An institution buys as one, whoever of its people orders. */
const whose = (viewer: Viewer): Record<string, unknown> =>
  viewer.organisation?.kind === "institution" ? { organisation: viewer.organisation.id } : { buyer: viewer.id };

const limited = ({ baskets }: PricedCart): PricedItem[] =>
  baskets.flatMap((basket) => basket.items).filter((item) => item.variant.limitPerBuyer !== null);

/** What the buyer may still have of each limited variant in the cart; a guest is told the limit itself. */
export async function limitsFor(viewer: Viewer | undefined, cart: PricedCart, at: Date): Promise<Map<Sku, BuyerLimit>> {
  const items = limited(cart);
  const had = viewer && items.length > 0 ? await piecesHad(viewer, skusOf(items), at) : new Map<Sku, number>();
  return new Map(
    items.map(({ sku, variant }) => {
      const maximum = variant.limitPerBuyer as number;
      return [sku, { maximum, left: Math.max(0, maximum - (had.get(sku) ?? 0)) }];
    }),
  );
}

const skusOf = (items: readonly PricedItem[]): Sku[] => items.map((item) => item.sku);

async function piecesHad(viewer: Viewer, skus: readonly Sku[], at: Date): Promise<Map<Sku, number>> {
  const orders = (await OrderModel.find(
    {
      ...whose(viewer),
      "lines.sku": { $in: skus },
      state: { $ne: "cancelled" },
      placedAt: { $gt: later(at, -LIMIT_DAYS * DAY) },
    },
    { lines: 1 },
  ).lean()) as Pick<Order, "lines">[];
  const had = new Map<Sku, number>();
  for (const { sku, quantity, refundedQuantity } of orders.flatMap((order) => order.lines))
    if (skus.includes(sku)) had.set(sku, (had.get(sku) ?? 0) + quantity - refundedQuantity);
  return had;
}

/**
 * Inside the transaction that has just written the new orders: refuses with LIMIT_PER_BUYER when a variant's limit is
 * exceeded with them. Nothing is asked of the database where nothing is limited.
 */
export async function mustBeWithinLimits(viewer: Viewer, cart: PricedCart, at: Date): Promise<void> {
  const items = limited(cart);
  if (items.length === 0) return;
  const [who] = Object.values(whose(viewer));
  for (const { sku } of items)
    await MeetingModel.updateOne({ _id: `${who}:${sku}` }, { $inc: { times: 1 } }, { upsert: true });
  const had = await piecesHad(viewer, skusOf(items), at);
  for (const { sku, quantity, product, variant } of items) {
    const maximum = variant.limitPerBuyer as number;
    const before = (had.get(sku) ?? 0) - quantity;
    if (before + quantity > maximum)
      throw new Refusal("LIMIT_PER_BUYER", {
        params: { name: `${product.name} ${variant.name}`, maximum, left: Math.max(0, maximum - before) },
      });
  }
}
