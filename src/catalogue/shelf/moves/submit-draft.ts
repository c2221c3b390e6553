import { gazetteer } from "../../../regions/gazetteer";
import type { Seller } from "../../../sellers/seller";
import { inTransaction } from "../../../shared/db";
import { Refusal } from "../../../shared/errors";
import type { FormResult } from "../../../shared/form";
import type { Viewer } from "../../../shared/viewer";
import { type Product, ProductModel } from "../../product";
import { noteHandedIn, noteWithdrawn } from "../../review/deeds/hand-in";
import { flagsOf } from "../../review/flags";
import type { DraftContent, ListingContent } from "../content";
import { changeDraft, type Draft, draftOf, followingFrom } from "../draft";
import { readDraft } from "../reading/read-draft";
import { changeAtOnce } from "./change-at-once";

interface Handing {
  shop: Seller;
  draft: Draft;
  content: DraftContent;
  listing: ListingContent;
  by: Viewer;
}

/**
 * Hands a product in: to its county, then the platform. Refuses with SHOP_NOT_OPEN, with PRODUCT_MOVED_ON while the officials
 * have it already or nothing in it has changed, and with INVALID naming everything that is wrong. Goods on sale stay on sale
 * as they are until the new version is approved; where only prices and limits have changed, within bounds, they change at
 * once, and the draft that comes back is `approved`.
 */
export async function submitDraft(shop: Seller, id: string, by: Viewer, at: Date): Promise<Draft> {
  if (shop.state !== "open") throw new Refusal("SHOP_NOT_OPEN");
  const draft = await draftOf(shop._id, id);
  if (draft.state !== "draft" && draft.state !== "returned") throw new Refusal("PRODUCT_MOVED_ON");
  const product = (await ProductModel.findById(draft._id, { tokens: 0 }).lean()) as Product | null;
  const content = withListed(draft.content, product);
  const listing = await readForSale(content);
  if (!listing.ok) throw new Refusal("INVALID", { fields: listing.errors });
  const handing = { shop, draft, content, listing: listing.value, by };
  return (product && (await changeAtOnce({ ...handing, product }, at))) ?? handIn(handing, at);
}

async function handIn({ shop, draft, content, listing, by }: Handing, at: Date): Promise<Draft> {
  const flags = await flagsOf({ listing, content, seller: shop }, at);
  return inTransaction(async () => {
    const submitted = await changeDraft(draft, {
      content,
      ...followingFrom(content, draft.warned),
      state: "submitted",
      returned: null,
      submittedAt: at,
      flags,
      updatedAt: at,
      updatedBy: by.id,
    });
    await noteHandedIn({ draft: submitted, listing, seller: shop, by }, at);
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
function withListed(content: DraftContent, product: Product | null): DraftContent {
  const listed = new Set(product?.variants.map(({ sku }) => sku));
  return {
    ...content,
    variants: content.variants.map((each) => ({ ...each, listed: each.listed || listed.has(each.sku) })),
  };
}

/** Takes a product back from the officials, to change it; it is handed in anew. Refuses with PRODUCT_MOVED_ON. */
export async function withdrawDraft(shop: Seller, id: string, by: Viewer, at: Date): Promise<Draft> {
  const draft = await draftOf(shop._id, id);
  if (draft.state !== "submitted" && draft.state !== "recommended") throw new Refusal("PRODUCT_MOVED_ON");
  return inTransaction(async () => {
    const withdrawn = await changeDraft(draft, { state: "draft", flags: [], updatedAt: at, updatedBy: by.id });
    await noteWithdrawn(withdrawn, by, at);
    return withdrawn;
  });
}
