import { type Fen, fen } from "../../../shared/money";
import { perHalfKiloFen } from "../../variant";

/** Fewer goods than this say nothing about what a kind costs. */
export const GOODS_NEEDED = 5;
/** A price this much above the reference is flagged: 小米 at 35 where the market asks 19.8, 茶树菇 at 75 for 35. */
export const DEAR_PERCENT = 50;

/** One weighed packing on sale, or once published with its source. */
export interface Packing {
  grams: number;
  priceFen: Fen;
}

/** What goods of a kind cost elsewhere: the same kind's other goods, each with its packings. */
export interface Comparable {
  seller: string;
  packings: Packing[];
  /** Where the price was published; null for the seller's own. */
  priceSource: string | null;
  /** Set up for the demonstration: said wherever the reference is shown. */
  demo: boolean;
}

export interface Reference {
  /** For 500 g. */
  perHalfKiloFen: Fen;
  /** "median": of `goods` on sale; "published": the dearest of the prices published with their source. */
  basis: "median" | "published";
  goods: number;
  demo: number;
  sources: string[];
}

/**
 * What 500 g of a kind cost, for a packing of so many grams: the median over other shops' goods on sale, each represented by
 * its packing nearest in weight (a tasting tin is not compared with a sack). Below five goods the dearest published price of
 * the kind stands in, so that nobody is flagged for asking what was already asked in public. Else there is none: a reference
 * is never made up.
 */
export function referenceFor(goods: readonly Comparable[], grams: number, ownSeller: string): Reference | null {
  const others = goods.filter(({ seller, packings }) => seller !== ownSeller && packings.length > 0);
  const demo = (some: readonly Comparable[]) => some.filter((each) => each.demo).length;
  if (others.length >= GOODS_NEEDED)
    return {
      perHalfKiloFen: median(others.map((each) => nearest(each.packings, grams))),
      basis: "median",
      goods: others.length,
      demo: demo(others),
      sources: [],
    };
  const published = others.filter((each) => each.priceSource !== null);
  if (published.length === 0) return null;
  return {
    perHalfKiloFen: fen(Math.max(...published.map((each) => nearest(each.packings, grams)))),
    basis: "published",
    goods: published.length,
    demo: demo(published),
    sources: [...new Set(published.map((each) => each.priceSource as string))],
  };
}

/** How many percent a price for 500 g is above the reference; null where it is not above by more than the bound. */
export function dearness(priceFen: Fen, grams: number, reference: Reference): number | null {
  // Whole numbers throughout: price × 500 ÷ grams against reference × 1.5 without rounding either.
  const isDear =
    BigInt(priceFen) * 50_000n > BigInt(reference.perHalfKiloFen) * BigInt(100 + DEAR_PERCENT) * BigInt(grams);
  if (!isDear) return null;
  const asked = perHalfKiloFen(priceFen, grams) ?? priceFen;
  return Math.round((asked * 100) / reference.perHalfKiloFen) - 100;
}

/** The packing whose weight is nearest in proportion; of two as near, the lighter. */
function nearest(packings: readonly Packing[], grams: number): Fen {
  const far = (each: Packing) => Math.abs(Math.log(each.grams / grams));
  const [first] = [...packings].sort((a, b) => far(a) - far(b) || a.grams - b.grams) as [Packing];
  return perHalfKiloFen(first.priceFen, first.grams) as Fen;
}

/** Of an even number the lower middle plus the higher, halved towards zero. */
function median(amounts: readonly Fen[]): Fen {
  const sorted = [...amounts].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 ? middle : middle - 1] as Fen, sorted[middle] as Fen];
  return fen(Math.floor((low + high) / 2));
}
