import type { Basis } from "../credits/attribute";
import type { BuyerKind, Category, Measure, SourceKind } from "../credits/deed";
import type { Months } from "../credits/totals/span";
import type { PartnershipId, RegionCode } from "../shared/ids";

/** The two halves of the receiving side, as they stand in addresses. */
export const HALVES = ["northeast", "southeast"] as const;

/** What a figure is a sum of: enough to ask for the very entries behind it. */
export interface Choice extends Months {
  measure: Measure;
  /** "paired": both bases that count for a partnership; "all": the county's or the city's whole. */
  basis: Basis | "paired" | "all";
  helper?: RegionCode | undefined;
  category?: Category | undefined;
  buyerKind?: BuyerKind | undefined;
  /** The counties of one half of the receiving side; only where no single book is asked for. */
  group?: (typeof HALVES)[number] | undefined;
  /** Only what was taken back. */
  taken?: "back" | undefined;
  /** What caused them: no facet of the totals; their sum is counted off an index. */
  source?: SourceKind | undefined;
  /** One of these at most, by its id in the breakdowns: the totals know none of them. */
  seller?: string | undefined;
  product?: string | undefined;
  campaign?: string | undefined;
}

/** The address of the entries behind a figure, of one book or (null) of the city. */
export function entriesHref(book: PartnershipId | null, { from, to, ...choice }: Choice): string {
  const months = from === to ? { month: from } : { from, to };
  const given = Object.entries({ ...months, ...choice }).filter(([, value]) => value !== undefined) as [
    string,
    string,
  ][];
  const place = book === null ? "/contributions" : `/partnerships/${book}`;
  return `${place}/entries?${new URLSearchParams(given)}`;
}

/** Both measures of one figure, each with the way to its entries. */
export function linkedAmounts(
  book: PartnershipId | null,
  { paidFen, recognisedFen }: { paidFen: number; recognisedFen: number },
  choice: Omit<Choice, "measure">,
) {
  return {
    paidFen,
    recognisedFen,
    paidHref: entriesHref(book, { ...choice, measure: "paid" }),
    recognisedHref: entriesHref(book, { ...choice, measure: "recognised" }),
  };
}
