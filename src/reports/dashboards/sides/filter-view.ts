import { BUYER_KINDS, CATEGORIES, MEASURES } from "../../../credits/deed";
import { type Month, month, monthOf, monthsFrom } from "../../../shared/time";
import type { Words } from "../../../shared/words";
import { addressWith, CHOSEN_BASES, type ChosenBasis, type SideFilter } from "./side-query";

/** The form of choices, the years to go to, and what was chosen in words. */
export function filterView(path: string, filter: SideFilter, at: Date, words: Words) {
  const { year, years, span, measure, basis, category, buyerKind } = filter;
  const months = monthsFrom(month(`${year}-01`), span.to > monthOf(at) ? span.to : lastOf(year, at)).map((value) => ({
    value,
    text: words.t(`common:month.${Number(value.slice(5))}`),
  }));
  const option = (group: string) => (value: string) => ({ value, text: words.t(`common:${group}.${value}`) });
  return {
    action: path,
    label: words.t("dashboards:side.filters"),
    hidden: [{ name: "year", value: String(year) }],
    years: years.map((each) => ({
      href: addressWith(path, { ...filter, asked: {} }, { year: String(each) }),
      text: String(each),
      current: each === year,
    })),
    fields: [
      { name: "from", label: words.t("dashboards:side.from"), value: span.from, options: months },
      { name: "to", label: words.t("dashboards:side.to"), value: span.to, options: months },
      {
        name: "measure",
        label: words.t("dashboards:side.measure"),
        value: measure,
        options: MEASURES.map(option("measure")),
      },
      {
        name: "basis",
        label: words.t("common:word.basis"),
        value: basis ?? "",
        blank: words.t("reports:basis.paired"),
        options: CHOSEN_BASES.map((value) => ({ value, text: basisWord(value, words) })),
      },
      {
        name: "category",
        label: words.t("common:word.category"),
        value: category ?? "",
        blank: words.t("common:word.all"),
        options: CATEGORIES.map(option("category")),
      },
      {
        name: "buyerKind",
        label: words.t("dashboards:side.buyerKind"),
        value: buyerKind ?? "",
        blank: words.t("common:word.all"),
        options: BUYER_KINDS.map(option("buyerKind")),
      },
    ],
    clearHref: filter.narrowed ? `${path}?year=${year}` : null,
    chosen: chosenWords(filter, words),
    allHref: filter.all ? null : addressWith(path, filter, { all: "1" }),
  };
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
