import { changeOrder, orderOfSeller } from "../orders/order";
import type { Order } from "../orders/order-record";
import { sellerOf } from "../sellers/seller";
import { Refusal } from "../shared/errors";
import type { SellerId } from "../shared/ids";
import type { Viewer } from "../shared/viewer";
import type { Provider } from "./provider";
import type { Refund } from "./refund";
import { type RefundAsk, refundOrder } from "./refund-order";

/** The shop the viewer works for; somebody without one has nothing to do at these doors. */
export async function shopOf(viewer: Viewer): Promise<SellerId> {
  const seller = viewer.organisation && (await sellerOf(viewer.organisation.id));
  if (!seller) throw new Refusal("FORBIDDEN");
  return seller._id;
}

/**
 * The producer gives money back of its own accord, or because the buyer asked. Goods not sent yet return to the shelf.
 * Refuses: NOT_FOUND, REFUND_TOO_LARGE, NOTHING_TO_REFUND.
 */
export async function giveBack(
  seller: SellerId,
  number: string,
  ask: Omit<RefundAsk, "restock" | "freight">,
  provider: Provider,
  at: Date,
): Promise<Refund> {
  const order = await orderOfSeller(seller, number);
  const all = order.lines.every((line) => line.refundedQuantity + piecesOf(ask, line.line) === line.quantity);
  return refundOrder(
    order._id,
    { ...ask, restock: order.state === "paid", freight: all && order.state === "paid" },
    provider,
    at,
  );
}

const piecesOf = (ask: Pick<RefundAsk, "lines">, line: string): number =>
  ask.lines.filter((each) => each.line === line).reduce((count, each) => count + each.quantity, 0);

/** The producer's answer to a buyer's request. Accepted, the money goes back at once; declined, the reason is shown to the buyer. */
export async function answerRequest(
  seller: SellerId,
  number: string,
  answer: { request: string; accept: boolean; words: string },
  provider: Provider,
  at: Date,
): Promise<Order> {
  const order = await orderOfSeller(seller, number);
  const request = order.requests.find((each) => each.id === answer.request && each.state === "asked");
  if (!request) throw new Refusal("ORDER_MOVED_ON", { params: { state: order.state } });
  const requests = order.requests.map((each) =>
    each === request
      ? {
          ...each,
          state: answer.accept ? ("accepted" as const) : ("declined" as const),
          answer: answer.words,
          answeredAt: at,
        }
      : each,
  );
  const answered = await changeOrder(order, {
    $set: { requests },
    ...(answer.accept ? {} : { $push: { timeline: { what: "refund_declined", at } } }),
  });
  if (answer.accept) await giveBack(seller, number, { lines: request.lines, reason: request.reason }, provider, at);
  return answered;
}
