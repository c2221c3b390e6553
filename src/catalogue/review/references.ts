import { cache } from "../../shared/cache";
import { MINUTE } from "../../shared/time";
import { type Product, ProductModel } from "../product";
import type { ListingContent } from "../shelf/content";
import { type Comparable, dearness, type Reference, referenceFor } from "./rules/reference";

/** Prices of a kind move slowly and are read with every decision: kept for ten minutes. */
const kept = cache<Comparable[]>({ ms: 10 * MINUTE, max: 50 });
/** A kind with more goods than this is known well enough from the best sold of them. */
const MOST_GOODS = 2000;

type Row = Pick<Product, "seller" | "variants" | "priceSource" | "demo">;

/** The goods on sale of a kind, with their weighed packings. */
export const comparables = (kind: string): Promise<Comparable[]> =>
  kept.get(kind, async () => {
    const rows = (await ProductModel.find(
      { state: "approved", kind },
      { seller: 1, "variants.netWeightGrams": 1, "variants.priceFen": 1, priceSource: 1, demo: 1 },
    )
      .sort({ sales: -1, _id: -1 })
      .limit(MOST_GOODS)
      .lean()) as unknown as Row[];
    return rows.map(({ seller, variants, priceSource, demo }) => ({
      seller,
      priceSource,
      demo,
      packings: variants.flatMap(({ netWeightGrams: grams, priceFen }) => (grams ? [{ grams, priceFen }] : [])),
    }));
  });

/** A variant of a draft beside what the kind costs elsewhere; `above` is the percentage where it is flagged. */
export interface Compared {
  sku: string;
  reference: Reference | null;
  above: number | null;
}

/** Beside each variant its reference price, or none: a reference is never made up. */
export async function compare(
  { kind, variants }: Pick<ListingContent, "kind"> & { variants: readonly Product["variants"][number][] },
  seller: string,
): Promise<Compared[]> {
  const goods = await comparables(kind);
  return variants.map(({ sku, netWeightGrams, priceFen }) => {
    const reference = netWeightGrams ? referenceFor(goods, netWeightGrams, seller) : null;
    const above = reference && netWeightGrams ? dearness(priceFen, netWeightGrams, reference) : null;
    return { sku, reference, above };
  });
}
