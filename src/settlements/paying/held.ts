import { SellerModel } from "../../sellers/seller";
import type { SellerId } from "../../shared/ids";

/** Shops that are suspended at this moment: their sales go on being settled, and nothing is paid out until they are open again. */
export async function heldSellers(sellers: readonly SellerId[]): Promise<Set<SellerId>> {
  const held = await SellerModel.find({ _id: { $in: sellers }, state: "suspended" }, { _id: 1 }).lean();
  return new Set(held.map((seller) => seller._id));
}
