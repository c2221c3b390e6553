import type Stripe from "stripe";
import { Refusal } from "../../shared/errors";
import type { RefundId } from "../../shared/ids";
import { fen } from "../../shared/money";
import type { Provider, ProviderRefund, RefundStatus } from "../provider/provider";
import { type Ask, idOf, nullWhenMissing, StripeInvalidRequestError, toSeconds } from "./ask";

type RefundCalls = Pick<Provider, "refund" | "refundStatus" | "refundsOf" | "recentRefunds">;

/** The calls on refunds. */
export function refundCalls({ refunds }: Stripe, ask: Ask): RefundCalls {
  return {
    refund: ({ idempotencyKey, paymentIntent, amountFen, reference }) => {
      const params = { payment_intent: paymentIntent, amount: amountFen, metadata: { refund: reference } };
      return ask(async () => toRefund(await refunds.create(params, { idempotencyKey }))).catch(plainNo);
    },
    refundStatus: (id) => ask(async () => toRefund(await refunds.retrieve(id))).catch(nullWhenMissing),
    refundsOf: (payment_intent) =>
      ask(async () => (await refunds.list({ payment_intent, limit: 100 })).data.map(toRefund)),
    async *recentRefunds(since) {
      const each = refunds.list({ created: { gte: toSeconds(since) }, limit: 100 })[Symbol.asyncIterator]();
      const next = () => ask(() => each.next());
      for (let step = await next(); !step.done; step = await next()) yield toRefund(step.value);
    },
  };
}

const REFUND_STATUS: Record<string, RefundStatus> = { succeeded: "succeeded", failed: "failed", canceled: "failed" };

const toRefund = ({ id, status, amount, payment_intent, metadata }: Stripe.Refund): ProviderRefund => ({
  refundId: id,
  status: REFUND_STATUS[status ?? ""] ?? "pending",
  amountFen: fen(amount),
  paymentIntent: idOf(payment_intent),
  reference: (metadata?.refund ?? null) as RefundId | null,
});

/**
 * Whatever is wrong with the request stays wrong: more than is left, disputed, or too old to be given back the way it came.
 * Only a key that is just being worked on (409) is no answer yet.
 */
function plainNo(error: unknown): never {
  const says = error instanceof StripeInvalidRequestError && error.statusCode !== 409;
  throw says ? new Refusal("REFUND_TOO_LARGE", { cause: error }) : error;
}
