import { isPaired } from "../../../credits/answers/totals-answer";
import { totalsAsOf } from "../../../credits/totals/read-totals";
import { wholeYears } from "../../../credits/totals/span";
import { sumUp } from "../../../credits/totals/sums";
import type { Row } from "../../../credits/totals/total";
import { dayOf, timeProgress } from "../../../shared/time";
import type { Words } from "../../../shared/words";
import { Names } from "../../names";
import { type ReportYear, reportYear } from "../../year";
import { type ExportColumn, shortTable } from "../files/table";
import type { Asking, Kind } from "./kind";

/** The seventeen partnerships' year side by side: figures that are public, in the officials' own table. */
export const yearKind: Kind = {
  formats: ["xlsx", "csv", "pdf"],
  async open(asking, asOf) {
    const { params, at, words } = asking;
    const shown = await reportYear(params, at);
    const { rows } = await totalsAsOf(asOf, wholeYears(shown.span));
    return {
      title: words.t("exports:title.year", { year: shown.year }),
      facts: [
        { name: words.t("exports:fact.months"), value: `${shown.span.from}—${shown.span.to}` },
        { name: words.t("exports:fact.asOf"), value: at },
        { name: words.t("exports:fact.ruleName"), value: words.t("exports:fact.rule") },
      ],
      tables: [shortTable(words.t("exports:kind.year"), columnsOf(words), linesOf(rows, shown, asking))],
      due: null,
      scope: { books: [], former: null },
    };
  },
};

function linesOf(rows: readonly Row[], { span, year }: ReportYear, { gazetteer, words, at }: Asking) {
  const names = new Names(gazetteer, words);
  const lines = gazetteer.partnerships.map((partnership, index) => {
    const own = rows.filter((row) => row.book === partnership._id && isPaired(row));
    const targetFen = gazetteer.agreement(partnership._id, year)?.targetFen ?? null;
    const { recognisedFen } = sumUp(own);
    return {
      number: index + 1,
      county: names.full(partnership.county),
      helpers: names.helpers(partnership, dayOf(at)) ?? words.t("exports:noHelper"),
      targetFen,
      ...amountsOf(own.filter((row) => row.period <= span.to)),
      progress: targetFen ? recognisedFen / targetFen : null,
      time: timeProgress(year, at),
    };
  });
  const all = rows.filter((row) => isPaired(row) && row.period <= span.to);
  const sum = { number: null, county: words.t("common:word.total"), helpers: "", targetFen: null, progress: null };
  return [...lines, { ...sum, ...amountsOf(all), time: timeProgress(year, at) }];
}

const amountsOf = (rows: readonly Row[]) => ({
  ...sumUp(rows),
  purchaseFen: sumUp(rows.filter((row) => row.basis === "purchase")).recognisedFen,
  helpSellFen: sumUp(rows.filter((row) => row.basis === "help_sell")).recognisedFen,
});

type Line = ReturnType<typeof linesOf>[number];

function columnsOf(words: Words): ExportColumn<Line>[] {
  const title = (key: string) => ({ title: words.t(`exports:column.${key}`) });
  return [
    { ...title("number"), kind: "number", paper: 30, of: (line) => line.number },
    { ...title("county"), paper: 120, of: (line) => line.county },
    { ...title("helpers"), paper: 0, of: (line) => line.helpers },
    { ...title("target"), kind: "yuan", paper: 70, of: (line) => line.targetFen },
    { ...title("paid"), kind: "yuan", paper: 70, of: (line) => line.paidFen },
    { ...title("recognised"), kind: "yuan", paper: 70, of: (line) => line.recognisedFen },
    { ...title("purchase"), kind: "yuan", paper: 70, of: (line) => line.purchaseFen },
    { ...title("helpSell"), kind: "yuan", paper: 70, of: (line) => line.helpSellFen },
    { ...title("progress"), kind: "ratio", paper: 50, of: (line) => line.progress },
    { ...title("timeProgress"), kind: "ratio", paper: 50, of: (line) => line.time },
    { ...title("orders"), kind: "number", paper: 44, of: (line) => line.orders },
  ];
}
