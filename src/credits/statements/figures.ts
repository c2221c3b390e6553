import { createHash } from "node:crypto";
import type { AsOf } from "../../shared/db";
import type { PartnershipId, RegionCode } from "../../shared/ids";
import type { Fen } from "../../shared/money";
import type { Month } from "../../shared/time";
import { BASES, type Basis, PAIRED } from "../attribute";
import { BUYER_KINDS, type BuyerKind, CATEGORIES, type Category } from "../deed";
import { type Entry, EntryModel } from "../entry";
import { totalsAsOf } from "../totals/read-totals";
import { sumBy, sumUp } from "../totals/sums";
import type { Row } from "../totals/total";

export interface Amounts {
  paidFen: Fen;
  recognisedFen: Fen;
}

/**
 * A month of a book in figures: what is signed. Nothing in it is a name, so a later renaming cannot touch it; everything is
 * in a fixed order, so that the same figures always have the same hash.
 */
export interface Figures extends Amounts {
  /** The partnership's own: both bases that count for it. */
  orders: number;
  entries: number;
  paidBackFen: Fen;
  recognisedBackFen: Fen;
  byHelper: ({ helper: RegionCode; basis: Basis } & Amounts)[];
  byCategory: ({ category: Category } & Amounts)[];
  byBuyerKind: ({ buyerKind: BuyerKind } & Amounts)[];
  /** The county's sales that count for no partnership, kept apart. */
  others: ({ basis: Basis } & Amounts)[];
  /** Of the entries above, those of months that were closed when they came. */
  late: ({ month: Month; entries: number } & Amounts)[];
}

/** A month's figures as of one instant: folded and unfolded entries alike. */
export async function figuresOf(book: PartnershipId, month: Month, asOf: AsOf): Promise<Figures> {
  const { rows } = await totalsAsOf(asOf, { book, from: month, to: month });
  const late = (await asOf(
    EntryModel.find({ book, period: month, original: { $gt: "" } } as Record<string, unknown>, LATE_FIELDS),
  ).lean()) as Entry[];
  return figuresFrom(rows, late);
}

/** The same from rows and late entries that somebody else has counted: a recount, from the entries alone. */
export function figuresFrom(rows: readonly Row[], late: readonly Entry[]): Figures {
  const paired = rows.filter((row) => PAIRED.includes(row.basis));
  const whole = sumUp(paired);
  return {
    ...amounts(paired),
    orders: whole.orders,
    entries: whole.entries,
    paidBackFen: whole.paidBackFen,
    recognisedBackFen: whole.recognisedBackFen,
    byHelper: byHelper(paired),
    byCategory: CATEGORIES.map((category) => ({
      category,
      ...amounts(paired.filter((row) => row.category === category)),
    })),
    byBuyerKind: BUYER_KINDS.map((kind) => ({
      buyerKind: kind,
      ...amounts(paired.filter((row) => row.buyerKind === kind)),
    })),
    others: BASES.filter((basis) => !PAIRED.includes(basis)).map((basis) => ({
      basis,
      ...amounts(rows.filter((row) => row.basis === basis)),
    })),
    late: lateOf(late.filter((entry) => PAIRED.includes(entry.basis))),
  };
}

const LATE_FIELDS = { original: 1, measure: 1, amountFen: 1, basis: 1 };

function amounts(rows: readonly Row[]): Amounts {
  const { paidFen, recognisedFen } = sumUp(rows);
  return { paidFen, recognisedFen };
}

function byHelper(paired: readonly Row[]): Figures["byHelper"] {
  const groups = sumBy(paired, (row) => `${row.helper} ${row.basis}`);
  return [...groups.keys()].sort().map((key) => {
    const [helper, basis] = key.split(" ") as [RegionCode, Basis];
    return { helper, basis, ...amounts(paired.filter((row) => row.helper === helper && row.basis === basis)) };
  });
}

function lateOf(entries: readonly Entry[]): Figures["late"] {
  const months = [...new Set(entries.map((entry) => entry.original as Month))].sort();
  return months.map((month) => {
    const own = entries.filter((entry) => entry.original === month);
    const sumOf = (measure: Entry["measure"]): Fen =>
      own.filter((each) => each.measure === measure).reduce((sum, each) => sum + each.amountFen, 0) as Fen;
    return { month, entries: own.length, paidFen: sumOf("paid"), recognisedFen: sumOf("recognised") };
  });
}

export const sha256 = (text: string | Buffer): string => createHash("sha256").update(text).digest("hex");

/** The figures' own hash: two people sign the same number when they sign the same hash. */
export const hashFigures = (figures: Figures): string => sha256(JSON.stringify(figures));
