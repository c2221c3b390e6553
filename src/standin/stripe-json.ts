import { type Dispute, disputedFen, type Payment, type Refund, refundedFen } from "./payment";

/** The objects of Stripe's API as its SDK expects them: the fields this shop reads, and those people look for first. */
type Json = Record<string, unknown>;

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);

/** Properties an answer may be asked to show in full instead of by id. */
export const EXPANDABLE = ["payment_intent", "payment_intent.latest_charge"];

export function sessionJson(
  payment: Payment,
  { deskUrl, expand = [] }: { deskUrl: string; expand?: readonly string[] },
): Json {
  const { _id, status, amountFen, paidAt, attempts, intent } = payment;
  const expanded = expand.some((each) => each.startsWith("payment_intent"));
  return {
    id: _id,
    object: "checkout.session",
    mode: "payment",
    status,
    payment_status: paidAt ? "paid" : "unpaid",
    amount_subtotal: amountFen,
    amount_total: amountFen,
    currency: payment.currency,
    client_reference_id: payment.reference,
    metadata: payment.metadata,
    payment_intent:
      attempts === 0 ? null : expanded ? intentJson(payment, expand.includes("payment_intent.latest_charge")) : intent,
    payment_method_types: payment.methods,
    success_url: payment.successUrl,
    cancel_url: payment.cancelUrl || null,
    url: status === "open" ? `${deskUrl}/${_id}` : null,
    locale: payment.locale,
    created: seconds(payment.createdAt),
    expires_at: seconds(payment.expiresAt),
    livemode: false,
  };
}

export function intentJson(payment: Payment, withCharge = false): Json {
  const { intent, amountFen, paidAt, settlesAt, status, charge } = payment;
  const waiting = status === "expired" ? "canceled" : settlesAt ? "processing" : "requires_payment_method";
  return {
    id: intent,
    object: "payment_intent",
    status: paidAt ? "succeeded" : waiting,
    amount: amountFen,
    amount_received: paidAt ? amountFen : 0,
    currency: payment.currency,
    metadata: payment.intentMetadata,
    latest_charge: paidAt ? (withCharge ? chargeJson(payment) : charge) : null,
    payment_method_types: payment.methods,
    last_payment_error: waiting === "requires_payment_method" && !paidAt ? DECLINED : null,
    created: seconds(payment.createdAt),
    livemode: false,
  };
}

const DECLINED = { type: "card_error", code: "payment_intent_payment_attempt_failed", message: "The payment failed." };

export const chargeJson = (payment: Payment): Json => ({
  id: payment.charge,
  object: "charge",
  status: "succeeded",
  paid: true,
  amount: payment.amountFen,
  amount_captured: payment.amountFen,
  amount_refunded: refundedFen(payment),
  refunded: refundedFen(payment) === payment.amountFen,
  disputed: disputedFen(payment) > 0,
  currency: payment.currency,
  payment_intent: payment.intent,
  payment_method_details: { type: payment.method },
  metadata: payment.intentMetadata,
  created: seconds(payment.paidAt ?? payment.createdAt),
  livemode: false,
});

export const refundJson = ({ intent, charge, currency }: Payment, refund: Refund): Json => ({
  id: refund._id,
  object: "refund",
  status: refund.status,
  amount: refund.amountFen,
  currency,
  payment_intent: intent,
  charge,
  metadata: refund.metadata,
  failure_reason: refund.status === "failed" ? "expired_or_canceled_card" : null,
  reason: null,
  created: seconds(refund.createdAt),
});

/** The bank hears the shop for ten days. */
const ANSWER_SECONDS = 10 * 86_400;

export const disputeJson = ({ intent, charge, currency }: Payment, dispute: Dispute): Json => ({
  id: dispute._id,
  object: "dispute",
  amount: dispute.amountFen,
  charge,
  currency,
  payment_intent: intent,
  reason: dispute.reason,
  status: dispute.status,
  is_charge_refundable: false,
  evidence_details: { due_by: seconds(dispute.createdAt) + ANSWER_SECONDS, has_evidence: false, submission_count: 0 },
  metadata: {},
  created: seconds(dispute.createdAt),
  livemode: false,
});

export const listJson = (url: string, data: Json[], hasMore: boolean): Json => ({
  object: "list",
  url,
  data,
  has_more: hasMore,
});
