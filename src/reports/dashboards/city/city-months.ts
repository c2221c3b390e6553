import { type Month, monthOf, monthsFrom } from "../../../shared/time";
import { entriesHref, linkedAmounts } from "../../links";
import { twinBars } from "../charts/twin-bars";
import { yearBefore } from "../charts/year-before";
import { amountsIn } from "./city-figures";
import { type CityFilter, choiceOf, fenOf } from "./city-query";
import type { CityGround } from "./counties";

/** The months shown beside the same ones a year earlier: as lines of a table and as pairs of bars. */
export function monthLines({ figures, filter, words, at }: CityGround) {
  const [field, book, current] = [fenOf(filter.measure), bookOf(filter), monthOf(at)];
  const lines = monthsFrom(filter.span.from, filter.span.to).map((month) => {
    const before = yearBefore(month);
    const [now, then] = [amountsIn(figures.byMonth, month), amountsIn(figures.byMonth, before)];
    return {
      month,
      label: words.t(`common:monthShort.${Number(month.slice(5))}`),
      current: month === current,
      ...linkedAmounts(book, now, { ...choiceOf(filter), from: month, to: month }),
      valueFen: now[field],
      beforeFen: figures.began !== null && before >= figures.began ? then[field] : null,
      beforeHref: entriesHref(book, { ...choiceOf(filter), from: before, to: before, measure: filter.measure }),
      change: month !== current && then[field] > 0 ? now[field] / then[field] - 1 : null,
    };
  });
  const [valueFen, beforeFen] = [total(lines, "valueFen"), total(lines, "beforeFen")];
  return {
    lines,
    chart: twinBars(
      lines.map(({ label, valueFen, beforeFen, current: now }) => ({ label, valueFen, beforeFen, current: now })),
    ),
    comparable: lines.some((line) => line.beforeFen !== null),
    valueFen,
    beforeFen,
    over: comparison(lines),
  };
}

export const bookOf = ({ only }: CityFilter) => only?._id ?? null;

type Line = { month: Month; current: boolean; valueFen: number; beforeFen: number | null };
const total = (lines: readonly Line[], field: "valueFen" | "beforeFen"): number =>
  lines.reduce((sum, line) => sum + (line[field] ?? 0), 0);

/** The months that are over, as far as the ledger reaches back, against the same ones a year earlier; null where there is nothing to compare. */
function comparison(lines: readonly Line[]) {
  const over = lines.filter((line) => !line.current && line.beforeFen !== null);
  const [first, last] = [over[0], over.at(-1)];
  const [nowFen, thenFen] = [total(over, "valueFen"), total(over, "beforeFen")];
  if (!first || !last || thenFen <= 0) return null;
  return { from: first.month, to: last.month, nowFen, thenFen, change: nowFen / thenFen - 1 };
}
