import { orderOfSeller } from "../../orders/order";
import type { Order } from "../../orders/order-record";
import { moveRequest, requestOf } from "../../orders/requests/move-request";
import type { Given, RefundRequest } from "../../orders/requests/refund-request";
import { tellBuyer } from "../../orders/requests/tell-request";
import { inTransaction } from "../../shared/db";
import { invalidField, Refusal } from "../../shared/errors";
import type { SellerId } from "../../shared/ids";
import { type Fen, formatYuan, ZERO } from "../../shared/money";
import type { Provider } from "../provider/provider";
import type { Refund } from "../refunds/refund";
import { askProvider, reserve } from "../refunds/refund-order";
import type { AskedPart } from "../refunds/refund-parts";
import { sumOf, worthOf } from "./worth";

export interface Answer {
  request: string;
  decision: "accept" | "part" | "decline";
  /** Why not, or why only a part; the buyer reads it. */
  words: string;
  /** With "part": pieces of the request's lines, or 0 pieces and an amount. */
  parts?: readonly AskedPart[];
  /** Made with the form, so that sending it twice answers once. */
  key?: string | null;
}

/**
 * The producer's answer to a buyer's request. Accepted, whole or in part: the answer and the refund are written in one
 * transaction, so that nobody reads "accepted" without the money being on its way. Declined, or less than asked: with words.
 * Refuses: NOT_FOUND, ORDER_MOVED_ON, REFUND_TOO_LARGE, NOTHING_TO_REFUND, INVALID.
 */
export async function answerRequest(
  seller: SellerId,
  number: string,
  answer: Answer,
  provider: Provider,
  at: Date,
): Promise<void> {
  const refund = await inTransaction(async () => {
    const order = await orderOfSeller(seller, number);
    const request = requestOf(order, answer.request);
    if (answer.key && request.answerKey === answer.key) return null;
    if (request.state !== "asked") throw new Refusal("ORDER_MOVED_ON", { params: { state: request.state } });
    if (answer.decision !== "accept" && answer.words === "") throw invalidField("words", "required");
    return answer.decision === "decline" ? decline(order, request, answer, at) : give(order, request, answer, at);
  });
  if (refund) await askProvider(refund, provider, at);
}

const answered = ({ words, key = null }: Answer, at: Date, given: Given[] = []): Partial<RefundRequest> => ({
  answer: words,
  answeredAt: at,
  answerKey: key,
  given,
});

async function decline(order: Order, request: RefundRequest, answer: Answer, at: Date): Promise<null> {
  const move = { next: "declined", what: "refund_declined", set: answered(answer, at) } as const;
  const changed = await moveRequest(order, request, move, at);
  await tellBuyer(changed, request, { kind: "refund_declined", key: `answered:${request.id}` }, at);
  return null;
}

async function give(order: Order, request: RefundRequest, answer: Answer, at: Date): Promise<Refund> {
  const lines =
    answer.decision === "part"
      ? readParts(order, request, answer.parts ?? [])
      : request.lines.map(({ line, quantity }) => ({ line, quantity }));
  const refund = await reserve(order._id, { lines, reason: request.reason }, at);
  const fresh = await orderOfSeller(order.seller, order.number);
  const whole = answer.decision === "accept";
  const next = whole ? "accepted" : "partly";
  const set = answered(answer, at, refund.lines);
  const changed = await moveRequest(fresh, request, { next, what: whole ? null : "refund_partly", set }, at);
  const amountFen = sumOf(refund.lines, refund.freightFen);
  await tellBuyer(changed, request, { kind: `refund_${next}`, key: `answered:${request.id}`, amountFen }, at);
  return refund;
}

/** Never more pieces or money of a line than were asked; at least something. */
function readParts(order: Order, request: RefundRequest, parts: readonly AskedPart[]): AskedPart[] {
  const worth = worthOf(order, request);
  const wanted = parts.filter(({ quantity, amountFen }) => quantity > 0 || (amountFen ?? ZERO) > 0);
  if (wanted.length === 0) throw invalidField("lines", "required");
  return wanted.map(({ line, quantity, amountFen }) => {
    const most = worth.find((each) => each.line === line);
    if (!most) throw invalidField("lines", "not_an_option");
    if (quantity > most.pieces) throw invalidField(`quantity.${line}`, "too_big", { maximum: most.pieces });
    if (amountFen !== undefined && amountFen > most.amountFen) throw tooMuch(line, most.amountFen);
    return amountFen === undefined ? { line, quantity } : { line, quantity, amountFen };
  });
}

const tooMuch = (line: string, maximum: Fen): Refusal =>
  invalidField(`amount.${line}`, "amount_too_big", { maximum: `¥${formatYuan(maximum)}` });
