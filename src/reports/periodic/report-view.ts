import type { Basis } from "../../credits/attribute";
import type { Category } from "../../credits/deed";
import type { Gazetteer } from "../../regions/gazetteer";
import type { RegionCode } from "../../shared/ids";
import type { Month } from "../../shared/time";
import type { Words } from "../../shared/words";
import { entriesHref, linkedAmounts } from "../links";
import { Names } from "../names";
import { dueOf, nameOf, type Period, periodChips } from "./period";
import type { Both, PeriodReport } from "./report";

export interface Shown {
  report: PeriodReport;
  at: Date;
  gazetteer: Gazetteer;
  words: Words;
}

/** The view model of a quarter's or a year's report. */
export function reportView(shown: Shown) {
  const { report, at, gazetteer, words } = shown;
  const { partnership, period, target, count } = report;
  const names = new Names(gazetteer, words);
  const base = partnership ? `/partnerships/${partnership._id}` : "/contributions";
  const here = `${base}/reports/${nameOf(period)}`;
  return {
    ...head(shown, { names, base }),
    periods: periodChips(period, { base, at, words }),
    files: (["pdf", "xlsx"] as const).map((kind) => ({ href: `${here}.${kind}`, text: kind.toUpperCase() })),
    asOf: at,
    year: period.year,
    city: partnership === null,
    whole: report.whole,
    counted: words.t("statements:report.closedMonths", { closed: count.sealed, open: count.open }),
    noneSealed: count.sealed === 0,
    someOpen: count.open > 0,
    target: target && {
      ...target,
      progress: target.sealedFen / target.targetFen,
      withOpen: target.withOpenFen / target.targetFen,
    },
    months: report.months.map((month) => monthRow(month, { report, base, words })),
    ...parts(shown, names),
    byPartnership: partnership ? [] : report.byPartnership.map((row) => partnershipRow(row, period, names)),
    due: dueOf(period, at),
  };
}

function head({ report, words }: Shown, { names, base }: { names: Names; base: string }) {
  const { partnership, period } = report;
  const place = partnership ? names.full(partnership.county) : words.t("statements:report.city");
  return {
    title: titleOf(period, place, words),
    description: words.t("statements:report.description", { place }),
    breadcrumb: [
      { href: "/contributions", text: words.t("reports:city.title") },
      ...(partnership ? [{ href: base, text: names.short(partnership.county) }] : []),
    ],
  };
}

/** By helper and by category, each with the way to the entries of both kinds together. */
function parts({ report, words }: Shown, names: Names) {
  const id = report.partnership?._id ?? null;
  const recognised = { ...spanOf(report.period), measure: "recognised" } as const;
  return {
    byHelper: report.byHelper.map(({ helper, basis, ...sums }) => ({
      name: names.short(helper),
      more: words.t(`common:basis.${basis}`),
      ...sums,
      openHref: entriesHref(id, { ...recognised, basis: basis as Basis, helper: helper as RegionCode }),
    })),
    byCategory: report.byCategory.map(({ category, ...sums }) => ({
      name: words.t(`common:category.${category}`),
      more: "",
      ...sums,
      openHref: entriesHref(id, { ...recognised, basis: "paired", category: category as Category }),
    })),
  };
}

const spanOf = ({ months }: Period) => ({ from: months[0] as Month, to: months.at(-1) as Month });

const titleOf = ({ year, quarter }: Period, place: string, words: Words): string =>
  quarter
    ? words.t("statements:report.quarterTitle", { place, year, quarter })
    : words.t("statements:report.yearTitle", { place, year });

type MonthLine = PeriodReport["months"][number];

/** Sealed, open, or (in the city) so many of so many sealed; a sum of one kind alone opens the entries it is of. */
function monthRow(line: MonthLine, { report, base, words }: { report: PeriodReport; base: string; words: Words }) {
  const { month, begun, books, sealedBooks, number, sealed, open } = line;
  const one = report.partnership !== null;
  const all = begun && sealedBooks === books;
  const pure = all || sealedBooks === 0;
  const state = !begun ? "future" : all ? "allClosed" : "open";
  const linked = (sums: Both["sealed"]) =>
    pure ? linkedAmounts(report.partnership?._id ?? null, sums, { from: month, to: month, basis: "paired" }) : sums;
  return {
    month,
    begun,
    sealed: sealedBooks > 0 ? linked(sealed) : null,
    open: all ? null : linked(open),
    all,
    number,
    state: one && all ? words.t("statements:state.closed") : words.t(`statements:report.${state}`),
    tone: all ? "vermilion" : "plain",
    share: !one && begun ? `${sealedBooks} / ${books}` : null,
    href: one && number ? `${base}/statements/${month}` : null,
  };
}

const partnershipRow = (row: PeriodReport["byPartnership"][number] & Both, period: Period, names: Names) => ({
  name: names.short(row.county as RegionCode),
  href: `/partnerships/${row.id}/reports/${nameOf(period)}`,
  sealed: row.sealed,
  open: row.open,
  sealedMonths: row.sealedMonths,
  progress: row.targetFen ? row.yearFen / row.targetFen : null,
});
