import { tell } from "../../accounts/notices/tell";
import type { Order } from "../../orders/order-record";
import { shopPeople } from "../../orders/parties";
import type { Chargeback } from "./chargeback";

/** The shops whose money it is, and the platform's clerks, who answer the bank. */
export async function tellChargeback(chargeback: Chargeback, orders: readonly Order[], at: Date): Promise<void> {
  const { _id, state, amountFen } = chargeback;
  const key = `chargeback:${_id}:${state}`;
  for (const order of orders) {
    const params = { number: order.number, amountFen: order.totalFen };
    for (const to of await shopPeople(order))
      await tell(
        { key: `${key}:${order._id}`, to, kind: `chargeback_${state}`, params, href: `/sales/${order.number}` },
        at,
      );
  }
  const params = { number: orders.map((order) => order.number).join(" "), amountFen };
  await tell({ key, to: { platform: true }, kind: `chargeback_${state}`, params, href: "/desk/money" }, at);
}
