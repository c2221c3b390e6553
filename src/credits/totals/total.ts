import { Schema } from "mongoose";
import { collection, wholeNumber } from "../../shared/db";
import type { PartnershipId, RegionCode } from "../../shared/ids";
import { add, type Fen, fen, ZERO } from "../../shared/money";
import type { Month } from "../../shared/time";
import type { Basis } from "../attribute";
import type { BuyerKind, Category, Measure } from "../deed";
import type { Entry } from "../entry";

/** What entries add up to. */
export interface Sum {
  fen: Fen;
  /** The part of it that was taken back: never above zero, contained in `fen`. */
  backFen: Fen;
  entries: number;
  orders: number;
}

/** By what totals can be asked for: every figure shown anywhere is a sum of these. */
export interface Facet {
  helper: RegionCode | null;
  basis: Basis;
  measure: Measure;
  category: Category;
  buyerKind: BuyerKind;
}

/** One book's month: a cell for every facet that occurred, so that a year of the whole city is 17 × 12 documents. */
export interface Total {
  _id: string;
  book: PartnershipId;
  period: Month;
  /** The hash of the last entry in it: the totals are what they were for as long as it is the same. */
  end?: string;
  cells: Record<string, Sum>;
}

export interface Row extends Facet, Sum {
  book: PartnershipId;
  period: Month;
}

const text = { type: String, required: true } as const;
const sum = { fen: wholeNumber(), backFen: wholeNumber(), entries: wholeNumber(0), orders: wholeNumber(0) };

/** Written by the fold and the rebuild alone. */
export const TotalModel = collection<Total>(
  "totals",
  new Schema<Total>(
    { _id: String, book: text, period: text, end: String, cells: { type: Schema.Types.Mixed, required: true } },
    { versionKey: false, minimize: false },
  )
    .index({ book: 1, period: 1 }, { unique: true })
    .index({ period: 1 }),
  { properties: { cells: { bsonType: "object", additionalProperties: { properties: sum } } } },
);

export const totalId = (book: PartnershipId, period: Month): string => `${book}:${period}`;

/** A facet as the name of its cell, such as `500105|purchase|paid|agricultural|citizen`. */
export const cellOf = ({ helper, basis, measure, category, buyerKind }: Facet): string =>
  [helper ?? "none", basis, measure, category, buyerKind].join("|");

/** The reverse. There are some hundreds of cells, each read thousands of times. */
export function facetOf(cell: string): Facet {
  const known = facets.get(cell);
  if (known) return known;
  const [helper, basis, measure, category, buyerKind] = cell.split("|");
  const facet = { helper: helper === "none" ? null : helper, basis, measure, category, buyerKind } as Facet;
  if (facets.size < MOST_FACETS) facets.set(cell, Object.freeze(facet));
  return facet;
}

const MOST_FACETS = 10_000;
const facets = new Map<string, Facet>();

/** What one entry adds. */
export const sumOf = ({ amountFen, opensOrder }: Pick<Entry, "amountFen" | "opensOrder">): Sum => ({
  fen: fen(amountFen),
  backFen: amountFen < 0 ? amountFen : ZERO,
  entries: 1,
  orders: opensOrder ? 1 : 0,
});

export const plus = (a: Sum, b: Sum): Sum => ({
  fen: add(a.fen, b.fen),
  backFen: add(a.backFen, b.backFen),
  entries: a.entries + b.entries,
  orders: a.orders + b.orders,
});

export const rowsOf = ({ book, period, cells }: Total): Row[] =>
  Object.entries(cells).map(([cell, each]) => ({ book, period, ...facetOf(cell), ...each }));
