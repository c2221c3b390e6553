import type Stripe from "stripe";
import { fen } from "../../shared/money";
import type { ChargebackState, Provider, ProviderChargeback } from "../provider/provider";
import { type Ask, fromSeconds, idOf, nullWhenMissing, toSeconds } from "./ask";

type ChargebackCalls = Pick<Provider, "chargeback" | "recentChargebacks">;

/** The calls on what Stripe calls disputes. */
export function chargebackCalls({ disputes }: Stripe, ask: Ask): ChargebackCalls {
  return {
    chargeback: (id) => ask(async () => toChargeback(await disputes.retrieve(id))).catch(nullWhenMissing),
    async *recentChargebacks(since) {
      const each = disputes.list({ created: { gte: toSeconds(since) }, limit: 100 })[Symbol.asyncIterator]();
      const next = () => ask(() => each.next());
      for (let step = await next(); !step.done; step = await next()) yield toChargeback(step.value);
    },
  };
}

/** Anything unknown takes nothing: a person looks at it first. */
const STATES: Record<string, ChargebackState> = {
  needs_response: "open",
  under_review: "open",
  won: "won",
  lost: "lost",
  warning_closed: "closed",
  prevented: "closed",
};

const toChargeback = (dispute: Stripe.Dispute): ProviderChargeback => ({
  id: dispute.id,
  paymentIntent: idOf(dispute.payment_intent),
  amountFen: fen(dispute.amount),
  currency: dispute.currency,
  state: STATES[dispute.status] ?? "inquiry",
  reason: dispute.reason,
  openedAt: fromSeconds(dispute.created),
  respondBy: dispute.evidence_details?.due_by ? fromSeconds(dispute.evidence_details.due_by) : null,
  livemode: dispute.livemode,
});
