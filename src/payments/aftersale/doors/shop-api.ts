import type { Request } from "express";
import { z } from "zod";
import { orderOfSeller } from "../../../orders/order";
import type { Order } from "../../../orders/order-record";
import { OrderAnswer, orderAnswer } from "../../../orders/order-view";
import { REFUND_REASONS } from "../../../orders/requests/refund-request";
import { RequestAnswer, requestAnswer } from "../../../orders/requests/request-answer";
import { shopOf } from "../../../sellers/shop-of";
import { ApiRouter } from "../../../shared/api";
import { invalidField } from "../../../shared/errors";
import { paragraph, whole } from "../../../shared/form";
import { fen } from "../../../shared/money";
import { now } from "../../../shared/time";
import { viewerOf } from "../../../shared/viewer";
import { paymentsOf } from "../../checkout/checkout-view";
import type { Till } from "../../checkout/open-payment";
import { answerRequest } from "../answer-request";
import { giveBack } from "../give-back";
import { namedLines } from "../named-lines";
import { waitingCases } from "../requests-of";

const ByNumber = z.object({ number: z.string().max(40) });
const ByRequest = ByNumber.extend({ id: z.string().max(60) });
const MOST_FEN = 99_999_999_999;

/** Pieces, or an amount for goods the buyer keeps. */
const part = z
  .strictObject({
    sku: z.string().max(40),
    quantity: whole(0, 9999).default(0),
    amountFen: whole(1, MOST_FEN).transform(fen).optional(),
  })
  .refine(({ quantity, amountFen }) => quantity > 0 || amountFen !== undefined, {
    path: ["quantity"],
    error: "required",
  });
const parts = z.array(part).max(100);
const RefundBody = z.strictObject({ lines: parts.min(1), reason: z.enum(REFUND_REASONS) });
const AnswerBody = z.strictObject({
  decision: z.enum(["accept", "part", "decline"]),
  lines: parts.default([]),
  words: paragraph(500).default(""),
});

const one = async (order: Order): Promise<OrderAnswer> =>
  orderAnswer(order, (await paymentsOf([order])).get(order._id) ?? []);

async function orderOf(req: Request, number: string): Promise<Order> {
  const { _id: shop } = await shopOf(viewerOf(req), "orders");
  return orderOfSeller(shop, number);
}

/** The header is optional; one that is given has to be a key. */
function keyOf({ headers }: Request): string | null {
  const key = headers["idempotency-key"];
  if (key === undefined) return null;
  if (typeof key !== "string" || !/^[\x21-\x7e]{1,255}$/.test(key)) throw invalidField("Idempotency-Key", "bad_format");
  return key;
}

/** A producer's program: what buyers ask, the answer to it, and giving back unasked. */
export const shopRefundApi = ({ provider }: Till): ApiRouter =>
  new ApiRouter("sales")
    .on(
      "get",
      "/refund-requests",
      {
        summary: "What buyers ask back and wait to hear about, the most pressing first",
        roles: ["seller"],
        answer: z.object({ items: z.array(RequestAnswer.extend({ number: z.string() })), nextCursor: z.null() }),
      },
      async ({ req }) => {
        const { _id: shop } = await shopOf(viewerOf(req), "look");
        const items = (await waitingCases(shop)).map(({ order, request }) => ({
          number: order.number,
          ...requestAnswer(order, request),
        }));
        return { items, nextCursor: null };
      },
    )
    .on(
      "post",
      "/sales/{number}/refund-requests/{id}/answer",
      {
        summary: "Accept a request, accept a part of it, or decline it; takes an Idempotency-Key",
        roles: ["seller"],
        params: ByRequest,
        body: AnswerBody,
        answer: OrderAnswer,
      },
      async ({ params, body, req }) => {
        const order = await orderOf(req, params.number);
        const { decision, words, lines } = body;
        const answer = { request: params.id, decision, words, parts: namedLines(order, lines), key: keyOf(req) };
        await answerRequest(order.seller, order.number, answer, provider, now());
        return one(await orderOf(req, params.number));
      },
    )
    .on(
      "post",
      "/sales/{number}/refunds",
      {
        summary: "Give money back for some pieces, or a part of their price; takes an Idempotency-Key",
        roles: ["seller"],
        params: ByNumber,
        body: RefundBody,
        answer: OrderAnswer,
        status: 201,
      },
      async ({ params, body, req }) => {
        const { seller, number, ...order } = await orderOf(req, params.number);
        const ask = { lines: namedLines({ seller, number, ...order }, body.lines), reason: body.reason };
        await giveBack({ seller, number, ask, key: keyOf(req) }, provider, now());
        return one(await orderOf(req, params.number));
      },
    );
