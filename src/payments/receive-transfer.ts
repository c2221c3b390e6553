import { Refusal } from "../shared/errors";
import { log } from "../shared/log";
import type { Viewer } from "../shared/viewer";
import { type Checkout, CheckoutModel, checkoutById } from "./checkout";
import { payOrders } from "./pay-orders";

/** Checkouts of institutions that wait for a transfer to be seen on the bank statement, oldest first. */
export const awaitedTransfers = async (): Promise<Checkout[]> =>
  (await CheckoutModel.find({ kind: "bank_transfer", state: "open" })
    .sort({ claimedAt: 1 })
    .limit(200)
    .lean()) as Checkout[];

/** A clerk of the platform has seen the money on the account. Refuses: ORDER_MOVED_ON when it was recorded or ended before. */
export async function receiveTransfer(id: Checkout["_id"], by: Viewer, at: Date): Promise<Checkout> {
  const checkout = await checkoutById(id);
  if (checkout.kind !== "bank_transfer" || checkout.state !== "open")
    throw new Refusal("ORDER_MOVED_ON", { params: { state: checkout.state } });
  await payOrders(checkout, { paidAt: at, paymentIntent: null, method: "bank_transfer" }, at);
  log.info({ checkout: id, by: by.id }, "bank transfer recorded");
  return checkoutById(id);
}
