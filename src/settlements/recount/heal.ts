import { orderById } from "../../orders/order";
import type { Refund } from "../../payments/refunds/refund";
import { inTransaction } from "../../shared/db";
import type { OrderId, SellerId } from "../../shared/ids";
import { bookOf } from "../account/keep-accounts";
import { type OrderBook, receiptPostings, refundPostings, reinstatedPostings } from "../account/order-postings";
import { keyOf, post, type Telling } from "../account/post";
import { PostingModel } from "../account/posting";
import { checkOrders } from "./expected";

/**
 * Writes the postings that are missing, each under the key of its own deed, so that a deed posted meanwhile is not posted
 * again. Nothing that is there is touched: an amount that is wrong stays named by the recount until a clerk corrects it.
 * Answers how many were written.
 */
export async function healAccounts(at: Date, only?: SellerId): Promise<number> {
  let written = 0;
  for await (const check of checkOrders(only)) if (!check.agrees) written += await healOrder(check.order, at);
  return written;
}

/** Orders accepted before there were accounts: their postings are written once, when there are none at all. */
export async function beginAccounts(at: Date): Promise<void> {
  if (!(await PostingModel.exists({}))) await healAccounts(at);
}

export const healOrder = (id: OrderId, at: Date): Promise<number> =>
  inTransaction(async () => {
    const order = await orderById(id);
    const { receivedAt } = order;
    if (!receivedAt) return 0;
    let written = 0;
    const deeds = deedsOf((await bookOf(order)).refunds, receivedAt);
    // One deed after another, each read afresh: the charges of each follow from those before it.
    for (const deed of deeds) {
      const book = await bookOf(order);
      const posted = new Set(book.posted.map((each) => each.key));
      written += await post(
        deed(book).filter((each) => !posted.has(keyOf(each))),
        at,
      );
    }
    return written;
  });

type Deed = (book: OrderBook) => Telling[];

/** What happened to the order since it was accepted, in the order it happened. */
function deedsOf(refunds: readonly Refund[], receivedAt: Date): Deed[] {
  const wasLeftOut = ({ recognised, failedAt }: Refund): boolean =>
    !recognised && (failedAt === null || failedAt >= receivedAt);
  const later = refunds.flatMap((refund): { at: Date | null; deed: Deed }[] => [
    { at: refund.succeededAt, deed: (book) => refundPostings(book, refund) },
    { at: refund.failedAt, deed: (book) => reinstatedPostings(book, refund, wasLeftOut(refund)) },
  ]);
  const inOrder = later
    .filter((each): each is { at: Date; deed: Deed } => each.at !== null)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  return [(book) => receiptPostings(book, refunds.filter(wasLeftOut), receivedAt), ...inOrder.map((each) => each.deed)];
}
