import type { PricedCart } from "../../orders/cart/price-cart";
import { Refusal } from "../../shared/errors";
import type { Language } from "../../shared/words";

/** Refuses INVALID beside the address, naming every producer that sends nothing there in the buyer's language. */
export function refuseUnserved({ baskets }: PricedCart, language: Language): void {
  const away = baskets.filter((basket) => !basket.served).map(({ seller }) => seller);
  if (away.length === 0) return;
  const name =
    language === "en" ? away.map(({ nameEn }) => nameEn).join(", ") : away.map((each) => each.name).join("、");
  throw new Refusal("INVALID", { fields: [{ field: "address.region", code: "region_not_served", params: { name } }] });
}

/** Nobody pays another sum than the page showed: freight follows the address, and prices may have changed meanwhile. */
export function refuseOtherTotal({ totalFen }: PricedCart, seenFen: number | undefined): void {
  if (seenFen !== undefined && seenFen !== totalFen) throw new Refusal("TOTAL_CHANGED");
}
