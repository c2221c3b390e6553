import { newId } from "../shared/ids";
import { later } from "../shared/time";
import { knobs } from "./knobs";
import { type Dispute, disputedFen, type Method, type Payment, type Refund, refundedFen } from "./payment";

/**
 * What can happen to a payment. Each function changes the record it is given and returns the news to be told of it, in
 * the provider's event types. Whether it may happen now is for the caller to check first.
 */
export interface News {
  type: string;
  about: "session" | "intent" | "charge" | Refund | Dispute;
}

/** The buyer confirms. With wallets set to be asynchronous the session is complete now and the money comes later. */
export function confirm(payment: Payment, method: Method, at: Date): News[] {
  Object.assign(payment, { status: "complete", method, attempts: payment.attempts + 1 });
  payment.amountFen = Math.max(1, payment.amountFen + knobs.wrongAmount);
  if (method !== "card" && knobs.asynchronous > 0) {
    payment.settlesAt = later(at, knobs.asynchronous);
    return [{ type: "checkout.session.completed", about: "session" }];
  }
  payment.paidAt = at;
  return [
    { type: "payment_intent.succeeded", about: "intent" },
    { type: "checkout.session.completed", about: "session" },
  ];
}

/** The bank or the wallet says no; the session stays open and the buyer may try again. */
export function decline(payment: Payment, method: Method): News[] {
  Object.assign(payment, { method, attempts: payment.attempts + 1 });
  return [{ type: "payment_intent.payment_failed", about: "intent" }];
}

export function expire(payment: Payment): News[] {
  payment.status = "expired";
  return [{ type: "checkout.session.expired", about: "session" }];
}

export interface RefundAsk {
  amountFen: number;
  metadata: Record<string, string>;
}

/** Gives money back; that there is enough left to give is the caller's check. */
export function giveBack(
  payment: Payment,
  { amountFen, metadata }: RefundAsk,
  at: Date,
): { refund: Refund; news: News[] } {
  const base = { _id: newId("re_test", at), amountFen, metadata, createdAt: at };
  const refund: Refund =
    knobs.refundPending > 0
      ? { ...base, status: "pending", dueAt: later(at, knobs.refundPending) }
      : { ...base, status: "succeeded", dueAt: failureDue(at) };
  payment.refunds.push(refund);
  return {
    refund,
    news: [
      { type: "refund.created", about: refund },
      { type: "charge.refunded", about: "charge" },
    ],
  };
}

/**
 * The payer goes to the bank, which takes the money back at once: all that has not gone back, unless told how much. Nothing
 * when nothing is left or a dispute is open.
 */
export function dispute(payment: Payment, at: Date, amountFen?: number): News[] {
  const open = payment.disputes?.some((each) => each.status === "needs_response");
  const left = payment.amountFen - refundedFen(payment) - disputedFen(payment);
  if (!payment.paidAt || open || left <= 0) return [];
  const opened: Dispute = {
    _id: newId("dp_test", at),
    amountFen: amountFen ?? left,
    status: "needs_response",
    reason: "product_unacceptable",
    createdAt: at,
  };
  payment.disputes = [...(payment.disputes ?? []), opened];
  return [
    { type: "charge.dispute.created", about: opened },
    { type: "charge.dispute.funds_withdrawn", about: opened },
  ];
}

/** The bank decides the open dispute. */
export function endDispute(payment: Payment, status: "won" | "lost"): News[] {
  const open = payment.disputes?.find((each) => each.status === "needs_response");
  if (!open) return [];
  open.status = status;
  const closed: News = { type: "charge.dispute.closed", about: open };
  return status === "won" ? [closed, { type: "charge.dispute.funds_reinstated", about: open }] : [closed];
}

const failureDue = (at: Date): Date | null => (knobs.refundFailsLater > 0 ? later(at, knobs.refundFailsLater) : null);

const isDue = (due: Date | null, at: Date): boolean => due !== null && due <= at;

/** Everything that happens by itself up to an instant: sessions run out, wallets' money arrives, refunds go through or fail. */
export function advance(payment: Payment, at: Date): News[] {
  const news: News[] = [];
  if (payment.status === "open" && isDue(payment.expiresAt, at)) news.push(...expire(payment));
  if (isDue(payment.settlesAt, at)) news.push(...settle(payment));
  for (const refund of payment.refunds) if (isDue(refund.dueAt, at)) news.push(...moveOn(refund));
  return news;
}

function settle(payment: Payment): News[] {
  payment.paidAt = payment.settlesAt;
  payment.settlesAt = null;
  return [
    { type: "payment_intent.succeeded", about: "intent" },
    { type: "checkout.session.async_payment_succeeded", about: "session" },
  ];
}

function moveOn(refund: Refund): News[] {
  const due = refund.dueAt as Date;
  if (refund.status === "pending") {
    Object.assign(refund, { status: "succeeded", dueAt: failureDue(due) });
    return [{ type: "refund.updated", about: refund }];
  }
  Object.assign(refund, { status: "failed", dueAt: null });
  return [
    { type: "refund.updated", about: refund },
    { type: "refund.failed", about: refund },
  ];
}

/** When `advance` will next have something to do. */
export function nextDue({ status, expiresAt, settlesAt, refunds }: Payment): Date | null {
  const dues = [status === "open" ? expiresAt : null, settlesAt, ...refunds.map((refund) => refund.dueAt)];
  const earliest = Math.min(...dues.map((due) => due?.getTime() ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(earliest) ? new Date(earliest) : null;
}
