import { OrderModel } from "../../orders/order-record";
import type { CheckoutId } from "../../shared/ids";
import type { Fen } from "../../shared/money";
import { type Checkout, transferReference } from "./checkout";

interface TransferRow {
  id: CheckoutId;
  reference: string;
  /** As it stands on the order: the bank's slip names its payer. */
  payer: string;
  totalFen: Fen;
  expiresAt: Date | null;
  askedAt: Date;
}

/** Transfers as a clerk compares them with the bank's statement. */
export async function transferRows(checkouts: readonly Checkout[]): Promise<TransferRow[]> {
  const ids = checkouts.map((each) => each._id);
  const orders = await OrderModel.find({ checkout: { $in: ids } }, { checkout: 1, buyerName: 1 }).lean();
  const payers = new Map(orders.map((order) => [order.checkout, order.buyerName]));
  return checkouts.map(({ _id, totalFen, expiresAt, claimedAt }) => ({
    id: _id,
    reference: transferReference(_id),
    payer: payers.get(_id) ?? "",
    totalFen,
    expiresAt,
    askedAt: claimedAt,
  }));
}
