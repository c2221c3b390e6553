import { selectedBy } from "../../../credits/entries";
import { NOTHING, type Sums, sumBy, sumUp } from "../../../credits/totals/sums";
import type { Row } from "../../../credits/totals/total";
import type { PartnershipId } from "../../../shared/ids";
import { type Month, monthOf } from "../../../shared/time";
import type { Words } from "../../../shared/words";
import { type Choice, entriesHref, linkedAmounts } from "../../links";
import { twinBars } from "../charts/twin-bars";
import { aYearBefore, monthsShown, type SideFilter, wanted } from "./side-query";

type Chosen = Omit<Choice, "measure">;

/** What every part of a page is drawn from: the rows of two years, and where the entries behind a figure are. */
export interface Ground {
  /** The side's rows of the year and of the one before it. */
  rows: readonly Row[];
  /** Null: several books, asked for together. */
  book: PartnershipId | null;
  filter: SideFilter;
  /** What was chosen, with what is always so (a helper's pages: the helper). */
  choice: Chosen;
  at: Date;
  words: Words;
}

/** The same list as a file, of the same choices. */
export function fileHref({ book, choice }: Ground, of: "product" | "seller" | "institution"): string {
  const given = Object.entries({ kind: "breakdown", of, ...(book && { book }), ...choice });
  return `/exports/new?${new URLSearchParams(given.filter(([, value]) => value !== undefined) as [string, string][])}`;
}

export const chosenRows = (rows: readonly Row[], choice: Chosen): Row[] => rows.filter(selectedBy(wanted(choice)));

/** Both measures, what was taken back, orders, and how it compares with the same whole months of the year before. */
export function wholeOf(ground: Ground) {
  const { rows, book, choice } = ground;
  const sums = sumUp(chosenRows(rows, choice));
  return {
    ...linkedAmounts(book, sums, choice),
    orders: sums.orders,
    entries: sums.entries,
    backFen: sums.paidBackFen,
    backHref: entriesHref(book, { ...choice, measure: "paid", taken: "back" }),
    before: comparison(ground),
  };
}

/** Months that are over, against the same months a year earlier; null where there is nothing to compare. */
function comparison({ rows, book, filter, choice, at, words }: Ground) {
  const over = monthsShown(filter).filter((month) => month < monthOf(at));
  const [from, to] = [over[0], over.at(-1)];
  if (!from || !to) return null;
  const [now, then] = [
    { ...choice, from, to },
    { ...choice, ...aYearBefore({ from, to }) },
  ];
  const field = `${filter.measure}Fen` as const;
  const [nowFen, thenFen] = [sumUp(chosenRows(rows, now))[field], sumUp(chosenRows(rows, then))[field]];
  if (thenFen <= 0) return null;
  return {
    months: words.t("dashboards:side.monthsSpan", {
      from: Number(from.slice(5)),
      to: Number(to.slice(5)),
      count: over.length,
    }),
    change: nowFen / thenFen - 1,
    thenFen,
    thenHref: entriesHref(book, { ...then, measure: filter.measure }),
  };
}

/** The months as lines of a table, each beside the one a year earlier, and as pairs of bars of the measure that was chosen. */
export function monthsOf({ rows, book, filter, choice, at, words }: Ground) {
  const { measure } = filter;
  const current = monthOf(at);
  const byMonth = sumBy(chosenRows(rows, { ...choice, ...aYearBefore(choice), to: choice.to }), (row) => row.period);
  const of = (from: Month) => ({ own: { ...choice, from, to: from }, sums: byMonth.get(from) ?? NOTHING });
  const months = monthsShown(filter).map((month) => {
    const [here, before] = [of(month), of(aYearBefore({ from: month, to: month }).from)];
    const [nowFen, thenFen] = [here.sums[`${measure}Fen`], before.sums[`${measure}Fen`]];
    return {
      month,
      label: words.t(`common:monthShort.${Number(month.slice(5))}`),
      current: month === current,
      ...linkedAmounts(book, here.sums, here.own),
      beforeFen: before.sums.entries > 0 ? thenFen : null,
      beforeHref: entriesHref(book, { ...before.own, measure }),
      change: month !== current && thenFen > 0 ? nowFen / thenFen - 1 : null,
    };
  });
  const chart = twinBars(months.map((month) => ({ ...month, valueFen: month[`${measure}Fen`] })));
  return { months, chart, comparable: months.some((each) => each.beforeFen !== null) };
}

export interface Group<K> {
  key: K;
  name: string;
  under?: string | undefined;
  choice: Partial<Chosen>;
}

/** The chosen rows divided into groups, each with its link; the groups are given, so that an empty one is seen to be empty. */
export function groupsOf<K>({ rows, book, choice, filter }: Ground, keyOf: (row: Row) => K, groups: Group<K>[]) {
  const own = chosenRows(rows, choice);
  const field = `${filter.measure}Fen` as const;
  const whole = sumUp(own)[field];
  const sums = sumBy(own, keyOf);
  return groups.map(({ key, name, under, choice: narrower }) => {
    const amounts: Sums = sums.get(key) ?? NOTHING;
    const linked = linkedAmounts(book, amounts, { ...choice, ...narrower });
    return {
      text: under ? `${name} · ${under}` : name,
      ...linked,
      valueFen: amounts[field],
      href: linked[`${filter.measure}Href`],
      ratio: whole > 0 ? amounts[field] / whole : null,
    };
  });
}
