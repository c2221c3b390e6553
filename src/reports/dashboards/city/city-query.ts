import { z } from "zod";
import { BASES, type Basis, PAIRED } from "../../../credits/attribute";
import { BUYER_KINDS, CATEGORIES, MEASURES, type Measure } from "../../../credits/deed";
import { type Months, monthField } from "../../../credits/totals/span";
import type { Gazetteer } from "../../../regions/gazetteer";
import type { Partnership } from "../../../regions/partnership";
import { type FieldError, Refusal } from "../../../shared/errors";
import { digits, read, withoutEmpty } from "../../../shared/form";
import { type Month, month, monthOf, monthsFrom } from "../../../shared/time";
import { type Choice, HALVES } from "../../links";
import { reportYear } from "../../year";

export type Half = (typeof HALVES)[number];
/** By what the counties are shaded, and by what the partnerships are put in order. */
export const SHADES = ["amount", "progress"] as const;

// Not strict: addresses are passed on by mail and gather other people's parameters on the way.
const Query = z.object({
  year: digits(2000, 2099).optional(),
  from: monthField.optional(),
  to: monthField.optional(),
  measure: z.enum(MEASURES).default("recognised"),
  basis: z.enum([...BASES, "paired", "all"]).default("all"),
  category: z.enum(CATEGORIES).optional(),
  buyerKind: z.enum(BUYER_KINDS).optional(),
  group: z.enum(HALVES).optional(),
  county: z.string().optional(),
  shade: z.enum(SHADES).default("amount"),
  sort: z.enum(SHADES).default("progress"),
  view: z.literal("present").optional(),
  slide: digits(1, 9).optional(),
});
type Asked = z.infer<typeof Query>;
export type Given = Record<string, string>;

/** What the city's dashboard shows: a year, or months of it, of everything or of a part. */
export interface CityFilter extends Omit<Asked, "year" | "from" | "to" | "county"> {
  year: number;
  years: number[];
  span: Months;
  /** The months of the year one can choose from. */
  months: Month[];
  /** One county's book alone. */
  only: Partnership | null;
  /** What was chosen, as it stands in the address. */
  given: Given;
}

/**
 * `?year=&from=&to=&measure=&basis=&category=&buyerKind=&group=&county=&shade=&sort=&view=&slide=`. Months are of the year;
 * without a year, it is that of the months. Refuses INVALID_QUERY, a word beside each field.
 */
export async function readCityFilter(query: unknown, at: Date, gazetteer: Gazetteer): Promise<CityFilter> {
  const texts = withoutEmpty(query);
  const result = read(Query, texts);
  if (!result.ok) throw new Refusal("INVALID_QUERY", { fields: result.errors });
  const { year: chosen, from, to, county, ...rest } = result.value;
  const { years, year: current } = await reportYear({}, at);
  const year = chosen ?? Number((to ?? from)?.slice(0, 4) ?? current);
  const months = monthsFrom(month(`${year}-01`), year === current ? monthOf(at) : month(`${year}-12`));
  const span = { from: from ?? (months[0] as Month), to: to ?? (months.at(-1) as Month) };
  const only = county === undefined ? null : (gazetteer.partnershipOf(county) ?? null);
  const errors = [
    ...(years.includes(year) ? spanErrors(span, months) : [wrong("year")]),
    ...(county !== undefined && !isIn(only, rest.group, gazetteer) ? [wrong("county")] : []),
  ];
  if (errors.length > 0) throw new Refusal("INVALID_QUERY", { fields: errors });
  return { ...rest, year, years, span, months, only, given: known(texts) };
}

const wrong = (field: string): FieldError => ({ field, code: "not_an_option" });

function spanErrors({ from, to }: Months, months: readonly Month[]): FieldError[] {
  const outside = (["from", "to"] as const).filter((side) => !months.includes({ from, to }[side]));
  if (outside.length > 0) return outside.map(wrong);
  return from > to ? [{ field: "to", code: "too_small", params: { minimum: from } }] : [];
}

const isIn = (only: Partnership | null, group: Half | undefined, gazetteer: Gazetteer): boolean =>
  only !== null && (group === undefined || gazetteer.region(only.county).group === group);

/** What of an address is ours: texts under our names. */
export const known = (texts: Record<string, unknown>): Given =>
  Object.fromEntries(
    Object.entries(texts).filter(([name, value]) => name in Query.shape && typeof value === "string"),
  ) as Given;

/** What can be taken away as a file. */
export const TABLES = ["counties", "ranking", "behind", "months", "parts"] as const;

export const CITY = "/dashboards/city";

/** The address of the page with something chosen otherwise; null takes a choice off. */
export function cityHref(given: Given, change: Record<string, string | null> = {}, path = CITY): string {
  const kept = Object.entries({ ...given, ...change }).filter(([, value]) => value !== null) as [string, string][];
  return kept.length > 0 ? `${path}?${new URLSearchParams(kept)}` : path;
}

export const booksOf = ({ only, group }: CityFilter, gazetteer: Gazetteer): Partnership[] =>
  only
    ? [only]
    : gazetteer.partnerships.filter((each) => group === undefined || gazetteer.region(each.county).group === group);

/** Which entries stand behind a figure of the page; the same words the list of entries understands. */
export const choiceOf = ({ span, basis, category, buyerKind, group, only }: CityFilter): Omit<Choice, "measure"> => ({
  ...span,
  basis,
  category,
  buyerKind,
  group: only ? undefined : group,
});

/** Both bases that count for a partnership, or the one of them that was chosen; null: what was chosen counts for none. */
export const countedBasis = ({ basis }: CityFilter): Choice["basis"] | null =>
  basis === "all" ? "paired" : basis === "paired" || PAIRED.includes(basis) ? basis : null;

export const basesOf = (basis: Choice["basis"]): readonly Basis[] =>
  basis === "all" ? BASES : basis === "paired" ? PAIRED : [basis];

export const fenOf = (measure: Measure): "paidFen" | "recognisedFen" => `${measure}Fen`;
