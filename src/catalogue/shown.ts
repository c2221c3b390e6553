import { type Seller, sellerById } from "../sellers/seller";
import { notFound } from "../shared/errors";
import type { Sku } from "../shared/ids";
import { goodsCache } from "./goods-cache";
import { type Product, ProductModel } from "./product";
import { piecesShown } from "./stocks/stock";

/** A product on its own page: who sells it and what is left of each variant. */
export interface Shown {
  product: Product;
  seller: Seller;
  pieces: Map<Sku, number>;
}

const approved = goodsCache<Product>(1000);

/** Refuses as not found what is not approved, and everything of a shop that is not open. */
export async function productShown(slug: string): Promise<Shown> {
  const product = await approved.get(slug, () => approvedProduct(slug));
  const [seller, pieces] = await Promise.all([
    sellerById(product.seller),
    piecesShown(
      product._id,
      product.variants.map((variant) => variant.sku),
    ),
  ]);
  if (seller?.state !== "open") throw notFound();
  return { product, seller, pieces };
}

async function approvedProduct(slug: string): Promise<Product> {
  const found = await ProductModel.findOne({ slug: String(slug), state: "approved" }, { tokens: 0 }).lean();
  if (!found) throw notFound();
  return found as unknown as Product;
}
