import type { PricedCart } from "../orders/price-cart";
import { Refusal } from "../shared/errors";

/** Refuses INVALID beside the address, naming every producer that sends nothing there. */
export function refuseUnserved({ baskets }: PricedCart): void {
  const away = baskets.filter((basket) => !basket.served).map(({ seller }) => seller);
  if (away.length === 0) return;
  const params = {
    name: away.map(({ name }) => name).join("、"),
    nameEn: away.map(({ nameEn }) => nameEn).join(", "),
  };
  throw new Refusal("INVALID", { fields: [{ field: "address.region", code: "region_not_served", params }] });
}

/** Nobody pays another sum than the page showed: freight follows the address, and prices may have changed meanwhile. */
export function refuseOtherTotal({ totalFen }: PricedCart, seenFen: number | undefined): void {
  if (seenFen !== undefined && seenFen !== totalFen) throw new Refusal("TOTAL_CHANGED");
}
