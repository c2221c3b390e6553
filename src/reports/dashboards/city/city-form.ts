import { BASES } from "../../../credits/attribute";
import { BUYER_KINDS, CATEGORIES, MEASURES } from "../../../credits/deed";
import type { Gazetteer } from "../../../regions/gazetteer";
import type { Month } from "../../../shared/time";
import type { Words } from "../../../shared/words";
import { HALVES } from "../../links";
import { Names } from "../../names";
import { CITY, type CityFilter, cityHref, type Given } from "./city-query";

type Form = Pick<CityFilter, "year" | "years" | "months" | "given"> & Partial<CityFilter>;

/** The choices as a form whose address is the page's own: what was chosen is kept, and what may be chosen instead. */
export function cityForm(filter: Form, gazetteer: Gazetteer, words: Words) {
  const { year, years, given } = filter;
  const names = new Names(gazetteer, words);
  const options = (group: string, values: readonly string[]) =>
    values.map((value) => ({ value, text: words.t(`${group}.${value}`) }));
  const all = words.t("common:word.all");
  const counties = gazetteer.receiving
    .filter(({ group }) => filter.group === undefined || group === filter.group)
    .map(({ _id }) => ({ value: _id, text: names.short(_id) }));
  const label = (name: string) => words.t(`dashboards:filter.${name}`);
  const field = (name: string, choices: object[], rest: object = {}) => ({
    name,
    label: label(name),
    value: given[name] ?? "",
    options: choices,
    ...rest,
  });
  return {
    action: CITY,
    years: years.map((each) => ({
      href: cityHref({ ...given, year: String(each) }, { from: null, to: null, slide: null }),
      text: String(each),
      current: each === year,
    })),
    hidden: hidden(filter),
    fields: [
      field("from", monthOptions(filter.months, words), { value: filter.span?.from ?? given.from ?? "" }),
      field("to", monthOptions(filter.months, words), { value: filter.span?.to ?? given.to ?? "" }),
      field("measure", options("common:measure", MEASURES), { value: filter.measure ?? "recognised" }),
      field("basis", [...options("reports:basis", ["all", "paired"]), ...options("common:basis", BASES)], {
        value: filter.basis ?? "all",
      }),
      field("category", options("common:category", CATEGORIES), { blank: all }),
      field("buyerKind", options("common:buyerKind", BUYER_KINDS), { blank: all }),
      field("group", options("common:group", HALVES), { blank: all }),
      field("county", counties, { blank: all }),
    ],
    clearHref: Object.keys(given).some((name) => NARROWING.includes(name)) ? cityHref({ year: String(year) }) : null,
  };
}

const NARROWING = ["from", "to", "basis", "category", "buyerKind", "group", "county"];

const monthOptions = (months: readonly Month[], words: Words) =>
  months.map((value) => ({ value, text: words.t(`common:month.${Number(value.slice(5))}`) }));

/** What the form has no field for and must not forget. */
const hidden = ({ year, given }: Form) => [
  { name: "year", value: String(year) },
  ...(["shade", "sort"] as const).flatMap((name) => (given[name] ? [{ name, value: given[name] }] : [])),
];

/** What was chosen, in words: for the head of a printed page and of a screen. */
export function chosenWords(
  { span, basis, category, buyerKind, group, only }: CityFilter,
  gazetteer: Gazetteer,
  words: Words,
): string {
  const names = new Names(gazetteer, words);
  const chosen = [
    span.from === span.to ? span.from : words.t("dashboards:span", { from: span.from, to: span.to }),
    only ? names.full(only.county) : group ? words.t(`common:group.${group}`) : words.t("reports:city.place"),
    words.t(basis === "all" || basis === "paired" ? `reports:basis.${basis}` : `common:basis.${basis}`),
    category && words.t(`common:category.${category}`),
    buyerKind && words.t(`common:buyerKind.${buyerKind}`),
  ];
  return chosen.filter(Boolean).join(" · ");
}

/** A choice of two or three as links to the same page. */
export const switchOf = (given: Given, name: string, values: readonly string[], current: string, words: Words) =>
  values.map((value) => ({
    href: cityHref(given, { [name]: value }),
    text: words.t(`dashboards:city.${name}.${value}`),
    current: value === current,
  }));
