import { orderById } from "../orders/order";
import type { Order } from "../orders/order-record";
import { Refusal } from "../shared/errors";
import { endUnpaid } from "./cancel-checkout";
import { checkoutById } from "./checkout";
import type { Provider } from "./provider";
import { refundOrder, wholeOrder } from "./refund-order";

/**
 * The buyer thinks better of it before anything is sent. Unpaid: the whole checkout ends, for one payment covers all its
 * orders. Paid: this order's money goes back and its goods return to the shelf. Refuses: ORDER_MOVED_ON once it is sent.
 */
export async function cancelOrder(order: Order, provider: Provider, at: Date): Promise<Order> {
  if (order.state === "placed") await endUnpaid(await checkoutById(order.checkout), { as: "cancelled", provider }, at);
  else if (order.state === "paid")
    await refundOrder(order._id, { ...wholeOrder(order, "cancelled_by_buyer"), from: ["paid"] }, provider, at);
  else throw new Refusal("ORDER_MOVED_ON", { params: { state: order.state } });
  return orderById(order._id);
}
