import { notFound, Refusal } from "../shared/errors";
import type { CheckoutId, OrderId, SellerId } from "../shared/ids";
import { fromCursor, type Page, page } from "../shared/page";
import type { Viewer } from "../shared/viewer";
import { MOVES, type Order, OrderModel, type OrderState, type Parcel } from "./order-record";

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
  push?: { parcels?: Parcel };
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

/** A change without a move, under the same guard. */
export async function changeOrder(
  order: Order,
  change: { $set?: Record<string, unknown>; $push?: Record<string, unknown> },
): Promise<Order> {
  const asRead = { _id: order._id, state: order.state, version: order.version };
  const changed = await OrderModel.findOneAndUpdate(
    asRead,
    { ...change, $inc: { version: 1 } },
    { returnDocument: "after" },
  ).lean();
  if (!changed) throw new Refusal("ORDER_MOVED_ON", { params: { state: order.state } });
  return changed as Order;
}

/** Where the buyer's last order went, to be offered again; null for a first order. */
export async function lastDelivery(viewer: Viewer): Promise<Order["delivery"] | null> {
  const last = (await OrderModel.findOne({ buyer: viewer.id }, { delivery: 1 }).sort({ _id: -1 }).lean()) as Pick<
    Order,
    "delivery"
  > | null;
  return last?.delivery ?? null;
}

export type SalesList = "to_ship" | "on_the_way" | "asked" | "done";

const OVER: readonly OrderState[] = ["received", "completed", "refunded"];
const LISTS = {
  to_ship: { state: "paid" },
  on_the_way: { state: "shipped" },
  asked: { "requests.state": "asked" },
  done: { state: { $in: OVER } },
} as const satisfies Record<SalesList, Record<string, unknown>>;

/** A producer's orders as a work list: oldest first where something is to be done, newest first where it is done. */
export async function ordersOfSeller(seller: SellerId, list: SalesList, limit: number): Promise<Order[]> {
  return (await OrderModel.find({ seller, paidAt: { $ne: null }, ...LISTS[list] } as Record<string, unknown>)
    .sort({ _id: list === "to_ship" ? 1 : -1 })
    .limit(limit)
    .lean()) as Order[];
}

/** How many stand in each of the lists. */
export async function salesCounts(seller: SellerId): Promise<Record<SalesList, number>> {
  const count = (list: SalesList): Promise<number> =>
    OrderModel.countDocuments({ seller, paidAt: { $ne: null }, ...LISTS[list] } as Record<string, unknown>);
  const [to_ship, on_the_way, asked, done] = await Promise.all([
    count("to_ship"),
    count("on_the_way"),
    count("asked"),
    count("done"),
  ]);
  return { to_ship, on_the_way, asked, done };
}
