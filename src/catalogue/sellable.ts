import type { Sku } from "../shared/ids";
import { onSale } from "./on-sale";
import { type Product, ProductModel } from "./product";
import type { Variant } from "./variant";

export interface Sellable {
  product: Product;
  variant: Variant;
}

/** Long texts and search words stay behind: a cart or an order needs none of them. */
const LEFT_OUT = {
  tokens: 0,
  description: 0,
  descriptionEn: 0,
  summary: 0,
  summaryEn: 0,
  storage: 0,
  storageEn: 0,
} as const;

/** The approved goods behind some SKUs, at this moment's prices. What is missing from the answer is not sold (any more). */
export async function sellable(skus: readonly Sku[]): Promise<Map<Sku, Sellable>> {
  const wanted = new Set<Sku>(skus);
  if (wanted.size === 0) return new Map();
  const products = (await ProductModel.find(
    { ...(await onSale()), "variants.sku": { $in: [...wanted] } },
    LEFT_OUT,
  ).lean()) as unknown as Product[];
  return new Map(
    products.flatMap((product) =>
      product.variants
        .filter((variant) => wanted.has(variant.sku))
        .map((variant) => [variant.sku, { product, variant }]),
    ),
  );
}
