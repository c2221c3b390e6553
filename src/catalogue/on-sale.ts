import type { QueryFilter } from "mongoose";
import { suspendedSellers } from "../sellers/seller";
import type { Product } from "./product";

export type Filter = QueryFilter<Product>;

/** What visitors may see and buy: approved goods of shops that nobody has closed. */
export async function onSale(): Promise<Filter> {
  const closed = await suspendedSellers();
  return closed.length > 0 ? { state: "approved", seller: { $nin: closed } } : { state: "approved" };
}
