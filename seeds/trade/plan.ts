import type { Campaign } from "../../src/campaigns/campaign";
import type { Product } from "../../src/catalogue/product";
import type { Gazetteer } from "../../src/regions/gazetteer";
import { helpersOn } from "../../src/regions/partnership";
import type { Sku } from "../../src/shared/ids";
import { DAY, dayOf, HOUR, later, MINUTE, monthNumber, monthStart, monthsOfYear, yearOf } from "../../src/shared/time";
import { DEMO_ACCOUNTS } from "../people";
import type { DemoBuyer } from "./buyers";
import { type Random, random } from "./random";

export type Fate =
  | "received"
  | "silent"
  | "shipped"
  | "paid"
  | "cancelled"
  | "expired"
  | "refunded"
  | "part_refunded"
  | "asked"
  | "awaiting_transfer";

/** One order of the demonstration year, before it happens. */
export interface Planned {
  key: string;
  at: Date;
  buyer: DemoBuyer;
  items: { sku: Sku; quantity: number }[];
  /** Where the parcel goes when not home: some send goods to family elsewhere. */
  sendTo: string | null;
  campaign: string | null;
  fate: Fate;
}

/** Carts ordered; with two producers in many of them about four hundred orders. */
const CARTS = 270;
/** How far back the year of trade reaches that the demonstration shows. */
export const LAST_YEAR_MS = 385 * DAY;
/** Carts of the last days, so that the listed shops have something to pack. */
const LATELY = 45;
/** Counties whose officials are listed sell more where there is little, so that their pages have something to show. */
const SHOWN = ["youyang", "fengjie", "fengdu"];
const SHOWN_LATELY = 0.6;
/** Carts of each month of the calendar year before: few, with a rise at New Year, in summer and after the harvest. */
const YEAR_BEFORE = [4, 3, 3, 3, 4, 3, 4, 4, 5, 5, 5, 4];
const SHOWN_BEFORE = 0.5;
/** Shops whose account is listed sell more, so that whoever signs in there finds work. */
const LISTED_SHOPS = new Set(
  DEMO_ACCOUNTS.filter(({ role }) => role === "seller").map(({ organisation }) => organisation),
);
const LISTED_SHARE = 0.55;
/** Sichuan and Guangdong, where many from Chongqing live: such sales are out of scope unless a campaign brought them. */
const FAR = ["510000", "440000"];

export interface Ground {
  book: Gazetteer;
  products: readonly Product[];
  buyers: readonly DemoBuyer[];
  campaigns: readonly Campaign[];
  /** The day the year ends on; the same day gives the same year. */
  end: Date;
}

/**
 * The same seed, goods and day give the same two years. Sales follow the seasons of the goods; those of the last year grow
 * over its months, and the calendar year before is a thin one beside which the months of this one stand.
 */
export function planYears(ground: Ground): Planned[] {
  return [...lastYear(ground), ...yearBefore(ground)].sort((a, b) => a.at.getTime() - b.at.getTime());
}

function lastYear(ground: Ground): Planned[] {
  const dice = random(20220907);
  return Array.from({ length: CARTS }, (_, index) => {
    const lately = index >= CARTS - LATELY;
    const at = later(ground.end, lately ? -dice.between(2, 130) * HOUR : -ageOf(index, dice));
    return planOrder(ground, { index, at, shown: lately ? SHOWN_LATELY : 0 }, dice);
  });
}

function yearBefore(ground: Ground): Planned[] {
  const dice = random(20210907);
  const starts = monthsOfYear(yearOf(ground.end) - 1).flatMap((month, index) =>
    Array.from({ length: YEAR_BEFORE[index] ?? 0 }, () => monthStart(month)),
  );
  return starts.map((start, index) => {
    const at = later(start, dice.between(9, 27 * 24) * HOUR + dice.between(0, 59) * MINUTE);
    return planOrder(ground, { index: CARTS + index, at, shown: SHOWN_BEFORE }, dice);
  });
}

interface Slot {
  index: number;
  at: Date;
  /** The share of carts that are surely of a county whose officials are listed. */
  shown: number;
}

function planOrder(ground: Ground, { index, at, shown }: Slot, dice: Random): Planned {
  const county = dice.pick(
    shown > 0 && dice.chance(shown)
      ? ground.book.partnerships.filter(({ _id }) => SHOWN.includes(_id))
      : ground.book.partnerships,
  );
  const campaign = dice.chance(0.5)
    ? ground.campaigns.find((each) => each.partnership === county._id && each.from <= at && at < each.to)
    : undefined;
  const goods = ground.products.filter((product) => product.originCounty === county.county);
  const inSeason = goods.filter((product) => product.season.months.includes(monthNumber(at)));
  const listed = inSeason.filter((product) => LISTED_SHOPS.has(product.sellerName));
  const buyer = pickBuyer(ground, county.county, at, dice);
  const lines = dice.between(1, 3);
  const chosen = new Map<Sku, number>();
  for (let line = 0; line < lines; line++) {
    const product = dice.pick(
      line === 0 && listed.length > 0 && dice.chance(LISTED_SHARE) ? listed : inSeason.length > 0 ? inSeason : goods,
    );
    chosen.set(dice.pick(product.variants).sku as Sku, buyer.institution ? dice.between(6, 30) : dice.between(1, 4));
  }
  return {
    key: `demo-year-${index}`,
    at,
    buyer,
    items: [...chosen].map(([sku, quantity]) => ({ sku, quantity })),
    sendTo: dice.chance(0.05) ? dice.pick(FAR) : null,
    campaign: campaign?.slug ?? null,
    fate: fateOf(ground.end.getTime() - at.getTime(), buyer, dice),
  };
}

/** The square root crowds the orders towards the end of the year: trade grew. */
const ageOf = (index: number, dice: Random): number =>
  Math.floor(LAST_YEAR_MS * (1 - Math.sqrt((index + dice.next()) / (CARTS - LATELY)))) + dice.between(2, 14) * HOUR;

/** Mostly people of the helper districts, as the partnerships are there for; some from elsewhere. */
function pickBuyer({ book, buyers }: Ground, county: string, at: Date, dice: Random): DemoBuyer {
  const partnership = book.partnershipOf(county);
  const helpers = partnership ? helpersOn(partnership, dayOf(at)).map((link) => link.region) : [];
  const near = buyers.filter((buyer) => helpers.includes(buyer.region));
  return near.length > 0 && dice.chance(0.72) ? dice.pick(near) : dice.pick(buyers);
}

/** Young orders are still on their way; of the old ones most came and stayed. */
function fateOf(ageMs: number, { institution }: DemoBuyer, dice: Random): Fate {
  const roll = dice.next();
  if (institution && ageMs < 3 * DAY && roll < 0.3) return "awaiting_transfer";
  if (ageMs < 3 * DAY) return roll < 0.75 ? "paid" : "shipped";
  if (ageMs < 9 * DAY) return roll < 0.45 ? "shipped" : roll < 0.55 ? "asked" : roll < 0.6 ? "paid" : "received";
  if (roll < 0.04) return "cancelled";
  if (roll < 0.08) return "expired";
  if (roll < 0.1) return "refunded";
  if (roll < 0.14) return "part_refunded";
  return roll < 0.22 ? "silent" : "received";
}
