import { type Seller, SellerModel } from "../sellers/seller";
import { notFound } from "../shared/errors";
import type { Sku } from "../shared/ids";
import { type Product, ProductModel } from "./product";
import { availability } from "./stock";

/** A product on its own page: who sells it and what is left of each variant. */
export interface Shown {
  product: Product;
  seller: Seller;
  pieces: Map<Sku, number>;
}

/** Refuses as not found what is not approved, and everything of a shop that is not open. */
export async function productShown(slug: string): Promise<Shown> {
  const product = (await ProductModel.findOne(
    { slug: String(slug), state: "approved" },
    { tokens: 0 },
  ).lean()) as unknown as Product | null;
  if (!product) throw notFound();
  const [seller, pieces] = await Promise.all([
    SellerModel.findOne({ _id: product.seller, state: "open" }).lean() as Promise<Seller | null>,
    availability(product.variants.map((variant) => variant.sku)),
  ]);
  if (!seller) throw notFound();
  return { product, seller, pieces };
}
