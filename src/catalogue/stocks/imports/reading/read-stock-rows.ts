import type { FieldError } from "../../../../shared/errors";
import { type FormResult, line, read } from "../../../../shared/form";
import type { Sku } from "../../../../shared/ids";
import type { Fen } from "../../../../shared/money";
import type { Table } from "../../../../shared/tables/read-table";
import { countOf, yuanOf } from "../../../shelf/reading/numbers";
import { MOST_PIECES } from "../../counting/change-on-hand";
import { findColumns, missing, STOCK_COLUMNS, type StockColumn } from "./columns";

/** What one line of a file says about a SKU; what it does not say stays. */
export interface StockRow {
  line: number;
  sku: Sku;
  onHand: number | null;
  /** What our own export said then, so that what was sold since is not given back. */
  seen: number | null;
  priceFen: Fen | null;
  reason: string | null;
}

/** Something wrong in one line, beside the column it stands in. */
export interface LineError extends FieldError {
  line: number;
}

export interface StockFile {
  rows: StockRow[];
  errors: LineError[];
  ignored: string[];
}

const DEAREST_FEN = 100_000_00;
const Reason = line(60, 0);

/** Reads a table of stock and prices, by itself: nothing is compared with what is there. Refuses a table without the columns. */
export function readStockRows(table: Table): FormResult<StockFile> {
  const { columns, errors } = findColumns(table, STOCK_COLUMNS);
  if (columns.at.sku === undefined) errors.push(missing("货号 / SKU"));
  if (columns.at.onHand === undefined && columns.at.price === undefined) errors.push(missing("现有数量 / On hand"));
  if (errors.length > 0) return { ok: false, errors };
  const file: StockFile = { rows: [], errors: [], ignored: columns.ignored };
  const met = new Map<string, number>();
  for (const { line: number, cells } of table.rows) {
    const cell = (name: StockColumn): string => cells[columns.at[name] ?? -1] ?? "";
    const { row, errors: wrong } = readRow(number, cell);
    const first = row.sku === "" ? undefined : met.get(row.sku);
    if (first !== undefined) wrong.push({ line: number, field: "sku", code: "sku_twice", params: { line: first } });
    met.set(row.sku, first ?? number);
    if (wrong.length > 0) file.errors.push(...wrong);
    else file.rows.push(row);
  }
  return { ok: true, value: file };
}

function readRow(number: number, cell: (name: StockColumn) => string): { row: StockRow; errors: LineError[] } {
  const errors: LineError[] = [];
  const wrong = (field: StockColumn, code: string, params?: FieldError["params"]): null => {
    errors.push({ line: number, field, code, ...(params && { params }) });
    return null;
  };
  const count = (name: StockColumn): number | null => {
    if (cell(name) === "") return null;
    const value = countOf(cell(name));
    if (value === null) return wrong(name, "not_a_whole_number");
    return value > MOST_PIECES ? wrong(name, "too_big", { maximum: MOST_PIECES }) : value;
  };
  const price = (): Fen | null => {
    if (cell("price") === "") return null;
    const value = yuanOf(cell("price"));
    if (value === null) return wrong("price", "amount");
    return value < 1 || value > DEAREST_FEN ? wrong("price", "price_bounds") : value;
  };
  const reason = read(Reason, cell("reason"));
  if (!reason.ok) wrong("reason", reason.errors[0]?.code ?? "bad_format", reason.errors[0]?.params);
  const sku = cell("sku").slice(0, 80) as Sku;
  if (sku === "") wrong("sku", "required");
  const row: StockRow = {
    ...{ line: number, sku, onHand: count("onHand"), seen: count("exportedOnHand"), priceFen: price() },
    reason: reason.ok && reason.value !== "" ? reason.value : null,
  };
  return { row, errors };
}
