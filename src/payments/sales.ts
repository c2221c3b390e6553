import { changeOrder, orderOfSeller } from "../orders/order";
import type { Order } from "../orders/order-record";
import type { RefundRequest } from "../orders/refund-request";
import { inTransaction } from "../shared/db";
import { Refusal } from "../shared/errors";
import type { SellerId } from "../shared/ids";
import type { Provider } from "./provider";
import type { Refund } from "./refund";
import { askProvider, type RefundAsk, refundOrder, reserve } from "./refund-order";

/**
 * The producer gives money back of its own accord. Goods not sent yet return to the shelf.
 * Refuses: NOT_FOUND, REFUND_TOO_LARGE, NOTHING_TO_REFUND.
 */
export async function giveBack(
  seller: SellerId,
  number: string,
  ask: RefundAsk,
  provider: Provider,
  at: Date,
): Promise<Refund> {
  const order = await orderOfSeller(seller, number);
  return refundOrder(order._id, ask, provider, at);
}

export interface Answer {
  request: string;
  accept: boolean;
  words: string;
}

/**
 * The producer's answer to a buyer's request. Accepted: the answer and the refund are written in one transaction, so that
 * nobody reads "accepted" without the money being on its way. Declined: the reason is shown to the buyer.
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
    const request = order.requests.find((each) => each.id === answer.request && each.state === "asked");
    if (!request) throw new Refusal("ORDER_MOVED_ON", { params: { state: order.state } });
    await writeAnswer(order, request, answer, at);
    return answer.accept ? reserve(order._id, { lines: request.lines, reason: request.reason }, at) : null;
  });
  if (refund) await askProvider(refund, provider, at);
}

async function writeAnswer(order: Order, request: RefundRequest, { accept, words }: Answer, at: Date): Promise<void> {
  const answered: RefundRequest = {
    ...request,
    state: accept ? "accepted" : "declined",
    answer: words,
    answeredAt: at,
  };
  await changeOrder(order, {
    $set: { requests: order.requests.map((each) => (each === request ? answered : each)) },
    ...(accept ? {} : { $push: { timeline: { what: "refund_declined", at } } }),
  });
}
