import { cityTotals } from "../credits/answers/totals-answer";
import { sumUp } from "../credits/totals/sums";
import type { Row } from "../credits/totals/total";
import type { Gazetteer } from "../regions/gazetteer";
import type { Partnership } from "../regions/partnership";
import { dayOf, timeProgress } from "../shared/time";
import type { Words } from "../shared/words";
import { type Choice, entriesHref, linkedAmounts } from "./links";
import { monthLines } from "./months";
import { Names } from "./names";
import type { LastRecount } from "./recount/record/last-recount";
import { type ReportYear, yearChips } from "./year";

export interface CityReport {
  rows: Row[];
  shown: ReportYear;
  at: Date;
  gazetteer: Gazetteer;
  words: Words;
  /** The last comparison of everything, for all to see; null before the first. */
  recount: LastRecount | null;
}

type Totals = ReturnType<typeof cityTotals>;

/** The view model of the city's ledger for a year. */
export function cityView({ rows, shown, at, gazetteer, words, recount }: CityReport) {
  const { span, year } = shown;
  const totals = cityTotals(rows, { span, at, gazetteer });
  const { paidBackFen } = sumUp(rows.filter((row) => row.period >= span.from && row.period <= span.to));
  const whole: Omit<Choice, "measure"> = { ...span, basis: "all" };
  return {
    title: words.t("reports:city.title"),
    description: words.t("reports:city.description"),
    year,
    asOf: at,
    entries: totals.entries,
    years: yearChips("/contributions", shown),
    recount,
    whole: {
      ...linkedAmounts(null, totals, whole),
      backFen: paidBackFen,
      backHref: entriesHref(null, { ...whole, measure: "paid", taken: "back" }),
    },
    agreed: agreed(totals, year, at),
    parts: parts(totals, span),
    groups: groups(totals, { shown, at, gazetteer, words }),
    paired: linkedAmounts(null, totals.paired, { ...span, basis: "paired" }),
    ...monthLines(null, totals.byMonth, { shown, basis: "all", words }),
  };
}

function parts({ paired, nonPaired, outOfScope, recognisedFen }: Totals, span: CityReport["shown"]["span"]) {
  const part = (
    key: "paired" | "non_paired" | "out_of_scope",
    amounts: { paidFen: number; recognisedFen: number },
  ) => ({
    key,
    ...linkedAmounts(null, amounts, { ...span, basis: key }),
    share: recognisedFen > 0 ? amounts.recognisedFen / recognisedFen : null,
  });
  return [part("paired", paired), part("non_paired", nonPaired), part("out_of_scope", outOfScope)];
}

/** All targets of the year together, measured by what those who agreed to one have reached. */
function agreed({ byPartnership }: Totals, year: number, at: Date) {
  const promised = byPartnership.filter((each) => each.targetFen !== null && each.targetFen > 0);
  if (promised.length === 0) return null;
  const targetFen = promised.reduce((sum, each) => sum + (each.targetFen ?? 0), 0);
  const recognisedFen = promised.reduce((sum, each) => sum + each.recognisedFen, 0);
  return {
    count: promised.length,
    year,
    targetFen,
    recognisedFen,
    progress: recognisedFen / targetFen,
    timeProgress: timeProgress(year, at),
  };
}

/** The seventeen partnerships by their county's group, in the order of the official codes: this is no ranking. */
function groups(totals: Totals, { shown, at, gazetteer, words }: Omit<CityReport, "rows" | "recount">) {
  const names = new Names(gazetteer, words);
  const day = dayOf(at);
  const time = timeProgress(shown.year, at);
  const line = (partnership: Partnership) => {
    const own = totals.byPartnership.find((each) => each.partnershipId === partnership._id);
    return {
      href: `/partnerships/${partnership._id}?year=${shown.year}`,
      county: names.short(partnership.county),
      helpers: names.helpers(partnership, day),
      ...linkedAmounts(partnership._id, own ?? { paidFen: 0, recognisedFen: 0 }, { ...shown.span, basis: "paired" }),
      targetFen: own?.targetFen ?? null,
      progress: own?.progress ?? null,
      timeProgress: time,
    };
  };
  return (["northeast", "southeast"] as const).map((group) => ({
    group,
    partnerships: gazetteer.partnerships.filter((each) => gazetteer.region(each.county).group === group).map(line),
  }));
}
