import type { Viewer } from "../../shared/viewer";
import type { Seller } from "../seller";
import { shopOf } from "../shop-of";

/**
 * The viewer's shop, when it was ever opened; null before. Until a registration number has been vetted, what is declared
 * under it is nobody's here. Refuses as `shopOf`.
 */
export async function openShopOf(viewer: Viewer): Promise<Seller | null> {
  const shop = await shopOf(viewer, "look");
  return shop.openedAt === null ? null : shop;
}
