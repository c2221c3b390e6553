import { notFound, Refusal } from "../shared/errors";
import type { CheckoutId, OrderId, SellerId } from "../shared/ids";
import { fromCursor, type Page, page } from "../shared/page";
import type { Viewer } from "../shared/viewer";
import { MOVES, type Order, OrderModel, type OrderState } from "./order-record";
import type { Handover, Parcel } from "./parcels/parcel";
import { standingOf } from "./parcels/standing";

/** An order as its buyer may see it; anybody else's is not there. */
export async function orderOfBuyer(viewer: Viewer, number: string): Promise<Order> {
  const order = (await OrderModel.findOne({ number: String(number), buyer: viewer.id }).lean()) as Order | null;
  if (!order) throw notFound();
  return order;
}

/** The buyer's orders, newest first. */
export async function ordersOfBuyer(
  viewer: Viewer,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<Order>> {
  const after = fromCursor(cursor, 1);
  const older = after ? { _id: { $lt: String(after[0]) as OrderId } } : {};
  const rows = (await OrderModel.find({ buyer: viewer.id, ...older })
    .sort({ _id: -1 })
    .limit(limit + 1)
    .lean()) as Order[];
  return page(rows, limit, (order) => [order._id]);
}

/** An order as its producer may see it: never before it is paid. */
export async function orderOfSeller(seller: SellerId, number: string): Promise<Order> {
  const order = (await OrderModel.findOne({
    number: String(number),
    seller,
    paidAt: { $ne: null },
  }).lean()) as Order | null;
  if (!order) throw notFound();
  return order;
}

export async function orderById(id: OrderId): Promise<Order> {
  const order = (await OrderModel.findById(id).lean()) as Order | null;
  if (!order) throw notFound();
  return order;
}

export const ordersOfCheckout = async (checkout: CheckoutId): Promise<Order[]> =>
  (await OrderModel.find({ checkout }).sort({ _id: 1 }).lean()) as Order[];

export const mayMove = (order: Pick<Order, "state">, next: OrderState): boolean =>
  (MOVES[order.state] as readonly string[]).includes(next);

/** What else is written with a move. */
export interface MoveMore {
  set?: Partial<Order>;
  push?: { parcels?: Parcel; handovers?: Handover };
}

/**
 * The only way to change an order's state: along the table, and only if nobody else has changed the order since it was
 * read. Refuses with ORDER_MOVED_ON.
 */
export async function moveOrder(
  order: Order,
  next: OrderState,
  at: Date,
  { set = {}, push = {} }: MoveMore = {},
): Promise<Order> {
  if (!mayMove(order, next)) throw new Refusal("ORDER_MOVED_ON", { params: { state: order.state } });
  return changeOrder(order, { $set: { ...set, state: next }, $push: { ...push, timeline: { what: next, at } } });
}

export interface Change {
  $set?: Record<string, unknown>;
  /** One thing at the end of a list. */
  $push?: Record<string, unknown>;
}

/** A change without a move, under the same guard. Where the order then stands in its producer's work is written with it. */
export async function changeOrder(order: Order, change: Change): Promise<Order> {
  const asRead = { _id: order._id, state: order.state, version: order.version };
  const changed = await OrderModel.findOneAndUpdate(
    asRead,
    { ...change, $set: { ...change.$set, ...standingOf(changedBy(order, change)) }, $inc: { version: 1 } },
    { returnDocument: "after" },
  ).lean();
  if (!changed) throw new Refusal("ORDER_MOVED_ON", { params: { state: order.state } });
  return changed as Order;
}

function changedBy(order: Order, { $set = {}, $push = {} }: Change): Order {
  const pushed = Object.entries($push).map(([list, one]) => [list, [...(order[list as keyof Order] as []), one]]);
  return { ...order, ...$set, ...Object.fromEntries(pushed) } as Order;
}

/** Where the buyer's last order went, to be offered again; null for a first order. */
export async function lastDelivery(viewer: Viewer): Promise<Order["delivery"] | null> {
  const last = (await OrderModel.findOne({ buyer: viewer.id }, { delivery: 1 }).sort({ _id: -1 }).lean()) as Pick<
    Order,
    "delivery"
  > | null;
  return last?.delivery ?? null;
}
