import type { Seller } from "../../../sellers/seller";
import { Refusal } from "../../../shared/errors";
import type { Sku } from "../../../shared/ids";
import { fen } from "../../../shared/money";
import type { Viewer } from "../../../shared/viewer";
import { ProductModel } from "../../product";
import { changePrices, type PriceChange } from "../../review/deeds/change-prices";
import { type Draft, draftOf } from "../draft";
import { saveDraft } from "../writing/save-draft";
import { type ListingBody, type VariantBody, written } from "./body";

interface Patch {
  shop: Seller;
  id: string;
  body: ListingBody;
  by: Viewer;
}

/**
 * A program's change of one of its products. Prices, quantity prices and limits alone, of goods on the market and within the
 * bounds, change at once; everything else, and what is beyond them, goes into the draft and waits to be handed in.
 */
export async function patchProduct({ shop, id, body, by }: Patch, at: Date): Promise<Draft> {
  const draft = await draftOf(shop._id, id);
  if (body.version !== undefined && body.version !== draft.version) throw new Refusal("DRAFT_CHANGED");
  const prices = pricesOf(body);
  if (prices && (await ProductModel.exists({ _id: draft._id })) && (await atOnce({ shop, draft, prices, by }, at)))
    return draftOf(shop._id, id);
  const change = written(draft, body);
  return saveDraft(draft, change.content, { by, at, variantsMade: change.variantsMade });
}

const PRICE_FIELDS = new Set(["sku", "priceFen", "tiers", "limitPerBuyer"]);

/** The body as a change of prices; null when it says anything else. */
function pricesOf({ variants, version: _, ...rest }: ListingBody): PriceChange[] | null {
  if (!variants?.length || Object.keys(rest).length > 0) return null;
  return variants.every(isPrice) ? variants.map(priceOf) : null;
}

const isPrice = (row: VariantBody): boolean =>
  row.sku !== undefined && Object.keys(row).every((field) => PRICE_FIELDS.has(field));

const priceOf = ({ sku, priceFen, tiers, limitPerBuyer }: VariantBody): PriceChange => ({
  sku: sku as Sku,
  ...(priceFen !== undefined && { priceFen: fen(priceFen) }),
  ...(tiers && { tiers: tiers.map((tier) => ({ ...tier, priceFen: fen(tier.priceFen) })) }),
  ...(limitPerBuyer !== undefined && { limitPerBuyer }),
});

async function atOnce(
  { shop, draft, prices, by }: { shop: Seller; draft: Draft; prices: PriceChange[]; by: Viewer },
  at: Date,
): Promise<boolean> {
  try {
    await changePrices({ seller: shop, product: draft._id, changes: prices, by }, at);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.fields.some(({ code }) => code === "beyond_at_once")) return false;
    throw error;
  }
}
