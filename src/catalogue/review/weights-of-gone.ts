import type { ProductId, Sku } from "../../shared/ids";
import type { Variant } from "../variant";
import { type ProductVersion, ProductVersionModel } from "./history";

/** What sizes weighed that have left the market: their last facts stand in the product's history. */
export async function weightsOfGone(product: ProductId, skus: readonly Sku[]): Promise<Map<Sku, number>> {
  if (skus.length === 0) return new Map();
  const fields = new Map(skus.map((sku) => [`variants.${sku}`, sku]));
  const found = (await ProductVersionModel.find(
    { product, "changes.field": { $in: [...fields.keys()] } },
    { changes: 1 },
  )
    .sort({ at: 1, _id: 1 })
    .lean()) as Pick<ProductVersion, "changes">[];
  const weights = new Map<Sku, number>();
  for (const { field, before } of found.flatMap(({ changes }) => changes)) {
    const [sku, facts] = [fields.get(field), before as Variant | null];
    if (sku && facts?.netWeightGrams) weights.set(sku, facts.netWeightGrams);
  }
  return weights;
}
