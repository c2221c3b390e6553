import { type CellValue, type Column, looksLikeFormula, yuanDigits } from "./column";

/** Tells spreadsheets that the file is UTF-8. */
export const BOM = "\uFEFF";

/**
 * Text that a spreadsheet would take for a formula is given an apostrophe in front, so that it stays text; fields with
 * commas, quotes or line breaks are quoted as RFC 4180 says.
 */
export function cell(text: string): string {
  const safe = looksLikeFormula(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const DIGITS = /^-?\d+(\.\d+)?$/;

/** Amounts and counts are written plainly, minus sign and all: a number is no formula. Digits that are none are text. */
function fieldOf(value: CellValue, kind: Column<never>["kind"] = "text"): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  if (kind === "yuan") return yuanDigits(Number(value));
  return (kind === "number" || kind === "ratio") && DIGITS.test(String(value)) ? String(value) : cell(String(value));
}

const line = (fields: readonly string[]): string => `${fields.join(",")}\r\n`;

/** One row after another as lines of a file, the first line being the titles of the columns. */
export async function* writeCsv<Row>(
  columns: readonly Column<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): AsyncGenerator<string> {
  yield BOM + line(columns.map((column) => cell(column.title)));
  for await (const row of rows) yield line(columns.map(({ kind, of }) => fieldOf(of(row), kind)));
}
