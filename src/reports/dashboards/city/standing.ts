import { monthNumber, timeProgress, yearOf } from "../../../shared/time";
import type { CityFilter } from "./city-query";
import type { CityGround, CountyLine } from "./counties";

/** The partnerships in order: of completion, those without a target after them by amount; or of the amount alone. */
export function ranking(lines: readonly CountyLine[], { sort }: CityFilter) {
  const byAmount = (a: CountyLine, b: CountyLine) => b.countedFen - a.countedFen || (a.code < b.code ? -1 : 1);
  const byProgress = (a: CountyLine, b: CountyLine) => (b.progress ?? -1) - (a.progress ?? -1) || byAmount(a, b);
  return [...lines]
    .sort(sort === "progress" ? byProgress : byAmount)
    .map((line, index) => ({ ...line, place: index + 1 }));
}

/** All targets of the counties shown together, measured by what those who have one have reached. */
export function agreed(lines: readonly CountyLine[]) {
  const promised = lines.filter((line) => line.targetFen !== null);
  const [first] = promised;
  if (!first) return null;
  const targetFen = promised.reduce((sum, line) => sum + (line.targetFen ?? 0), 0);
  const recognisedFen = promised.reduce((sum, line) => sum + line.yearFen, 0);
  return {
    count: promised.length,
    without: lines.length - promised.length,
    targetFen,
    recognisedFen,
    progress: recognisedFen / targetFen,
    timeProgress: first.timeProgress,
    demo: promised.some((line) => line.demoTarget),
  };
}

/** The months of a year that are still to come, the running one included; none of a year that is over. */
export const monthsLeft = (year: number, at: Date): number => (yearOf(at) > year ? 0 : 13 - monthNumber(at));

/**
 * Whoever has reached less of the target than of the year: how much is missing to be where the year is, how much to the
 * target, and how much each month left would have to bring, rounded up to a fen. The furthest behind first.
 */
export function behind(lines: readonly CountyLine[], { filter, at }: CityGround) {
  const left = monthsLeft(filter.year, at);
  const time = timeProgress(filter.year, at);
  return lines
    .filter((line) => line.targetFen !== null && line.yearFen < line.targetFen * time)
    .map((line) => {
      const targetFen = line.targetFen ?? 0;
      const missingFen = targetFen - line.yearFen;
      return {
        ...line,
        targetFen,
        lagFen: Math.ceil(targetFen * time) - line.yearFen,
        missingFen,
        perMonthFen: left > 0 ? Math.ceil(missingFen / left) : null,
      };
    })
    .sort((a, b) => (a.progress ?? 0) - (b.progress ?? 0));
}
