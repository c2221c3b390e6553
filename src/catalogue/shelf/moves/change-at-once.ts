import type { Seller } from "../../../sellers/seller";
import { inTransaction } from "../../../shared/db";
import { Refusal } from "../../../shared/errors";
import type { Viewer } from "../../../shared/viewer";
import type { Product } from "../../product";
import { changePrices } from "../../review/deeds/change-prices";
import { changesOf, isAtOnceField } from "../../review/rules/changes";
import { listedAs } from "../as-product";
import type { ListingContent } from "../content";
import { changeDraft, type Draft, draftOf } from "../draft";

interface AtOnce {
  shop: Seller;
  draft: Draft;
  listing: ListingContent;
  product: Product;
  by: Viewer;
}

/**
 * Where a draft differs from what is on the market in prices and limits alone, and these stay within the bounds: they change
 * now, and nothing has to be reviewed. Null where it must be handed in. A draft that differs in nothing is simply settled.
 * Refuses with DRAFT_CHANGED when somebody else has saved it meanwhile.
 */
export async function changeAtOnce({ shop, draft, listing, product, by }: AtOnce, at: Date): Promise<Draft | null> {
  const changes = changesOf(product, { ...product, ...listedAs(listing, shop) });
  if (!changes.every(({ field }) => isAtOnceField(field))) return null;
  const prices = listing.variants.map(({ sku, priceFen, tiers, limitPerBuyer }) => ({
    sku,
    priceFen,
    tiers,
    limitPerBuyer,
  }));
  try {
    return await inTransaction(async () => {
      // Settled as the version that was read: what a colleague has saved meanwhile is never taken for approved.
      await changeDraft(draft, { state: "approved", returned: null, updatedAt: at, updatedBy: by.id });
      await changePrices({ seller: shop, product: product._id, changes: prices, by, version: product.version }, at);
      return draftOf(shop._id, draft._id);
    });
  } catch (error) {
    if (
      error instanceof Refusal &&
      error.fields.every(({ code }) => code === "beyond_at_once") &&
      error.fields.length > 0
    )
      return null;
    throw error;
  }
}
