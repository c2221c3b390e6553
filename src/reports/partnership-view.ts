import { isPaired, partnershipTotals } from "../credits/answers/totals-answer";
import { type Basis, PAIRED } from "../credits/attribute";
import { CATEGORIES } from "../credits/deed";
import type { Months } from "../credits/totals/span";
import { NOTHING, sumBy, sumUp } from "../credits/totals/sums";
import type { Row } from "../credits/totals/total";
import type { Gazetteer } from "../regions/gazetteer";
import { type HelperLink, helpersOn, type Partnership } from "../regions/partnership";
import type { PartnershipId, RegionCode } from "../shared/ids";
import { dayOf } from "../shared/time";
import type { Words } from "../shared/words";
import type { EntryLine } from "./entries/entry-line";
import { entriesHref, linkedAmounts } from "./links";
import { monthLines } from "./months";
import { Names } from "./names";
import { type ReportYear, yearChips } from "./year";

export interface PartnershipReport {
  partnership: Partnership;
  /** The book's rows of the year. */
  rows: Row[];
  latest: EntryLine[];
  shown: ReportYear;
  at: Date;
  gazetteer: Gazetteer;
  words: Words;
}

/** The view model of one partnership's year. */
export function partnershipView(report: PartnershipReport) {
  const { partnership, rows, latest, shown, at, gazetteer, words } = report;
  const { _id: id } = partnership;
  const { span, year } = shown;
  const totals = partnershipTotals(id, rows, { span, at, gazetteer });
  const own = rows.filter((row) => isPaired(row) && row.period >= span.from && row.period <= span.to);
  const names = new Names(gazetteer, words);
  return {
    ...head(report, names),
    year,
    asOf: at,
    entries: totals.entries,
    years: yearChips(`/partnerships/${id}`, shown),
    whole: whole(id, totals, span),
    target: totals.target,
    ...distance(totals.target, sumUp(rows.filter(isPaired)).recognisedFen),
    ...monthLines(id, totals.byMonth, { shown, basis: "paired", words }),
    byHelper: byHelper(own, report, names),
    byCategory: byCategory(own, report),
    others: others(report),
    latest,
    entriesHref: entriesHref(id, { ...span, basis: totals.entries > 0 ? "paired" : "all", measure: "paid" }),
  };
}

/** Who stands beside whom, since when and how sure. */
function head({ partnership, shown, at, gazetteer, words }: PartnershipReport, names: Names) {
  const { county, helpers: links } = partnership;
  const [full, short] = [names.full(county), names.short(county)];
  const helpers = names.helpers(partnership, dayOf(at));
  return {
    title: helpers ? words.t("reports:partnership.title", { helpers, county: short }) : full,
    eyebrow: words.t("reports:partnership.eyebrow", { county: full }),
    description: words.t("reports:partnership.description", { county: full, year: shown.year }),
    county: { name: short, href: `/counties/${gazetteer.region(county).slug}` },
    hasHelpers: helpers !== null,
    helpers: links.map((link) => helperLine(link, names, dayOf(at))),
  };
}

type Totals = ReturnType<typeof partnershipTotals>;

function whole(id: PartnershipId, totals: Totals, span: Months) {
  const paired = { ...span, basis: "paired" } as const;
  return {
    ...linkedAmounts(id, totals, paired),
    orders: totals.orders,
    backFen: totals.paidBackFen,
    backHref: entriesHref(id, { ...paired, measure: "paid", taken: "back" }),
  };
}

/** How far the year is from its target, to either side. */
function distance(target: { targetFen: number } | null, recognisedFen: number) {
  const left = target ? target.targetFen - recognisedFen : 0;
  return { missingFen: target && left > 0 ? left : null, overFen: target && left <= 0 ? -left : null };
}

/** In force today, ended, or not begun; only a confirmed link in force credits anything. */
function helperLine({ region, status, from, to, source }: HelperLink, names: Names, day: string) {
  const time = day < from ? "future" : to !== null && day >= to ? "past" : "now";
  return { name: names.full(region), confirmed: status === "confirmed", time, from, to, source };
}

/** A row for every helper and basis that occurred, and for both bases of those who help today. */
function byHelper(own: Row[], { partnership, shown, at }: PartnershipReport, names: Names) {
  const today = helpersOn(partnership, dayOf(at)).map((link) => link.region);
  const helpers = [...new Set([...today, ...own.map((row) => row.helper as RegionCode)])];
  const sums = sumBy(own, (row) => `${row.helper} ${row.basis}`);
  const whole = sumUp(own).recognisedFen;
  return helpers.flatMap((helper) =>
    PAIRED.map((basis: Basis) => {
      const amounts = sums.get(`${helper} ${basis}`) ?? NOTHING;
      return {
        helper: names.short(helper),
        basis,
        ...linkedAmounts(partnership._id, amounts, { ...shown.span, basis, helper }),
        share: whole > 0 ? amounts.recognisedFen / whole : null,
      };
    }),
  );
}

function byCategory(own: Row[], { partnership, shown }: PartnershipReport) {
  const sums = sumBy(own, (row) => row.category);
  const whole = sumUp(own).recognisedFen;
  return CATEGORIES.map((category) => {
    const amounts = sums.get(category) ?? NOTHING;
    return {
      category,
      ...linkedAmounts(partnership._id, amounts, { ...shown.span, basis: "paired", category }),
      share: whole > 0 ? amounts.recognisedFen / whole : null,
    };
  });
}

/** The county's sales that count for no partnership, shown beside it so that nobody misses them. */
function others({ rows, partnership, shown }: PartnershipReport) {
  const { from, to } = shown.span;
  const sums = sumBy(
    rows.filter((row) => row.period >= from && row.period <= to),
    (row) => row.basis,
  );
  return (["non_paired", "out_of_scope"] as const).map((basis) => ({
    basis,
    ...linkedAmounts(partnership._id, sums.get(basis) ?? NOTHING, { from, to, basis }),
  }));
}
