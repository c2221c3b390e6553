import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Response } from "express";
import { Refusal } from "../../../shared/errors";
import type { Column } from "../../../shared/tables/column";
import { writeCsv } from "../../../shared/tables/write-csv";
import { dayOf } from "../../../shared/time";
import type { Words } from "../../../shared/words";
import type { CityDashboard } from "./city-dashboard-view";
import { type CityFilter, TABLES } from "./city-query";

type Table = (typeof TABLES)[number];
type County = CityDashboard["counties"][number];
type Columns<Row> = [name: string, of: Column<Row>["of"], kind?: Column<Row>["kind"]][];

/** One table of the page as CSV; refuses INVALID_QUERY where there is none of that name. */
export async function sendTable(
  res: Response,
  table: string,
  dashboard: CityDashboard,
  { span }: CityFilter,
  words: Words,
): Promise<void> {
  if (!(TABLES as readonly string[]).includes(table))
    throw new Refusal("INVALID_QUERY", { fields: [{ field: "table", code: "not_an_option" }] });
  res.type("text/csv; charset=utf-8").attachment(`city-${table}-${span.from}-${span.to}-${dayOf(dashboard.asOf)}.csv`);
  await pipeline(Readable.from(linesOf(table as Table, dashboard, words)), res);
}

function linesOf(table: Table, dashboard: CityDashboard, words: Words): AsyncIterable<string> {
  const write = <Row>(columns: Columns<Row>, rows: readonly Row[]) =>
    writeCsv(
      columns.map(([name, of, kind = "text"]) => ({ title: words.t(`dashboards:column.${name}`), of, kind })),
      rows,
    );
  switch (table) {
    case "counties":
      return write<County>([...COUNTY, ...AMOUNTS, ...PROMISE], dashboard.byAmount);
    case "ranking":
      return write<CityDashboard["ranking"][number]>(
        [["place", (line) => line.place, "number"], ...COUNTY, ...COUNTED, ...PROMISE],
        dashboard.ranking,
      );
    case "behind":
      return write<CityDashboard["behind"][number]>([...COUNTY, ...PROMISE, ...LAG], dashboard.behind);
    case "months":
      return write<CityDashboard["months"]["lines"][number]>(
        [
          ["month", (line) => line.month],
          ...AMOUNTS,
          ["before", (line) => line.beforeFen, "yuan"],
          ["change", (line) => inPercent(line.change), "number"],
        ],
        dashboard.months.lines,
      );
    case "parts":
      return write(
        [
          ["part", (line) => line.title],
          ["name", (line) => line.text],
          ...AMOUNTS,
          ["orders", (line) => line.orders, "number"],
        ],
        dashboard.parts.flatMap(({ title, lines }) => lines.map((line) => ({ ...line, title }))),
      );
  }
}

/** 0.6421 → "64.21": a number a spreadsheet can go on reckoning with. */
const inPercent = (ratio: number | null): string | null =>
  ratio === null ? null : String(Math.round(ratio * 10_000) / 100);

const AMOUNTS: Columns<{ paidFen: number; recognisedFen: number }> = [
  ["paid", (line) => line.paidFen, "yuan"],
  ["recognised", (line) => line.recognisedFen, "yuan"],
];
const COUNTY: Columns<County> = [
  ["code", (line) => line.code],
  ["county", (line) => line.full],
  ["helpers", (line) => line.helperNames],
];
const COUNTED: Columns<County> = [
  ["paid", (line) => line.counted.paidFen, "yuan"],
  ["recognised", (line) => line.counted.recognisedFen, "yuan"],
];
const PROMISE: Columns<County> = [
  ["year", (line) => line.yearFen, "yuan"],
  ["target", (line) => line.targetFen, "yuan"],
  ["progress", (line) => inPercent(line.progress), "number"],
  ["time", (line) => inPercent(line.timeProgress), "number"],
];
const LAG: Columns<CityDashboard["behind"][number]> = [
  ["lag", (line) => line.lagFen, "yuan"],
  ["missing", (line) => line.missingFen, "yuan"],
  ["perMonth", (line) => line.perMonthFen, "yuan"],
];
