import writeExcel, { type Cell } from "write-excel-file/node";
import { later } from "../time";
import type { CellValue, Column } from "./column";
import { withoutTimes } from "./repeatable-zip";

/** Excel's own limit for one cell. */
const MOST_CHARACTERS = 32_767;
const SHANGHAI_MS = 8 * 3_600_000;

/**
 * The same table as a spreadsheet of one sheet, its header fixed. Every cell has a type: texts are written as texts, so that
 * none is ever a formula. The same rows always give the same bytes. Held in memory: for tables of some ten thousand rows.
 */
export async function writeXlsx<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Promise<Buffer> {
  const { data, ...look } = sheetOf({ columns, rows });
  return withoutTimes(await writeExcel(data, look).toBuffer());
}

export interface Sheet<Row> {
  /** At most 31 characters, none of : \ / ? * [ ]. */
  name: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
}

/** A sheet, whatever its rows are. */
export const sheet = <Row>({ name, ...table }: Sheet<Row>) => ({ sheet: name, ...sheetOf(table) });

/** Several tables as one spreadsheet of as many sheets. */
export const writeBook = async (sheets: ReturnType<typeof sheet>[]): Promise<Buffer> =>
  withoutTimes(await writeExcel(sheets).toBuffer());

function sheetOf<Row>({ columns, rows }: Omit<Sheet<Row>, "name">) {
  const header: Cell[] = columns.map(({ title }) => ({ value: title, type: String, fontWeight: "bold" }));
  const body = rows.map((row) => columns.map(({ kind, of }) => cellOf(of(row), kind)));
  const widths = columns.map(({ title, kind = "text" }) => ({ width: Math.max(WIDTHS[kind], title.length * 2 + 2) }));
  return { data: [header, ...body], columns: widths, stickyRowsCount: 1 };
}

const WIDTHS = { text: 24, number: 10, yuan: 12, instant: 18 } as const;

function cellOf(value: CellValue, kind: Column<never>["kind"] = "text"): Cell {
  if (value === null || value === undefined || value === "") return null;
  if (value instanceof Date) return { value: later(value, SHANGHAI_MS), type: Date, format: "yyyy-mm-dd hh:mm" };
  if (kind === "yuan") return { value: Number(value) / 100, type: Number, format: "0.00" };
  if (kind === "number") return { value: Number(value), type: Number };
  return { value: String(value).slice(0, MOST_CHARACTERS), type: String };
}
