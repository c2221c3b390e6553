import { Refusal } from "../shared/errors";
import type { SellerId } from "../shared/ids";
import { changeOrder, moveOrder, orderOfSeller } from "./order";
import type { Order, Parcel } from "./order-record";

export const CARRIERS = ["sf", "jd", "zto", "yto", "sto", "yunda", "ems", "deppon", "own", "voucher"] as const;
export type Carrier = (typeof CARRIERS)[number];

/**
 * The producer says what was sent: the order is on its way. A further parcel of an order already on its way is added to it;
 * the same carrier and number a second time changes nothing. Refuses: NOT_FOUND, ORDER_MOVED_ON.
 */
export async function shipOrder(
  seller: SellerId,
  number: string,
  sent: { carrier: Carrier; trackingNumber: string },
  at: Date,
): Promise<Order> {
  const order = await orderOfSeller(seller, number);
  const parcel: Parcel = { ...sent, sentAt: at };
  if (order.parcels.some((known) => known.carrier === sent.carrier && known.trackingNumber === sent.trackingNumber))
    return order;
  if (order.state === "shipped") return changeOrder(order, { $push: { parcels: parcel } });
  const givenBack = order.lines.every((line) => line.refundedQuantity === line.quantity);
  if (order.state !== "paid" || givenBack) throw new Refusal("ORDER_MOVED_ON", { params: { state: order.state } });
  return moveOrder(order, "shipped", at, { set: { shippedAt: at }, push: { parcels: parcel } });
}
