import { fromOrders } from "../../catalogue/stocks/from-orders";
import type { OrderId, SellerId, Sku } from "../../shared/ids";
import { type Order, OrderModel } from "../order-record";
import { gone } from "./standing";

/** More open orders than this are not added up for a page. */
const MOST_ORDERS = 5000;

/** Lets the stock pages know what the orders know; done once, when the program starts. */
export function tellStocks(): void {
  fromOrders.unsent = unsentPieces;
  fromOrders.numbers = orderNumbers;
}

/** Sold pieces that still lie in the store, by SKU: of goods to be sent or handed over, never of tickets. */
async function unsentPieces(seller: SellerId, skus: readonly Sku[]): Promise<Map<Sku, number>> {
  const orders = (await OrderModel.find(
    { seller, stage: { $in: ["to_pack", "part_sent", "to_collect"] }, "lines.sku": { $in: [...skus] } },
    { way: 1, lines: 1, parcels: 1, handovers: 1 },
  )
    .limit(MOST_ORDERS)
    .lean()) as unknown as Pick<Order, "way" | "lines" | "parcels" | "handovers">[];
  const pieces = new Map<Sku, number>();
  for (const order of orders.filter(({ way }) => way !== "ticket"))
    for (const line of order.lines) {
      const left = Math.max(0, line.quantity - line.refundedQuantity - gone(order, line));
      pieces.set(line.sku, (pieces.get(line.sku) ?? 0) + left);
    }
  return pieces;
}

async function orderNumbers(seller: SellerId, orders: readonly OrderId[]): Promise<Map<OrderId, string>> {
  const found = await OrderModel.find({ _id: { $in: [...orders] }, seller }, { number: 1 }).lean();
  return new Map(found.map((order) => [order._id as OrderId, order.number]));
}
