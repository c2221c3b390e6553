/** Every bound of the signals in one place. A signal refuses nothing by itself: a person looks, and decides. */

/** A price for 500 g this much above what the kind costs elsewhere: three times as much. Half as much again was looked at on approval. */
export const PRICE_PERCENT_ABOVE = 200;

/** This many orders of one buyer at one shop, given back for the larger part within so many days. */
export const REPEATED_REFUNDS = 3;
export const REPEATED_WITHIN_DAYS = 90;
/** An order counts as given back from this part of its amount on. */
export const GIVEN_BACK_PERCENT = 50;

/** Goods for this much in one order of a citizen: a household does not eat it. ¥10,000. */
export const LARGE_CITIZEN_FEN = 1_000_000;

/** What is picked and goes bad: only of these the months of the season say anything. */
export const FRESH_KINDS: readonly string[] = ["fruit", "vegetable", "mushroom"];
/** Ordered ahead or kept cool: this many months before and after the season are still the season. */
export const SEASON_SLACK_MONTHS = 1;
