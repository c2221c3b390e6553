import { type Concerned, tell } from "../../accounts/notices/tell";
import type { Order } from "../../orders/order-record";
import { buyerOf, shopPeople } from "../../orders/parties";
import type { Refund } from "./refund";

/** The buyer hears that money went back; everybody hears that it did not after all. In the refund's own transaction. */
export async function tellRefunded(order: Order, refund: Refund, at: Date): Promise<void> {
  if (refund.kind === "chargeback") return;
  const params = { number: order.number, amountFen: refund.amountFen };
  const key = `refund:${refund._id}:${refund.state}`;
  const told = (name: string, to: Concerned, kind: string, href: string) =>
    tell({ key: `${key}:${name}`, to, kind, params, href }, at);
  const mine = `/orders/${order.number}`;
  if (refund.state === "succeeded") return told("buyer", buyerOf(order), "money_back", mine);
  await told("buyer", buyerOf(order), "money_back_failed", mine);
  for (const shop of await shopPeople(order))
    await told("shop", shop, "money_back_failed_shop", `/sales/${order.number}`);
  await told("platform", { platform: true }, "money_back_failed_desk", `/desk/refunds/${refund._id}`);
}
