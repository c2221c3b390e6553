import { isPaired } from "../../../credits/answers/totals-answer";
import { totalsAsOf } from "../../../credits/totals/read-totals";
import { sumUp } from "../../../credits/totals/sums";
import type { Row } from "../../../credits/totals/total";
import type { Partnership } from "../../../regions/partnership";
import { monthsFrom } from "../../../shared/time";
import type { Words } from "../../../shared/words";
import { Names } from "../../names";
import { type ReportYear, reportYear } from "../../year";
import { type ExportColumn, shortTable } from "../files/table";
import type { Asking, Kind } from "./kind";

/** A year's months of one partnership, or of the city: figures that are public. */
export const monthsKind: Kind = {
  formats: ["xlsx", "csv", "pdf"],
  async open({ params, at, gazetteer, words }: Asking, asOf) {
    const shown = await reportYear(params, at);
    const partnership = params.book === undefined ? null : gazetteer.partnership(params.book);
    const { rows } = await totalsAsOf(asOf, { ...shown.span, ...(partnership && { book: partnership._id }) });
    const place = placeOf(partnership, new Names(gazetteer, words));
    return {
      title: words.t("exports:title.months", { place, year: shown.year }),
      facts: [
        { name: words.t("exports:fact.place"), value: place },
        { name: words.t("exports:fact.asOf"), value: at },
        { name: words.t("exports:fact.ruleName"), value: words.t("exports:fact.rule") },
      ],
      tables: [shortTable(words.t("exports:kind.months"), columnsOf(words), linesOf(rows, shown, words))],
      due: null,
      scope: { books: [], former: null },
    };
  },
};

const placeOf = (partnership: Partnership | null, names: Names): string =>
  partnership ? names.full(partnership.county) : names.words.t("reports:city.place");

function linesOf(rows: readonly Row[], { span }: ReportYear, words: Words) {
  const lines = monthsFrom(span.from, span.to).map((month) => ({
    month: month as string,
    ...amountsOf(rows.filter((row) => row.period === month)),
  }));
  return [...lines, { month: words.t("common:word.total"), ...amountsOf(rows) }];
}

function amountsOf(rows: readonly Row[]) {
  const of = (basis: Row["basis"]) => sumUp(rows.filter((row) => row.basis === basis)).recognisedFen;
  return {
    ...sumUp(rows.filter(isPaired)),
    purchaseFen: of("purchase"),
    helpSellFen: of("help_sell"),
    nonPairedFen: of("non_paired"),
    outOfScopeFen: of("out_of_scope"),
  };
}

type Line = ReturnType<typeof linesOf>[number];

function columnsOf(words: Words): ExportColumn<Line>[] {
  const yuan = (key: string, of: (line: Line) => number): ExportColumn<Line> => ({
    title: words.t(`exports:column.${key}`),
    kind: "yuan",
    paper: 82,
    of,
  });
  return [
    { title: words.t("common:word.month"), width: 12, paper: 0, of: (line) => line.month },
    yuan("paid", (line) => line.paidFen),
    yuan("paidBack", (line) => line.paidBackFen),
    yuan("recognised", (line) => line.recognisedFen),
    yuan("recognisedBack", (line) => line.recognisedBackFen),
    yuan("purchase", (line) => line.purchaseFen),
    yuan("helpSell", (line) => line.helpSellFen),
    yuan("nonPaired", (line) => line.nonPairedFen),
    yuan("outOfScope", (line) => line.outOfScopeFen),
    { title: words.t("exports:column.orders"), kind: "number", paper: 44, of: (line) => line.orders },
  ];
}
