import { add, type Fen, fen, proRata, subtract } from "../../../shared/money";
import { DAY } from "../../../shared/time";
import { priceAt } from "../../product";
import type { Variant } from "../../variant";

/**
 * What a producer may change on goods under sale without anybody looking first: prices and quantity prices inside this
 * corridor, the limit per buyer and the stock. Everything else goes through a draft (decision 012).
 *
 * A fifth in a week covers what a market does between two market days. More at once is either a slip of the keyboard (a lost
 * decimal point) or news the county should hear of: buyers' loudest complaint is "dearer than the market". The ceiling keeps
 * many small steps from becoming a doubled price nobody ever looked at.
 */
export const AT_ONCE = {
  /** Up or down, of the price that stood `days` ago, or of the one reviewed since. */
  percent: 20,
  days: 7,
  /** Above the price last reviewed, however long ago that was. */
  percentAboveReviewed: 50,
} as const;

export const WINDOW_MS = AT_ONCE.days * DAY;

export type Priced = Pick<Variant, "priceFen" | "tiers">;

/** What a variant's prices are measured by. */
export interface PriceBase {
  /** The price that stood seven days ago, or the one reviewed since, whichever is later. */
  settled: Priced;
  /** The price somebody last looked at. */
  reviewed: Priced;
}

export type AtOnce = { ok: true } | { ok: false; quantity: number; lowFen: Fen; highFen: Fen };

/** What one piece may cost at a quantity. */
export function corridorAt({ settled, reviewed }: PriceBase, quantity: number): { lowFen: Fen; highFen: Fen } {
  const [base, seen] = [priceAt(settled, quantity), priceAt(reviewed, quantity)];
  const step = proRata(base, AT_ONCE.percent, 100);
  const ceiling = add(seen, proRata(seen, AT_ONCE.percentAboveReviewed, 100));
  return { lowFen: subtract(base, step), highFen: fen(Math.min(add(base, step), ceiling)) };
}

/**
 * Whether new prices of a variant may stand at once: at every quantity at which either price list turns, what a buyer pays
 * for a piece stays inside the corridor, or stays as it is. The refusal names the first quantity that does not fit.
 */
export function mayChangeAtOnce(before: Priced, after: Priced, base: PriceBase): AtOnce {
  for (const quantity of turnsOf(before, after, base.settled, base.reviewed)) {
    const price = priceAt(after, quantity);
    const { lowFen, highFen } = corridorAt(base, quantity);
    if (price !== priceAt(before, quantity) && (price < lowFen || price > highFen))
      return { ok: false, quantity, lowFen, highFen };
  }
  return { ok: true };
}

/** Prices are steps: between two turns of the lists nothing changes. */
const turnsOf = (...lists: Priced[]): number[] =>
  [...new Set([1, ...lists.flatMap((list) => list.tiers.map((tier) => tier.minQuantity))])].sort((a, b) => a - b);
