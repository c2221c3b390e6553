import { whenAccepted } from "../../orders/confirm-receipt";
import type { Order } from "../../orders/order-record";
import { type Refund, RefundModel } from "../../payments/refunds/refund";
import { whenRefunded } from "../../payments/refunds/settle-refund";
import { type OrderBook, receiptPostings, refundPostings, reinstatedPostings } from "./order-postings";
import { post } from "./post";
import { type Posting, PostingModel } from "./posting";
import { countedRefunds } from "./standing";

/** From now on every acceptance, refund and chargeback posts to the producer's account in its own transaction. Said twice, it is done once. */
export function keepAccounts(): void {
  if (whenAccepted.includes(accept)) return;
  whenAccepted.push(accept);
  whenRefunded.push(giveBack);
}

async function accept(order: Order, at: Date): Promise<void> {
  const book = await bookOf(order);
  await post(receiptPostings(book, countedRefunds(book.refunds), order.receivedAt ?? at), at);
}

/** Before the acceptance there is nothing on the account to take from; what is reserved by then is left out there. */
async function giveBack(order: Order, refund: Refund, at: Date): Promise<void> {
  if (!order.receivedAt) return;
  const book = await bookOf(order);
  const postings = refund.state === "failed" ? reinstatedPostings(book, refund, true) : refundPostings(book, refund);
  await post(postings, at);
}

export async function bookOf(order: Order): Promise<OrderBook> {
  const refunds = (await RefundModel.find({ order: order._id }).lean()) as Refund[];
  const posted = (await PostingModel.find({ order: order._id }).lean()) as Posting[];
  return { order, refunds, posted };
}
