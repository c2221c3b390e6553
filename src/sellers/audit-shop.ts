import { type Audited, audit } from "../accounts/audit/audit";
import type { SellerId } from "../shared/ids";
import { type Seller, SellerModel } from "./seller";

/** Writes into the audit log what was done to a shop, where only its id is at hand; its owners may read it. */
export async function auditShop(id: SellerId, deed: Omit<Audited, "organisation">, at: Date): Promise<void> {
  const shop = (await SellerModel.findById(id, { organisation: 1 }).lean()) as Pick<Seller, "organisation"> | null;
  await audit({ ...deed, organisation: shop?.organisation ?? null }, at);
}
