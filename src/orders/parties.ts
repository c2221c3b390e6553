import type { Concerned } from "../accounts/notices/tell";
import { sellerById } from "../sellers/seller";
import type { Order } from "./order-record";

/** Whom an order's deeds concern, for telling them. */
export const buyerOf = (order: Pick<Order, "buyer">): Concerned => ({ user: order.buyer });

/** The people of the shop who answer for its orders; nobody when the shop is gone. */
export async function shopPeople(order: Pick<Order, "seller">): Promise<Concerned[]> {
  const shop = await sellerById(order.seller);
  return shop ? [{ organisation: shop.organisation, duty: "orders" }] : [];
}
