import { notFound } from "../../shared/errors";
import { DAY, later, type Month, month, monthAfter, monthOf, monthStart, monthsFrom, yearOf } from "../../shared/time";
import type { Words } from "../../shared/words";

/** A calendar year or a quarter of it. */
export interface Period {
  year: number;
  quarter: number | null;
  /** Its months, those to come included. */
  months: Month[];
}

/** "2026" or "2026-Q3"; refuses NOT_FOUND for anything else and for what has not begun. */
export function readPeriod(text: string, at: Date): Period {
  const [, years, quarters] = /^(20\d\d)(?:-Q([1-4]))?$/.exec(text) ?? [];
  if (!years) throw notFound();
  const [year, quarter] = [Number(years), quarters ? Number(quarters) : null];
  const [first, last] = quarter ? [quarter * 3 - 2, quarter * 3] : [1, 12];
  const months = monthsFrom(monthNumbered(year, first), monthNumbered(year, last));
  if ((months[0] as Month) > monthOf(at)) throw notFound();
  return { year, quarter, months };
}

const monthNumbered = (year: number, number: number): Month => month(`${year}-${String(number).padStart(2, "0")}`);

export const nameOf = ({ year, quarter }: Pick<Period, "year" | "quarter">): string =>
  quarter ? `${year}-Q${quarter}` : String(year);

/** The months from January to the period's end that have begun: what its target is measured by. */
export const soFar = ({ year, months }: Period, at: Date): Month[] => {
  const [last] = [months.at(-1) as Month, monthOf(at)].sort();
  return monthsFrom(monthNumbered(year, 1), last as Month);
};

/** Now, or the end of the period when that has passed. */
export const asOf = ({ months }: Period, at: Date): Date => {
  const end = later(monthStart(monthAfter(months.at(-1) as Month)), -1);
  return at < end ? at : end;
};

/** Both sides report on a year together by the 10th of the January after it; how many days that is away. */
export function dueOf({ year, quarter }: Period, at: Date) {
  if (quarter) return null;
  const due = later(monthStart(monthNumbered(year + 1, 1)), 10 * DAY);
  return { year: year + 1, left: at < due ? Math.ceil((due.getTime() - at.getTime()) / DAY) : null };
}

/** The quarters of a year that have begun. */
const quartersOf = (year: number, at: Date): number[] =>
  [1, 2, 3, 4].filter((quarter) => year < yearOf(at) || monthNumbered(year, quarter * 3 - 2) <= monthOf(at));

/** The ways to a year's report and to those of its quarters. */
export function periodChips(
  { year, quarter }: Pick<Period, "year" | "quarter">,
  { base, at, words }: { base: string; at: Date; words: Words },
) {
  return [
    {
      href: `${base}/reports/${year}`,
      text: `${year} ${words.t("statements:report.year")}`,
      current: quarter === null,
    },
    ...quartersOf(year, at).map((each) => ({
      href: `${base}/reports/${year}-Q${each}`,
      text: words.t("statements:report.quarter", { quarter: each }),
      current: each === quarter,
    })),
  ];
}
