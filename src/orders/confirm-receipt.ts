import type { Deed } from "../credits/deed";
import { post } from "../credits/post";
import { inTransaction } from "../shared/db";
import { subtract } from "../shared/money";
import { DAY } from "../shared/time";
import { deedOf } from "./deed";
import { moveOrder, orderById } from "./order";
import type { Order } from "./order-record";

/** Goods nobody complained about count as accepted this long after they were sent (rule 2: auto-accept). */
export const AUTO_RECEIPT_DAYS = 10;
/** A received order is over when the time for asking money back has passed (consumer law §25: seven days). */
export const COMPLETION_DAYS = 7;
export const AUTO_RECEIPT_MS = AUTO_RECEIPT_DAYS * DAY;
export const COMPLETION_MS = COMPLETION_DAYS * DAY;

/** What else becomes true with an acceptance, in its transaction: rooms above add theirs when the program starts. */
export const whenAccepted: ((order: Order, at: Date) => Promise<void>)[] = [];

/**
 * The buyer's word (or the passing of time) that the goods came: in one transaction the order is received and what
 * remains paid of every credited line is recognised. Refuses: ORDER_MOVED_ON.
 */
export async function confirmReceipt(id: Order["_id"], at: Date): Promise<Order> {
  return inTransaction(async () => {
    const order = await orderById(id);
    const received = await moveOrder(order, "received", at, { set: { receivedAt: at } });
    await post(recognitions(received, at), at);
    for (const also of whenAccepted) await also(received, at);
    return received;
  });
}

/** Rule 9: what was refunded before recognition is not recognised; a line refunded whole leaves no entry. */
function recognitions(order: Order, at: Date): Deed[] {
  return order.lines.flatMap((line) => {
    const left = subtract(line.paidFen, line.refundedFen);
    return line.credit && left > 0
      ? [
          deedOf(order, line, {
            key: `recognised:${order._id}:${line.line}`,
            measure: "recognised",
            amountFen: left,
            quantity: line.quantity - line.refundedQuantity,
            at,
          }),
        ]
      : [];
  });
}
