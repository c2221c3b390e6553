import { PAIRED } from "../../credits/attribute";
import { readTotals } from "../../credits/totals/read-totals";
import { sumUp } from "../../credits/totals/sums";
import { progressOf } from "../../regions/agreement";
import type { Gazetteer } from "../../regions/gazetteer";
import { helpersOn, type Partnership } from "../../regions/partnership";
import type { Region } from "../../regions/region";
import { cache } from "../../shared/cache";
import type { PartnershipId, RegionCode } from "../../shared/ids";
import type { Fen } from "../../shared/money";
import { dayOf, monthNumber, monthOf, monthsOfYear, yearOf } from "../../shared/time";
import { goodsCache } from "../goods-cache";
import { onSale } from "../on-sale";
import { type Product, ProductModel } from "../product";
import { type Facets, facetsFor } from "../search/facets";
import { NO_CHOICES } from "../search/filters";
import { LISTED, type Listed, search } from "../search/search";
import { freshIn } from "../search/search-filter";

const FRONT_MS = 3000;

/** A listed product with the words a story is told with. */
export type Told = Listed &
  Pick<Product, "summary" | "summaryEn" | "description" | "descriptionEn" | "place" | "placeEn">;

export interface Front {
  fresh: Told[];
  arrivals: Listed[];
  facets: Facets;
}

const fronts = goodsCache<Front>(4);

/** What the front page tells everybody alike. */
export const frontGoods = (book: Gazetteer, at: Date): Promise<Front> =>
  fronts.get(String(monthNumber(at)), async () => {
    const [fresh, arrivals, facets] = await Promise.all([
      ProductModel.find(
        { ...(await onSale()), soldOut: false, ...freshIn(monthNumber(at)) },
        { ...LISTED, summary: 1, summaryEn: 1, description: 1, descriptionEn: 1, place: 1, placeEn: 1 },
      )
        .sort({ sales: -1, _id: -1 })
        .limit(60)
        .lean(),
      search({ ...NO_CHOICES, sort: "newest" }, { limit: 12 }, book, at),
      facetsFor(NO_CHOICES, book, at),
    ]);
    return { fresh: fresh as unknown as Told[], arrivals: arrivals.items, facets };
  });

/**
 * The story of the month: of what is in season the good with the shortest season (it will not be here next month), a
 * certified one before others, the visitor's own county before all. Undefined when nothing is in season.
 */
export function leadStory(fresh: readonly Told[], ownCounties: readonly RegionCode[]): Told | undefined {
  const rank = (product: Told): number =>
    (ownCounties.includes(product.originCounty) ? 100 : 0) +
    (product.certifications.length > 0 ? 20 : 0) -
    product.season.months.length;
  return [...fresh].sort((a, b) => rank(b) - rank(a) || b.sales - a.sales || (a.slug < b.slug ? -1 : 1))[0];
}

/** At most one of each county as long as there are others, so that a page shows many places. */
export function manyPlaces<T extends Pick<Listed, "originCounty">>(products: readonly T[], count: number): T[] {
  const seen = new Set<RegionCode>();
  const first = products.filter(({ originCounty }) => !seen.has(originCounty) && seen.add(originCounty));
  return [...first, ...products.filter((product) => !first.includes(product))].slice(0, count);
}

/** The partnerships a district helps in; none for a district outside them or one whose county is not published. */
export const partnershipsOf = (region: Region | null, book: Gazetteer, at: Date): Partnership[] =>
  region ? book.partnershipsOf(region._id, dayOf(at)) : [];

export interface YearFigure {
  year: number;
  recognisedFen: Fen;
  target: { targetFen: Fen; progress: number | null; timeProgress: number } | null;
  asOf: Date;
}

const figures = cache<YearFigure>({ ms: FRONT_MS, max: 40 });

/** What was recognised this year for one partnership, or for all of them together. */
export function yearFigure(partnership: PartnershipId | undefined, book: Gazetteer, at: Date): Promise<YearFigure> {
  return figures.get(`${partnership ?? "all"}:${monthOf(at)}`, async () => {
    const year = yearOf(at);
    const [from, to] = [monthsOfYear(year)[0], monthsOfYear(year)[11]];
    if (!from || !to) throw new RangeError(`no months in ${year}`);
    const { rows } = await readTotals({ from, to, ...(partnership ? { book: partnership } : {}) });
    const { recognisedFen } = sumUp(rows.filter((row) => PAIRED.includes(row.basis)));
    const agreement = partnership && book.agreement(partnership, year);
    return { year, recognisedFen, target: agreement ? progressOf(agreement, recognisedFen, at) : null, asOf: at };
  });
}

export const helperNames = (partnership: Partnership, book: Gazetteer, at: Date): Region[] =>
  helpersOn(partnership, dayOf(at)).map((link) => book.region(link.region));
