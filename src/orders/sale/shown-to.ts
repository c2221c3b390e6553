import { hasDuty, type Viewer } from "../../shared/viewer";
import type { Order } from "../order-record";

/**
 * An order as somebody of its shop may see it. Where a buyer lives and can be rung up is for those who pack and send; whoever
 * only looks, or sees to goods or money, is told the place it goes to and the ends of the number.
 */
export function shownTo({ organisation }: Viewer, order: Order): Order {
  if (organisation && hasDuty(organisation.role, "orders")) return order;
  const { name, phone, region } = order.delivery;
  return { ...order, delivery: { name, phone: `${phone.slice(0, 3)}****${phone.slice(-4)}`, region, street: "" } };
}
