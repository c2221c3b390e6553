import type { z } from "zod";
import { type Dispute, type Payment, PaymentModel, paymentOfDispute } from "../payment";
import { disputeJson, listJson } from "../stripe-json";
import type { DisputeListParams } from "./params";
import { noSuch } from "./problem";

/** The calls on disputes. */
export async function retrieveDispute(id: string, _at: Date): Promise<unknown> {
  const payment = await paymentOfDispute(id);
  const dispute = payment?.disputes?.find((each) => each._id === id);
  if (!payment || !dispute) throw noSuch("dispute", id);
  return disputeJson(payment, dispute);
}

/** Newest first. */
export async function listDisputes(params: z.infer<typeof DisputeListParams>, _at: Date): Promise<unknown> {
  const since = params["created[gte]"];
  const payments = (await PaymentModel.find({
    "disputes.0": { $exists: true },
    ...(params.payment_intent === undefined ? {} : { intent: params.payment_intent }),
  }).lean()) as Payment[];
  const all = payments
    .flatMap((payment) => (payment.disputes ?? []).map((dispute) => ({ payment, dispute })))
    .filter(({ dispute }) => since === undefined || dispute.createdAt >= new Date(since * 1000))
    .sort((a, b) => byTime(b.dispute, a.dispute));
  const from = params.starting_after ? all.findIndex(({ dispute }) => dispute._id === params.starting_after) + 1 : 0;
  const rows = all.slice(from, from + params.limit);
  const data = rows.map(({ payment, dispute }) => disputeJson(payment, dispute));
  return listJson("/v1/disputes", data, all.length > from + params.limit);
}

const byTime = (a: Dispute, b: Dispute): number =>
  a.createdAt.getTime() - b.createdAt.getTime() || (a._id < b._id ? -1 : 1);
