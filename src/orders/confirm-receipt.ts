import type { Deed } from "../credits/deed";
import { post } from "../credits/post";
import { inTransaction } from "../shared/db";
import { Refusal } from "../shared/errors";
import { subtract } from "../shared/money";
import { DAY } from "../shared/time";
import { deedOf } from "./deed";
import { mayMove, moveOrder, orderById } from "./order";
import type { Order } from "./order-record";
import { piecesLeft, receiptDueOf } from "./parcels/standing";
import { examine } from "./signals/examine";
import { isCounted } from "./signals/hold";

/** A received order is over when the time for asking money back has passed (consumer law §25: seven days). */
export const COMPLETION_DAYS = 7;
export const COMPLETION_MS = COMPLETION_DAYS * DAY;

/** What else becomes true with an acceptance, in its transaction: rooms above add theirs when the program starts. */
export const whenAccepted: ((order: Order, at: Date) => Promise<void>)[] = [];

/**
 * The buyer's word (or the passing of time) that the goods came. Everything that was not given back has to have been sent;
 * what is collected or shown at a gate is accepted by its code alone (rule 2: picked up, redeemed).
 * Refuses: ORDER_MOVED_ON, NOT_ALL_SENT, ACCEPTED_BY_CODE.
 */
export async function confirmReceipt(id: Order["_id"], at: Date): Promise<Order> {
  return inTransaction(async () => {
    const order = await orderById(id);
    if (order.state === "shipped" && order.way === "delivery" && piecesLeft(order) > 0)
      throw new Refusal("NOT_ALL_SENT", { params: { count: piecesLeft(order) } });
    if (mayMove(order, "received") && order.way !== "delivery" && !receiptDueOf(order))
      throw new Refusal("ACCEPTED_BY_CODE");
    return accept(order, at);
  });
}

/**
 * Inside the caller's transaction: the order is received and what remains paid of every credited line is recognised, but for
 * lines somebody has to look at first; they are looked for once more.
 */
export async function accept(order: Order, at: Date): Promise<Order> {
  const lines = await examine(order, at);
  const received = await moveOrder(order, "received", at, { set: { receivedAt: at, lines } });
  await post(recognitions(received, at), at);
  for (const also of whenAccepted) await also(received, at);
  return received;
}

/** Rule 9: what was refunded before recognition is not recognised; a line refunded whole leaves no entry, a held one waits. */
function recognitions(order: Order, at: Date): Deed[] {
  return order.lines.flatMap((line) => {
    const left = subtract(line.paidFen, line.refundedFen);
    return line.credit && left > 0 && isCounted(line)
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
