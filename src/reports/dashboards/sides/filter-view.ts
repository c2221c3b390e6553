import { BUYER_KINDS, CATEGORIES, MEASURES } from "../../../credits/deed";
import { type Month, month, monthOf, monthsFrom } from "../../../shared/time";
import type { Words } from "../../../shared/words";
import { addressWith, CHOSEN_BASES, type ChosenBasis, type SideFilter } from "./side-query";

/** The form of choices, the years to go to, and what was chosen in words. */
export function filterView(path: string, filter: SideFilter, at: Date, words: Words) {
  const { year, years } = filter;
  return {
    action: path,
    label: words.t("dashboards:side.filters"),
    hidden: [{ name: "year", value: String(year) }],
    years: years.map((each) => ({
      href: addressWith(path, { ...filter, asked: {} }, { year: String(each) }),
      text: String(each),
      current: each === year,
    })),
    fields: fieldsOf(filter, at, words),
    clearHref: filter.narrowed ? `${path}?year=${year}` : null,
    chosen: chosenWords(filter, words),
    allHref: filter.all ? null : addressWith(path, filter, { all: "1" }),
  };
}

function fieldsOf({ year, span, measure, basis, category, buyerKind }: SideFilter, at: Date, words: Words) {
  const months = monthsFrom(month(`${year}-01`), lastOf(year, at)).map((value) => ({
    value,
    text: words.t(`common:month.${Number(value.slice(5))}`),
  }));
  const options = (group: string, values: readonly string[]) =>
    values.map((value) => ({ value, text: words.t(`common:${group}.${value}`) }));
  const bases = CHOSEN_BASES.map((value) => ({ value, text: basisWord(value, words) }));
  const [all, paired] = [words.t("common:word.all"), words.t("reports:basis.paired")];
  const label = (name: string) => words.t(`dashboards:filter.${name}`);
  return [
    { name: "from", label: label("from"), value: span.from, options: months },
    { name: "to", label: label("to"), value: span.to, options: months },
    { name: "measure", label: label("measure"), value: measure, options: options("measure", MEASURES) },
    { name: "basis", label: label("basis"), value: basis ?? "", blank: paired, options: bases },
    {
      name: "category",
      label: label("category"),
      value: category ?? "",
      blank: all,
      options: options("category", CATEGORIES),
    },
    {
      name: "buyerKind",
      label: label("buyerKind"),
      value: buyerKind ?? "",
      blank: all,
      options: options("buyerKind", BUYER_KINDS),
    },
  ];
}

const lastOf = (year: number, at: Date): Month => [month(`${year}-12`), monthOf(at)].sort()[0] as Month;

function chosenWords({ span, basis, category, buyerKind, narrowed }: SideFilter, words: Words): string | null {
  if (!narrowed) return null;
  const parts = [
    span.from === span.to ? span.from : words.t("dashboards:side.span", { from: span.from, to: span.to }),
    basis && basisWord(basis, words),
    category && words.t(`common:category.${category}`),
    buyerKind && words.t(`common:buyerKind.${buyerKind}`),
  ];
  return parts.filter(Boolean).join(" · ");
}

const basisWord = (basis: ChosenBasis, words: Words): string =>
  words.t(basis === "all" ? "reports:basis.all" : `common:basis.${basis}`);
