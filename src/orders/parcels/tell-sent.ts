import { tell } from "../../accounts/notices/tell";
import type { Order } from "../order-record";
import { buyerOf } from "../parties";
import type { Parcel } from "./parcel";
import { piecesLeft } from "./standing";

/**
 * The buyer hears of a parcel, in its own transaction. A producer's own van has no number but perhaps a phone's, which
 * stands in no notice.
 */
export async function tellSent(
  order: Order,
  { carrier, trackingNumber, corrections }: Parcel,
  at: Date,
): Promise<void> {
  const what = corrections?.length ? "corrected" : piecesLeft(order) > 0 ? "part_sent" : "sent";
  const own = carrier === "own";
  await tell(
    {
      key: `sent:${order._id}:${carrier}:${trackingNumber}`,
      to: buyerOf(order),
      kind: own ? `order_${what}_own` : `order_${what}`,
      params: { number: order.number, ...(own ? {} : { carrier, trackingNumber }) },
      href: `/orders/${order.number}`,
    },
    at,
  );
}
