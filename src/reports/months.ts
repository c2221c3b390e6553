import type { PartnershipId } from "../shared/ids";
import { monthsFrom } from "../shared/time";
import type { Words } from "../shared/words";
import { type Choice, linkedAmounts } from "./links";
import type { ReportYear } from "./year";

interface Amounts {
  month: string;
  paidFen: number;
  recognisedFen: number;
}

/** A year's months as lines of a table and, recognised alone, as bars; the last one is still under way. */
export function monthLines(
  book: PartnershipId | null,
  byMonth: readonly Amounts[],
  { shown, basis, words }: { shown: ReportYear; basis: Choice["basis"]; words: Words },
) {
  const { from: first, to: last } = shown.span;
  const months = monthsFrom(first, last).map((month) => ({
    month,
    label: words.t(`common:monthShort.${Number(month.slice(5))}`),
    current: month === last,
    ...linkedAmounts(book, amountsOf(month, byMonth), { from: month, to: month, basis }),
  }));
  const chart = months.map(({ label, current, recognisedFen, recognisedHref }) => ({
    label,
    current,
    valueFen: recognisedFen,
    href: recognisedHref,
  }));
  return { months, chart };
}

const amountsOf = (month: string, byMonth: readonly Amounts[]): Amounts =>
  byMonth.find((each) => each.month === month) ?? { month, paidFen: 0, recognisedFen: 0 };
