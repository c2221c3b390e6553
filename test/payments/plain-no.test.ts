import Stripe from "stripe";
import type { Ask } from "../../src/payments/stripe/ask";
import { refundCalls } from "../../src/payments/stripe/refunds";
import type { RefundId } from "../../src/shared/ids";
import { fen } from "../../src/shared/money";

const ask: Ask = (call) => call();
const asked = { paymentIntent: "pi_1", amountFen: fen(100), idempotencyKey: "ref_1", reference: "ref_1" as RefundId };

function refundRefusedWith(statusCode: number, code: string) {
  const create = () =>
    Promise.reject(new Stripe.errors.StripeInvalidRequestError({ message: code, code, statusCode } as never));
  return refundCalls({ refunds: { create } } as unknown as Stripe, ask).refund(asked);
}

test.each(["charge_already_refunded", "charge_disputed", "charge_not_refundable", "resource_missing"])(
  "%s is a plain no: the refund fails, and a person sees it",
  async (code) => {
    await expect(refundRefusedWith(400, code)).rejects.toMatchObject({ code: "REFUND_TOO_LARGE" });
  },
);

test("a key that is just being worked on is no answer yet", async () => {
  await expect(refundRefusedWith(409, "idempotency_key_in_use")).rejects.toMatchObject({
    code: "idempotency_key_in_use",
  });
});
