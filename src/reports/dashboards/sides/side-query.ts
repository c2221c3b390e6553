import { z } from "zod";
import { BUYER_KINDS, type BuyerKind, CATEGORIES, type Category, MEASURES, type Measure } from "../../../credits/deed";
import type { Selection } from "../../../credits/entries";
import { spanFields, spanOf } from "../../../credits/totals/span";
import { Refusal } from "../../../shared/errors";
import { mustRead, withoutEmpty } from "../../../shared/form";
import { type Month, month, monthsFrom } from "../../../shared/time";
import { selectionOf } from "../../entries/entries-query";
import type { Choice } from "../../links";
import { type ReportYear, reportYear } from "../../year";

/** One of the two bases that count for a partnership, or with them what counts for none. */
export const CHOSEN_BASES = ["purchase", "help_sell", "all"] as const;
export type ChosenBasis = (typeof CHOSEN_BASES)[number];

const Query = z.object({
  ...spanFields,
  measure: z.enum(MEASURES).default("recognised"),
  basis: z.enum(CHOSEN_BASES).optional(),
  category: z.enum(CATEGORIES).optional(),
  buyerKind: z.enum(BUYER_KINDS).optional(),
  all: z.literal("1").optional(),
});

/** What a county's or a helper's page shows: a year, or months of it, of everything or of a part. */
export interface SideFilter extends ReportYear {
  /** The one that charts draw and lists are ordered by; tables always have both. */
  measure: Measure;
  /** Undefined: both that count for a partnership. */
  basis: ChosenBasis | undefined;
  category: Category | undefined;
  buyerKind: BuyerKind | undefined;
  /** Lists are long: everything, not only the largest. */
  all: boolean;
  /** Whether anything but the year was chosen. */
  narrowed: boolean;
  /** What was chosen, as it stands in the address. */
  asked: Record<string, string>;
}

/** `?year=&from=&to=&measure=&basis=&category=&buyerKind=&all=1`; months lie in the year. Refuses INVALID_QUERY, NOT_FOUND. */
export async function readSideFilter(query: unknown, at: Date): Promise<SideFilter> {
  const given = withoutEmpty(query) as Record<string, string>;
  const { from, to, all, ...facets } = mustRead(Query, given, "INVALID_QUERY");
  const shown = await reportYear({ year: given.year ?? (to ?? from)?.slice(0, 4) }, at);
  const span = from || to ? spanOf({ from: from ?? shown.span.from, to: to ?? shown.span.to }, at) : shown.span;
  mustBeIn(shown.year, span.from, "from");
  mustBeIn(shown.year, span.to, "to");
  const chosen = [from, to, facets.basis, facets.category, facets.buyerKind];
  return {
    ...shown,
    span,
    measure: facets.measure,
    ...{ basis: facets.basis, category: facets.category, buyerKind: facets.buyerKind },
    all: all === "1",
    narrowed: chosen.some((each) => each !== undefined),
    asked: Object.fromEntries(Object.entries(given).filter(([name]) => name in Query.shape || name === "year")),
  };
}

function mustBeIn(year: number, of: Month, field: string): void {
  if (!of.startsWith(`${year}-`)) throw new Refusal("INVALID_QUERY", { fields: [{ field, code: "not_an_option" }] });
}

/** The figure's choice as links need it. `basis`: what stands for "both" here, when none was chosen. */
export const choiceOf = (
  { span, basis, category, buyerKind }: SideFilter,
  whole: Choice["basis"] = "paired",
): Omit<Choice, "measure"> => ({ ...span, basis: basis ?? whole, category, buyerKind });

/** The same as a selection of rows. */
export const wanted = (choice: Omit<Choice, "measure">): Selection => {
  const { measure: _, ...selection } = selectionOf({ ...choice, measure: "paid" });
  return selection;
};

const yearBefore = (of: Month): Month => month(`${Number(of.slice(0, 4)) - 1}${of.slice(4)}`);

/** The same months a year earlier. */
export const aYearBefore = ({ from, to }: { from: Month; to: Month }) => ({
  from: yearBefore(from),
  to: yearBefore(to),
});

/** The address of the page with something chosen otherwise; null takes a choice off. */
export function addressWith(path: string, { asked }: SideFilter, change: Record<string, string | null>): string {
  const kept = Object.entries({ ...asked, ...change }).filter(([, value]) => value !== null) as [string, string][];
  return kept.length > 0 ? `${path}?${new URLSearchParams(kept)}` : path;
}

/** The year shown and the one before it, which it is compared with. */
export const yearsOf = ({ year }: SideFilter) => ({ from: month(`${year - 1}-01`), to: month(`${year}-12`) });

export const monthsShown = ({ span }: SideFilter): Month[] => monthsFrom(span.from, span.to);
