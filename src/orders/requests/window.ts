import { HOUR, later } from "../../shared/time";
import { COMPLETION_MS } from "../confirm-receipt";
import type { Order } from "../order-record";
import type { RefundReason } from "./refund-request";

/**
 * Fresh goods are outside the seven-day return (consumer law §25), but what came spoilt or wrong is made good when it is
 * said within two days: later nobody can tell the carrier's fault from the kitchen's.
 */
export const FRESH_CLAIM_HOURS = 48;
export const FRESH_CLAIM_MS = FRESH_CLAIM_HOURS * HOUR;

/** What may be said of fresh goods: only that something is wrong with them. */
export const CLAIM_REASONS: readonly RefundReason[] = ["damaged", "not_as_described", "not_received"];

type Line = Order["lines"][number];

/** Until when money may be asked back for a line; null while the goods have not been received, for no clock runs then. */
export function askUntil(order: Pick<Order, "receivedAt">, { perishable }: Pick<Line, "perishable">): Date | null {
  return order.receivedAt && later(order.receivedAt, perishable ? FRESH_CLAIM_MS : COMPLETION_MS);
}

/** While the goods are on their way or just came; before they are sent the buyer cancels instead. */
export function mayAskFor(
  order: Pick<Order, "state" | "receivedAt">,
  line: Pick<Line, "perishable">,
  at: Date,
): boolean {
  if (order.state === "shipped") return true;
  const until = askUntil(order, line);
  return order.state === "received" && until !== null && at < until;
}
