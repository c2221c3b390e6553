import { z } from "zod";
import { tell } from "../../accounts/notices/tell";
import { OrganisationModel } from "../../accounts/organisation";
import { forgetAll } from "../../shared/cache";
import { afterCommit, inTransaction } from "../../shared/db";
import { line, paragraph, phone } from "../../shared/form";
import type { Viewer } from "../../shared/viewer";
import { mayWrite } from "../apply/save-step";
import { type CaseChange, changeCase, ownCase } from "../record/case";
import { doneBy } from "../record/done-by";
import type { Seller, SellerCase } from "../seller";

export const ShopForm = z.strictObject({
  name: line(60, 2),
  nameEn: line(120).optional(),
  place: line(60),
  story: paragraph(1000).default(""),
  storyEn: paragraph(2000).default(""),
  contactName: line(40),
  contactPhone: phone,
});
export type ShopForm = z.infer<typeof ShopForm>;

/** What rooms above do in the same transaction when a shop is called otherwise: goods carry its name. */
export type WhenRenamed = (seller: Seller) => Promise<void>;
export const whenRenamed: WhenRenamed[] = [];

/**
 * Changes what visitors read of a shop and whom to call. A new name of a shop that was vetted goes into its history and its
 * county is told; the name it is registered under stays with the licence. Refuses FORBIDDEN, SELLER_MOVED_ON.
 */
export async function changeShop(viewer: Viewer, form: ShopForm, at: Date): Promise<SellerCase> {
  const by = await doneBy(viewer);
  return inTransaction(async () => {
    const seller = await ownCase(viewer, "shop");
    const { contactName, contactPhone, nameEn, ...told } = form;
    const set = { ...told, nameEn: nameEn ?? told.name };
    const renamed = seller.name !== set.name || seller.nameEn !== set.nameEn;
    const vetted = renamed && seller.name !== set.name && !mayWrite(seller);
    const deed: CaseChange = vetted
      ? { deed: { what: "renamed", at, by, reason: `${seller.name} → ${set.name}` } }
      : {};
    const changed = await changeCase(seller, { set: withTyped(seller, set), ...deed });
    await OrganisationModel.updateOne(
      { _id: seller.organisation },
      { $set: { nameEn: set.nameEn, contact: { name: contactName, phone: contactPhone } } },
    );
    if (renamed) for (const listener of whenRenamed) await listener(changed);
    if (vetted) await tellCounty(changed, at);
    afterCommit(forgetAll);
    return changed;
  });
}

/** While the application is written it says the same, so that sending it in takes nothing back. */
const withTyped = (seller: SellerCase, set: Pick<SellerCase, "name" | "nameEn" | "place" | "story" | "storyEn">) =>
  mayWrite(seller) ? { ...set, typed: { ...seller.typed, name: set.name, place: set.place } } : set;

const tellCounty = (seller: SellerCase, at: Date): Promise<void> =>
  tell(
    {
      key: `seller:${seller._id}:${seller.version}`,
      to: { county: seller.county },
      kind: "seller_renamed",
      params: { name: seller.name },
      href: `/desk/sellers/${seller._id}`,
    },
    at,
  );
