import { type Month, month, monthNumber, monthStart, yearOf } from "../../shared/time";

export const YEARLY_KINDS = ["grams", "pieces"] as const;

/**
 * How much of a product its producer has to sell in one harvest year, of all sizes together: grams of goods that are weighed,
 * pieces of all others. What the producer says; what is sold beyond it is looked at before it is recognised.
 */
export interface Yearly {
  amount: number;
  unit: (typeof YEARLY_KINDS)[number];
}

export const yearlyField = {
  type: { _id: false, amount: { type: Number, required: true }, unit: { type: String, enum: YEARLY_KINDS } },
  default: null,
} as const;

export interface HarvestYear {
  from: Month;
  start: Date;
  end: Date;
}

/**
 * The harvest year an instant falls in: twelve months from the first of the season on, so that oranges picked from November
 * to March are one harvest and not the halves of two. What has no season begins with the calendar year.
 */
export function harvestYear(months: readonly number[], at: Date): HarvestYear {
  const first = firstMonth(months);
  const year = monthNumber(at) >= first ? yearOf(at) : yearOf(at) - 1;
  const [from, next] = [year, year + 1].map((each) => month(`${each}-${String(first).padStart(2, "0")}`)) as [
    Month,
    Month,
  ];
  return { from, start: monthStart(from), end: monthStart(next) };
}

/** The first month of the season: the one before it is not in it. Goods of all months begin in January. */
export function firstMonth(months: readonly number[]): number {
  const fresh = new Set(months);
  return [...months].sort((a, b) => a - b).find((each) => !fresh.has(each === 1 ? 12 : each - 1)) ?? 1;
}
