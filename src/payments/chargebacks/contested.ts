import { changeOrder, orderById } from "../../orders/order";
import type { OrderId } from "../../shared/ids";
import { chargebacksOfOrder } from "./chargeback";

/**
 * An order is contested, and nothing of it is sent, until the last of its disputes that takes its money has ended; and for
 * good once a bank that found for the payer has left nothing of its money. In the caller's transaction, after the chargeback
 * is written as it stands now.
 */
export async function markContested(orders: readonly OrderId[]): Promise<void> {
  for (const id of orders) {
    const order = await orderById(id);
    const states = (await chargebacksOfOrder(id)).map(({ state }) => state);
    const nothingLeft = order.refundedFen >= order.totalFen;
    const contested = states.includes("open") || (states.includes("lost") && nothingLeft);
    if (contested !== (order.contested ?? false)) await changeOrder(order, { $set: { contested } });
  }
}
