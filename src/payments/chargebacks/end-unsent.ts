import { mayMove, moveOrder, orderById } from "../../orders/order";
import { leftOf as leftToSend } from "../../orders/parcels/standing";
import { type Refund, RefundModel } from "../refunds/refund";
import { forTheShelf } from "../refunds/restock";

/**
 * The bank found for the payer. An order of which nothing was sent, and whose money is all gone, is over: nobody packs it any
 * more, and the sweep puts its goods back on the shelf. What was sent stays what it is. In the caller's transaction.
 */
export async function endUnsent(chargeback: string, at: Date): Promise<void> {
  const parts = (await RefundModel.find({ chargeback, state: "succeeded" }).lean()) as Refund[];
  for (const part of parts) {
    const order = await orderById(part.order);
    if (order.state !== "paid" || order.refundedFen < order.totalFen || !mayMove(order, "refunded")) continue;
    const unsent = order.lines
      .map((line) => ({ line: line.line, quantity: leftToSend(order, line) }))
      .filter(({ quantity }) => quantity > 0);
    await RefundModel.updateOne({ _id: part._id }, { $set: await forTheShelf(unsent, order) });
    await moveOrder(order, "refunded", at);
  }
}
