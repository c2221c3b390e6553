import type { Gazetteer } from "../regions/gazetteer";
import { Refusal } from "../shared/errors";
import { ELIGIBLE_CATEGORIES } from "./kinds";
import type { Product } from "./product";

/**
 * Refuses PRODUCT_NOT_ELIGIBLE unless it comes from one of the 17 receiving counties and is 农特文旅: a car part from the main
 * city can never enter the ledger, because it can never be sold here.
 */
export function mustBeEligible(
  { originCounty, category, variants }: Pick<Product, "originCounty" | "category"> & { variants: readonly unknown[] },
  book: Gazetteer,
): void {
  const eligible =
    book.find(originCounty)?.receiving === true &&
    (ELIGIBLE_CATEGORIES as readonly string[]).includes(category) &&
    variants.length > 0;
  if (!eligible) throw new Refusal("PRODUCT_NOT_ELIGIBLE");
}
