import { claim } from "../catalogue/stock";
import { putBack, takeBack } from "../catalogue/stock-returns";
import { orderById } from "../orders/order";
import type { Order } from "../orders/order-record";
import { type Refund, RefundModel } from "./refund";

type Pieces = { sku: Order["lines"][number]["sku"]; quantity: number };

/** The pieces that never left the shop, by what they are. */
const piecesOf = ({ unsent }: Refund, order: Order): Pieces[] =>
  unsent.flatMap((part) => {
    const line = order.lines.find((each) => each.line === part.line);
    return line ? [{ sku: line.sku, quantity: part.quantity }] : [];
  });

/**
 * Pieces that were never sent go back on the shelf, once per refund: a claim that a crash delayed is made first, and each
 * stock remembers the refunds it took back. The sweep comes again for a refund that still says so.
 */
export async function restock(refund: Refund): Promise<void> {
  const order = await orderById(refund.order);
  for (const { sku, quantity } of order.lines)
    await claim({ sku, order: order._id, quantity, at: order.paidAt ?? refund.askedAt });
  for (const pieces of piecesOf(refund, order))
    await putBack({ ...pieces, refund: refund._id, at: refund.succeededAt ?? refund.askedAt });
  await RefundModel.updateOne({ _id: refund._id }, { $set: { restockDue: false } });
}

/**
 * The refund failed after all, so its pieces are promised again and come off the shelf. When somebody else has bought them
 * meanwhile the refund says so: the clerk sees it, and either gives the money back another way or asks the shop for others.
 */
export async function unshelve(refund: Refund): Promise<void> {
  const order = await orderById(refund.order);
  let goodsGone = false;
  for (const pieces of piecesOf(refund, order)) {
    const taken = await takeBack({ ...pieces, refund: refund._id, at: refund.failedAt ?? refund.askedAt });
    goodsGone ||= !taken;
  }
  await RefundModel.updateOne({ _id: refund._id }, { $set: { unshelveDue: false, goodsGone } });
}
