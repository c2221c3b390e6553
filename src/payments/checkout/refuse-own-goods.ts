import { UserModel } from "../../accounts/user";
import type { PricedCart } from "../../orders/cart/price-cart";
import { Refusal } from "../../shared/errors";
import type { Viewer } from "../../shared/viewer";

/**
 * Nobody buys from a shop they belong to, whichever organisation they act for at the moment: the money would only go round
 * and come back to them, and be counted as help on its way. Refuses with OWN_GOODS.
 */
export async function refuseOwnGoods({ id }: Viewer, { baskets }: PricedCart): Promise<void> {
  const shops = baskets.map(({ seller }) => seller.organisation);
  const own = { _id: id, "memberships.organisation": { $in: shops } };
  if (await UserModel.exists(own)) throw new Refusal("OWN_GOODS");
}
