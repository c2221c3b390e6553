import type { Order } from "../order-record";
import { type OrderAnswer, orderAnswer, type PaymentLine } from "../order-view";

/** An order as the JSON contract shows it to its producer: with where the check of each line stands. */
export function saleAnswer(order: Order, payments: readonly PaymentLine[]): OrderAnswer {
  const answer = orderAnswer(order, payments);
  const lines = answer.lines.map((line, index) => ({ ...line, creditCheck: order.lines[index]?.hold ?? null }));
  return { ...answer, lines };
}
