import type { Request } from "express";
import { districtOf } from "../../catalogue/shop/district";
import { type ParcelPlace, parcelPlace } from "../../regions/deliverable";
import { gazetteer } from "../../regions/gazetteer";
import type { Region } from "../../regions/region";
import type { PricedCart } from "./price-cart";

/** Where a visitor's parcels will probably go: the district we know of, as far as it is a postal place. Null when nobody knows. */
export async function estimatePlace(req: Request): Promise<{ region: Region; place: ParcelPlace } | null> {
  const { region } = districtOf(req, await gazetteer());
  const place = region && (await parcelPlace(region._id));
  return region && place ? { region, place } : null;
}

/** Whether the freight of a cart can be another one at another address. */
export const dependsOnPlace = (cart: Pick<PricedCart, "baskets">): boolean =>
  cart.baskets.some(
    ({ seller, rule, served }) => (rule !== null || !served) && (seller.freight.regions ?? []).length > 0,
  );
