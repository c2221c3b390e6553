import { tell } from "../../../accounts/notices/tell";
import { gazetteer } from "../../../regions/gazetteer";
import type { Seller } from "../../../sellers/seller";
import { inTransaction } from "../../../shared/db";
import { Refusal } from "../../../shared/errors";
import type { FormResult } from "../../../shared/form";
import type { Viewer } from "../../../shared/viewer";
import { type Product, ProductModel } from "../../product";
import type { DraftContent, ListingContent } from "../content";
import { changeDraft, type Draft, draftOf, followingFrom } from "../draft";
import { readDraft } from "../reading/read-draft";

/**
 * Hands a product in: to its county, then the platform. Refuses with SHOP_NOT_OPEN, with PRODUCT_MOVED_ON while the officials
 * have it already or nothing in it has changed, and with INVALID naming everything that is wrong. Goods on sale stay on sale
 * as they are until the new version is approved.
 */
export async function submitDraft(shop: Seller, id: string, by: Pick<Viewer, "id">, at: Date): Promise<Draft> {
  if (shop.state !== "open") throw new Refusal("SHOP_NOT_OPEN");
  return inTransaction(async () => {
    const draft = await draftOf(shop._id, id);
    if (draft.state !== "draft" && draft.state !== "returned") throw new Refusal("PRODUCT_MOVED_ON");
    const content = await markListed(draft);
    const listing = await readForSale(content);
    if (!listing.ok) throw new Refusal("INVALID", { fields: listing.errors });
    const submitted = await changeDraft(draft, {
      content,
      ...followingFrom(content, draft.warned),
      state: "submitted",
      returned: null,
      submittedAt: at,
      flags: [],
      updatedAt: at,
      updatedBy: by.id,
    });
    await tellCounty(submitted, listing.value, shop, at);
    return submitted;
  });
}

/** The strict reading, and that the goods come from one of the 17 counties. */
export async function readForSale(content: DraftContent): Promise<FormResult<ListingContent>> {
  const listing = readDraft(content);
  const origin = (await gazetteer()).find(content.originCounty);
  if (origin?.receiving || content.originCounty.trim() === "") return listing;
  const foreign = { field: "originCounty", code: "county_not_served" };
  return { ok: false, errors: [...(listing.ok ? [] : listing.errors), foreign] };
}

/** A size that is on the market has its stock already, whoever has forgotten to say so. */
async function markListed({ _id, content }: Draft): Promise<DraftContent> {
  const product = (await ProductModel.findById(_id, { "variants.sku": 1 }).lean()) as Pick<Product, "variants"> | null;
  const listed = new Set(product?.variants.map(({ sku }) => sku));
  return {
    ...content,
    variants: content.variants.map((each) => ({ ...each, listed: each.listed || listed.has(each.sku) })),
  };
}

const tellCounty = (draft: Draft, { name, originCounty }: ListingContent, shop: Seller, at: Date): Promise<void> =>
  tell(
    {
      key: `goods_submitted:${draft._id}:${draft.version}`,
      to: { county: originCounty },
      kind: "goods_submitted",
      params: { goods: name, shop: shop.name },
      href: `/review/${draft._id}`,
    },
    at,
  );

/** Takes a product back from the officials, to change it; it is handed in anew. Refuses with PRODUCT_MOVED_ON. */
export async function withdrawDraft(shop: Seller, id: string, by: Pick<Viewer, "id">, at: Date): Promise<Draft> {
  const draft = await draftOf(shop._id, id);
  if (draft.state !== "submitted" && draft.state !== "recommended") throw new Refusal("PRODUCT_MOVED_ON");
  return changeDraft(draft, { state: "draft", flags: [], updatedAt: at, updatedBy: by.id });
}
