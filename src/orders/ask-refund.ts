import { invalidField, Refusal } from "../shared/errors";
import { newId } from "../shared/ids";
import { changeOrder } from "./order";
import type { Order } from "./order-record";
import type { RefundReason, RefundRequest } from "./refund-request";

export interface RefundAsked {
  lines: { sku: string; quantity: number }[];
  reason: RefundReason;
  note: string;
}

/** How many pieces of a line may still be asked back: not refunded yet and not in a request that waits for its answer. */
export function askable(order: Order, line: Order["lines"][number]): number {
  const waiting = order.requests.filter((request) => request.state === "asked").flatMap((request) => request.lines);
  const asked = waiting.filter((each) => each.line === line.line).reduce((count, each) => count + each.quantity, 0);
  return line.quantity - line.refundedQuantity - asked;
}

/** While the goods are on their way or just came; before they are sent the buyer cancels instead. */
export const mayAskRefund = (order: Order): boolean => order.state === "shipped" || order.state === "received";

/**
 * The buyer asks money back for some pieces. Fresh goods cannot be sent back without a reason (consumer law §25), so
 * "changed my mind" is refused for them. Refuses: ORDER_MOVED_ON, REFUND_TOO_LARGE, INVALID.
 */
export async function askRefund(order: Order, asked: RefundAsked, at: Date): Promise<Order> {
  if (!mayAskRefund(order)) throw new Refusal("ORDER_MOVED_ON", { params: { state: order.state } });
  const lines = asked.lines.map(({ sku, quantity }, index) => {
    const line = order.lines.find((each) => each.sku === sku);
    if (!line) throw invalidField(`lines.${index}.sku`, "not_an_option");
    if (quantity > askable(order, line)) throw new Refusal("REFUND_TOO_LARGE", { params: { name: line.name } });
    if (asked.reason === "changed_mind" && line.perishable) throw invalidField("reason", "perishable_no_return");
    return { line: line.line, sku: line.sku, quantity };
  });
  if (new Set(lines.map((each) => each.line)).size < lines.length) throw invalidField("lines", "repeated");
  const request: RefundRequest = {
    id: newId("ask", at),
    lines,
    reason: asked.reason,
    note: asked.note,
    state: "asked",
    answer: "",
    askedAt: at,
    answeredAt: null,
  };
  return changeOrder(order, { $push: { requests: request, timeline: { what: "refund_asked", at } } });
}
