import type { z } from "zod";
import { change, current } from "../change";
import { giveBack } from "../life";
import {
  disputedFen,
  type Payment,
  PaymentModel,
  paymentOfIntent,
  paymentOfRefund,
  type Refund,
  refundedFen,
} from "../payment";
import { intentJson, listJson, refundJson } from "../stripe-json";
import type { RefundListParams, RefundParams } from "./params";
import { ApiProblem, noSuch } from "./problem";

/** The calls on refunds. */
export async function createRefund(params: z.infer<typeof RefundParams>, at: Date): Promise<unknown> {
  const found = await intentById(params.payment_intent, "payment_intent");
  let made: Refund | undefined;
  const payment = await change(found._id, at, (fresh) => {
    const { refund, news } = giveBack(
      fresh,
      { amountFen: refundable(fresh, params.amount), metadata: params.metadata },
      at,
    );
    made = refund;
    return news;
  });
  return refundJson(payment as Payment, made as Refund);
}

/** The amount asked for, or all that is left. */
function refundable(payment: Payment, asked: number | undefined): number {
  if (!payment.paidAt)
    throw new ApiProblem(400, {
      message: `This PaymentIntent (${payment.intent}) does not have a successful charge to refund.`,
    });
  if (disputedFen(payment) > 0)
    throw new ApiProblem(400, {
      code: "charge_disputed",
      message: `Charge ${payment.charge} has been charged back; cannot issue a refund.`,
    });
  const left = payment.amountFen - refundedFen(payment);
  if (left === 0)
    throw new ApiProblem(400, {
      code: "charge_already_refunded",
      message: `Charge ${payment.charge} has already been refunded.`,
    });
  if ((asked ?? left) > left)
    throw new ApiProblem(400, {
      param: "amount",
      message: `Refund amount (${asked}) is greater than unrefunded amount on charge (${left})`,
    });
  return asked ?? left;
}

async function intentById(id: string, param = "intent"): Promise<Payment> {
  const payment = await paymentOfIntent(id);
  if (!payment || payment.attempts === 0) throw noSuch("payment_intent", id, param);
  return payment;
}

export async function retrieveIntent(id: string, expand: readonly string[], at: Date): Promise<unknown> {
  const payment = await intentById(id);
  return intentJson((await current(payment, at)) ?? payment, expand.includes("latest_charge"));
}

export async function retrieveRefund(id: string, at: Date): Promise<unknown> {
  const payment = await current(await paymentOfRefund(id), at);
  const refund = payment?.refunds.find((each) => each._id === id);
  if (!payment || !refund) throw noSuch("refund", id);
  return refundJson(payment, refund);
}

/** Newest first: of one payment, or of all. */
export async function listRefunds(params: z.infer<typeof RefundListParams>, at: Date): Promise<unknown> {
  const since = new Date((params["created[gte]"] ?? 0) * 1000);
  const all = (await paymentsWithRefunds(params.payment_intent, since, at))
    .flatMap((payment) => payment.refunds.map((refund) => ({ payment, refund })))
    .filter(({ refund }) => refund.createdAt >= since)
    .sort((a, b) => byTime(b.refund, a.refund));
  const from = params.starting_after ? all.findIndex(({ refund }) => refund._id === params.starting_after) + 1 : 0;
  const data = all.slice(from, from + params.limit).map(({ payment, refund }) => refundJson(payment, refund));
  return listJson("/v1/refunds", data, all.length > from + params.limit);
}

async function paymentsWithRefunds(intent: string | undefined, since: Date, at: Date): Promise<Payment[]> {
  const found = intent
    ? [await intentById(intent, "payment_intent")]
    : ((await PaymentModel.find({ "refunds.createdAt": { $gte: since } } as Record<
        string,
        unknown
      >).lean()) as Payment[]);
  const payments: Payment[] = [];
  for (const payment of found) payments.push((await current(payment, at)) ?? payment);
  return payments;
}

const byTime = (a: Refund, b: Refund): number =>
  a.createdAt.getTime() - b.createdAt.getTime() || (a._id < b._id ? -1 : 1);
