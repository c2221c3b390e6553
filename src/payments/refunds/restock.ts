import { claim } from "../../catalogue/stocks/stock";
import { putBack, takeBack } from "../../catalogue/stocks/stock-returns";
import { orderById } from "../../orders/order";
import type { Order } from "../../orders/order-record";
import { type Refund, RefundModel } from "./refund";

type Parts = Refund["unsent"];
type Pieces = Parts[number] & { sku: Order["lines"][number]["sku"] };

/** The pieces that never left the shop, by what they are. */
const piecesOf = ({ unsent }: Refund, order: Order): Pieces[] =>
  unsent.flatMap((part) => {
    const line = order.lines.find((each) => each.line === part.line);
    return line ? [{ ...part, sku: line.sku }] : [];
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
  const lacking: Parts = [...(refund.lacking ?? [])];
  for (const { line, ...pieces } of piecesOf(refund, order))
    if (!(await takeBack({ ...pieces, refund: refund._id, at: refund.failedAt ?? refund.askedAt })))
      lacking.push({ line, quantity: pieces.quantity });
  await RefundModel.updateOne(
    { _id: refund._id, unshelveDue: true },
    { $set: { unshelveDue: false, goodsGone: lacking.length > 0, lacking } },
  );
}

/**
 * Of the unsent pieces of a refund that succeeds, those that go back on the shelf. What an earlier refund of the order had put
 * there, and somebody else has bought since, does not come back a second time: the lack passes to this refund, should it fail
 * as well. In the refund's own transaction.
 */
export async function forTheShelf(
  unsent: Parts,
  { _id: order }: Order,
): Promise<Pick<Refund, "unsent" | "lacking" | "restockDue">> {
  const short = (await RefundModel.find({ order, state: "failed", "lacking.0": { $exists: true } }).lean()) as Refund[];
  const back = new Map(unsent.map(({ line, quantity }) => [line, quantity]));
  const lacking: Parts = [];
  for (const { _id, lacking: own } of short) {
    const left = own.map(({ line, quantity }) => {
      const there = back.get(line) ?? 0;
      const passed = Math.min(quantity, there);
      back.set(line, there - passed);
      lacking.push({ line, quantity: passed });
      return { line, quantity: quantity - passed };
    });
    await RefundModel.updateOne({ _id }, { $set: { lacking: some(left) } });
  }
  const shelved = some(unsent.map(({ line }) => ({ line, quantity: back.get(line) ?? 0 })));
  return { unsent: shelved, lacking: some(lacking), restockDue: shelved.length > 0 };
}

const some = (parts: Parts): Parts => parts.filter(({ quantity }) => quantity > 0);
