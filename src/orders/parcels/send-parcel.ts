import { joinTransaction } from "../../shared/db";
import { invalidField, notFound, Refusal } from "../../shared/errors";
import type { SellerId } from "../../shared/ids";
import { changeOrder, moveOrder, orderOfSeller } from "../order";
import type { Order } from "../order-record";
import type { Carrier } from "./carriers";
import type { Parcel, Pieces } from "./parcel";
import { leftOf, piecesLeft } from "./standing";
import { tellSent } from "./tell-sent";

export interface Sending {
  carrier: Carrier;
  trackingNumber: string;
  /** What is in it; everything still to be sent where it is left out. */
  lines?: Pieces[] | undefined;
}

type Named = Pick<Parcel, "carrier" | "trackingNumber">;
const same = (a: Named, b: Named): boolean => a.carrier === b.carrier && a.trackingNumber === b.trackingNumber;

/** The same carrier and number is the same parcel, however often it is told of. */
export const isKnown = (order: Order, sent: Named): boolean => order.parcels.some((parcel) => same(parcel, sent));

/**
 * The producer says what was sent. With the first parcel the order is on its way; the buyer is told in the same
 * transaction. The same carrier and number a second time changes nothing. A further box of goods that were all told of
 * before holds no pieces of its own. Refuses: NOT_FOUND, ORDER_MOVED_ON, NOTHING_TO_SEND, ACCEPTED_BY_CODE, INVALID.
 */
export async function sendParcel(seller: SellerId, number: string, sent: Sending, at: Date): Promise<Order> {
  return joinTransaction(async () => {
    const order = await orderOfSeller(seller, number);
    if (isKnown(order, sent)) return order;
    const parcel: Parcel = {
      carrier: sent.carrier,
      trackingNumber: sent.trackingNumber,
      sentAt: at,
      lines: packed(order, sent.lines),
    };
    const changed =
      order.state === "shipped"
        ? await changeOrder(order, { $push: { parcels: parcel, timeline: { what: "parcel", at } } })
        : await moveOrder(order, "shipped", at, { set: { shippedAt: at }, push: { parcels: parcel } });
    await tellSent(changed, parcel, at);
    return changed;
  });
}

/** Whether a parcel can be sent for the order at all. Refuses: ORDER_MOVED_ON, PAYMENT_CONTESTED, NOTHING_TO_SEND, ACCEPTED_BY_CODE. */
export function mustBeSendable(order: Order): void {
  if (order.state !== "paid" && order.state !== "shipped")
    throw new Refusal("ORDER_MOVED_ON", { params: { state: order.state } });
  if (order.contested) throw new Refusal("PAYMENT_CONTESTED");
  if (order.way !== "delivery") throw new Refusal("ACCEPTED_BY_CODE");
  if (order.state === "paid" && piecesLeft(order) === 0) throw new Refusal("NOTHING_TO_SEND");
}

/** The pieces in a parcel, measured against what is still to be sent. */
function packed(order: Order, lines: Pieces[] | undefined): Pieces[] {
  mustBeSendable(order);
  if (!lines) return everythingLeft(order);
  if (lines.length === 0) throw invalidField("lines", "required");
  if (new Set(lines.map((each) => each.line)).size < lines.length) throw invalidField("lines", "repeated");
  lines.forEach(({ line: name, quantity }, index) => {
    const line = order.lines.find((each) => each.line === name);
    if (!line) throw invalidField(`lines.${index}`, "not_an_option");
    const left = leftOf(order, line);
    if (quantity > left) throw invalidField(`lines.${index}.quantity`, "too_big", { maximum: left });
  });
  return lines;
}

export const everythingLeft = (order: Order): Pieces[] =>
  order.lines
    .map((line) => ({ line: line.line, quantity: leftOf(order, line) }))
    .filter(({ quantity }) => quantity > 0);

export interface Correction {
  /** Counted from 1, in the order of their sending. */
  parcel: number;
  carrier: Carrier;
  trackingNumber: string;
}

/** A number was written down wrong: the right one takes its place, the wrong one stays to be read. Refuses: NOT_FOUND, ORDER_MOVED_ON. */
export async function correctParcel(
  seller: SellerId,
  number: string,
  { parcel: place, carrier, trackingNumber }: Correction,
  at: Date,
): Promise<Order> {
  return joinTransaction(async () => {
    const order = await orderOfSeller(seller, number);
    const wrong = order.parcels[place - 1];
    if (!wrong) throw notFound();
    if (same(wrong, { carrier, trackingNumber })) return order;
    if (order.state !== "shipped") throw new Refusal("ORDER_MOVED_ON", { params: { state: order.state } });
    const was = { carrier: wrong.carrier, trackingNumber: wrong.trackingNumber, at };
    const right: Parcel = { ...wrong, carrier, trackingNumber, corrections: [...(wrong.corrections ?? []), was] };
    const changed = await changeOrder(order, {
      $set: { parcels: order.parcels.map((each) => (each === wrong ? right : each)) },
      $push: { timeline: { what: "corrected", at } },
    });
    await tellSent(changed, right, at);
    return changed;
  });
}
