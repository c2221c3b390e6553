import { release } from "../../catalogue/stocks/stock";
import { moveOrder, ordersOfCheckout } from "../../orders/order";
import { holdsOf } from "../../orders/place-orders";
import { inTransaction } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import type { OrderId } from "../../shared/ids";
import type { Provider } from "../provider/provider";
import { type Checkout, CheckoutModel, checkoutById } from "./checkout";
import { hearSession } from "./pay-orders";

/**
 * Ends a checkout nobody has paid: the provider's page is closed first, so that no money can come any more; then the
 * orders are cancelled and the goods go back on the shelf. One payment covers all its orders, so all end together.
 * When the money turns out to be there already, the orders are paid instead, and the caller sees that in the answer.
 * Refuses: ORDER_MOVED_ON (already ended), PAYMENT_UNAVAILABLE.
 */
export async function endUnpaid(
  checkout: Checkout,
  { as, provider }: { as: "cancelled" | "expired"; provider: Provider },
  at: Date,
): Promise<Checkout> {
  if (checkout.sessionId) {
    const session = await provider.expireSession(checkout.sessionId);
    if (session?.paid) {
      await hearSession(session, provider, at);
      return checkoutById(checkout._id);
    }
    // Complete and not yet paid: the provider is still waiting for the wallet's or the bank's word.
    if (session?.status === "complete") throw new Refusal("ORDER_MOVED_ON", { params: { state: "placed" } });
  }
  // As it is before the orders end: money that comes from then on may hold the goods anew, and what it holds is not ours to release.
  const held = await holdsOf(await ordersOfCheckout(checkout._id));
  const cancelled = await inTransaction(async () => {
    const { modifiedCount } = await CheckoutModel.updateOne(
      { _id: checkout._id, state: { $in: ["placed", "open"] }, sessionId: checkout.sessionId },
      { $set: { state: as } },
    );
    if (modifiedCount !== 1) throw new Refusal("ORDER_MOVED_ON", { params: { state: as } });
    const moved: OrderId[] = [];
    for (const order of await ordersOfCheckout(checkout._id))
      if (order.state === "placed") moved.push((await moveOrder(order, "cancelled", at))._id);
    return moved;
  });
  for (const each of held) if (cancelled.includes(each.order)) await release(each);
  return checkoutById(checkout._id);
}

/** The buyer's own decision. Refuses: ORDER_MOVED_ON when it is paid or ended already, PAYMENT_UNAVAILABLE. */
export async function cancelCheckout(checkout: Checkout, provider: Provider, at: Date): Promise<Checkout> {
  if (checkout.state !== "placed" && checkout.state !== "open")
    throw new Refusal("ORDER_MOVED_ON", { params: { state: checkout.state } });
  return endUnpaid(checkout, { as: "cancelled", provider }, at);
}
