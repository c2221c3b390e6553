import type { Seller } from "../../sellers/seller";
import type { Product } from "../product";
import type { ListingContent } from "./content";

type Listed = Omit<ListingContent, "variants"> &
  Pick<Product, "seller" | "sellerName" | "sellerNameEn" | "priceSource" | "variants">;

/** The fields of a product that come from its listing and its shop; the first stocks go their own way. */
export function listedAs(
  { variants, ...listing }: ListingContent,
  shop: Pick<Seller, "_id" | "name" | "nameEn">,
): Listed {
  return {
    ...listing,
    seller: shop._id,
    sellerName: shop.name,
    sellerNameEn: shop.nameEn,
    priceSource: null,
    variants: variants.map(({ stock: _, ...variant }) => variant),
  };
}
