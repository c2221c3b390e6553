import { z } from "zod";
import { RequestAnswer, requestAnswer } from "../../../orders/requests/request-answer";
import { ApiRouter } from "../../../shared/api";
import { notFound } from "../../../shared/errors";
import { paragraph, whole } from "../../../shared/form";
import type { RefundId } from "../../../shared/ids";
import { fen } from "../../../shared/money";
import { now } from "../../../shared/time";
import { viewerOf } from "../../../shared/viewer";
import type { Till } from "../../checkout/open-payment";
import { type Refund, refundById } from "../../refunds/refund";
import { payBackByTransfer, recordPayout, retryRefund } from "../clerk-refunds";
import { decideRequest } from "../decide-request";
import { namedLines } from "../named-lines";
import { type Case, disputeById, openDisputes } from "../requests-of";
import { Reference } from "./clerk-routes";

const ById = z.object({ id: z.string().max(60) });
const MOST_FEN = 99_999_999_999;
const amount = whole(0, MOST_FEN).transform(fen);
const DecisionBody = z.strictObject({
  /** Lines left out get nothing. */
  lines: z.array(z.strictObject({ sku: z.string().max(40), amountFen: amount })).max(100),
  freightFen: amount.default(fen(0)),
  words: paragraph(500).pipe(z.string().min(5)),
});
const PayoutBody = z.strictObject({ reference: Reference });

const DisputeAnswer = RequestAnswer.extend({ number: z.string(), buyer: z.string(), seller: z.string() });
const RefundAnswer = z.object({
  id: z.string(),
  state: z.enum(["processing", "succeeded", "failed"]),
  amountFen: z.int(),
  reference: z.string().nullable(),
  retriedAs: z.string().nullable(),
});

const disputeAnswer = ({ order, request }: Case): z.infer<typeof DisputeAnswer> => ({
  number: order.number,
  buyer: order.buyerName,
  seller: order.sellerName,
  ...requestAnswer(order, request),
});

const refundAnswer = ({ _id, state, amountFen, reference, retriedAs }: Refund): z.infer<typeof RefundAnswer> => ({
  id: _id,
  state,
  amountFen,
  reference,
  retriedAs,
});

async function refundOf(id: string): Promise<Refund> {
  if (!/^ref_\w{10,60}$/.test(id)) throw notFound();
  return refundById(id as RefundId);
}

/** The platform's side: decide disputes, and bring refunds to their end. Money moves here, so no token opens what writes. */
export const deskRefundApi = ({ provider }: Till): ApiRouter =>
  new ApiRouter("platform")
    .on(
      "get",
      "/disputes",
      {
        summary: "What the platform has to decide, oldest first",
        roles: ["admin"],
        answer: z.object({ items: z.array(DisputeAnswer), nextCursor: z.null() }),
      },
      async () => ({ items: (await openDisputes()).map(disputeAnswer), nextCursor: null }),
    )
    .on(
      "get",
      "/disputes/{id}",
      { summary: "One dispute, with both sides' words", roles: ["admin"], params: ById, answer: DisputeAnswer },
      async ({ params }) => disputeAnswer(await disputeById(params.id)),
    )
    .on(
      "post",
      "/disputes/{id}/decision",
      {
        summary: "Decide once: an amount for each line, or nothing",
        roles: ["admin"],
        seated: true,
        params: ById,
        body: DecisionBody,
        answer: DisputeAnswer,
      },
      async ({ params, body, req }) => {
        const { order, request } = await disputeById(params.id);
        const verdict = { ...body, lines: namedLines(order, body.lines) };
        const about = { order: order._id, request: request.id, verdict };
        await decideRequest(about, viewerOf(req), provider, now());
        return disputeAnswer(await disputeById(params.id));
      },
    )
    .on(
      "post",
      "/refunds/{id}/payout",
      {
        summary: "A clerk has paid this refund by bank transfer; of a failed one: pays it back this way instead",
        roles: ["admin"],
        seated: true,
        params: ById,
        body: PayoutBody,
        answer: RefundAnswer,
      },
      async ({ params, body, req }) => {
        const refund = await refundOf(params.id);
        const deed = refund.state === "failed" ? payBackByTransfer : recordPayout;
        return refundAnswer(await deed(refund._id, body.reference, viewerOf(req), now()));
      },
    )
    .on(
      "post",
      "/refunds/{id}/retry",
      {
        summary: "Try a failed refund again, under a new key",
        roles: ["admin"],
        seated: true,
        params: ById,
        answer: RefundAnswer,
      },
      async ({ params, req }) =>
        refundAnswer(await retryRefund((await refundOf(params.id))._id, viewerOf(req), provider, now())),
    );
