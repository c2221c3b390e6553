import type { Words } from "../../shared/words";
import type { Chargeback } from "../chargebacks/chargeback";
import type { Refund } from "../refunds/refund";

/** A refund in a list: how much, why, and how far it has come. */
export const refundRow = (refund: Refund, words: Words) => ({
  id: refund._id,
  reason: words.t(`orders:reason.${refund.reason}`),
  amountFen: refund.amountFen,
  freightFen: refund.freightFen,
  state: standingOf(refund),
  stateText: words.t(`aftersale:money.state.${standingOf(refund)}`),
  tone: TONES[standingOf(refund)],
  askedAt: refund.askedAt,
  doneAt: refund.failedAt ?? refund.succeededAt,
  reference: refund.reference,
});

type Standing = "by_hand" | "processing" | "succeeded" | "failed" | "retried";
const TONES: Record<Standing, string> = {
  by_hand: "amber",
  processing: "amber",
  succeeded: "moss",
  failed: "vermilion",
  retried: "plain",
};

function standingOf({ state, paymentIntent, retriedAs }: Refund): Standing {
  if (state === "failed") return retriedAs ? "retried" : "failed";
  return state === "processing" && !paymentIntent ? "by_hand" : state;
}

export const chargebackRow = (
  { _id, state, amountFen, reason, openedAt, respondBy, endedAt }: Chargeback,
  words: Words,
) => ({
  id: _id,
  state,
  stateText: words.t(`aftersale:chargeback.state.${state}`),
  tone: state === "won" || state === "closed" ? "plain" : "vermilion",
  amountFen,
  reason: BANK_REASONS.includes(reason) ? words.t(`aftersale:chargeback.reason.${reason}`) : reason,
  openedAt,
  respondBy: state === "open" || state === "inquiry" ? respondBy : null,
  endedAt,
});

const BANK_REASONS = [
  "fraudulent",
  "product_not_received",
  "product_unacceptable",
  "duplicate",
  "credit_not_processed",
  "general",
  "unrecognized",
];
