import { tell } from "../../accounts/notices/tell";
import { inTransaction } from "../../shared/db";
import { log } from "../../shared/log";
import { type Order, OrderModel } from "../order-record";
import { buyerOf, shopPeople } from "../parties";
import { piecesLeft } from "./standing";

/** Orders told of in one round. */
const TOLD = 200;

/**
 * Tells the buyer and the shop's people of orders that were paid. Not in the payment's own transaction, which many buyers
 * wait for: the order itself remembers that its people have still to be told, and a round of the chores does it, once.
 */
export async function tellOfPaid(at: Date): Promise<void> {
  const due = (await OrderModel.find({ tellDue: true }).limit(TOLD).lean()) as Order[];
  for (const order of due)
    await tellOne(order, at).catch((error: unknown) => log.warn({ err: error, order: order._id }, "not told yet"));
}

async function tellOne(order: Order, at: Date): Promise<void> {
  const { _id, number, way, paidAt } = order;
  const when = paidAt ?? at;
  const count = piecesLeft(order);
  const ticket = way === "ticket";
  const shop = await shopPeople(order);
  await inTransaction(async () => {
    const { modifiedCount } = await OrderModel.updateOne({ _id, tellDue: true }, { $unset: { tellDue: 1 } });
    if (modifiedCount === 0) return;
    const key = `paid:${_id}`;
    await tell(
      {
        key: `${key}:buyer`,
        to: buyerOf(order),
        kind: ticket ? "order_paid_ticket" : "order_paid",
        params: { number },
        href: `/orders/${number}`,
      },
      when,
    );
    const kind = ticket ? "sale_new_ticket" : "sale_new";
    for (const to of shop)
      await tell({ key: `${key}:shop`, to, kind, params: { number, count }, href: `/sales/${number}` }, when);
  });
}
