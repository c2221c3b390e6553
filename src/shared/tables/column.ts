/** What stands in a column of a file we write, and how it is told to a spreadsheet. */
export type CellKind =
  /** Names, notes, ids: whatever people typed. */
  | "text"
  /** A whole number, or one of a few decimals given as digits ("12.30"). */
  | "number"
  /** An amount in fen, written as yuan with two decimals. */
  | "yuan"
  /** A ratio such as 0.642, shown as 64.2%. */
  | "ratio"
  /** An instant: ISO 8601 in UTC in CSV, a date cell of Shanghai in XLSX. */
  | "instant";

export type CellValue = string | number | Date | null | undefined;

export interface Column<Row> {
  title: string;
  kind?: CellKind;
  /** In characters of a spreadsheet; after its kind and title when left out. */
  width?: number;
  of: (row: Row) => CellValue;
}

/** Fen as yuan without separators: a number, so a plain hyphen is its minus sign. */
export const yuanDigits = (fen: number): string =>
  `${fen < 0 ? "-" : ""}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, "0")}`;

/** Text that a spreadsheet would take for a formula (CWE-1236), full-width signs and signs behind blanks included. */
export const looksLikeFormula = (text: string): boolean => /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/.test(text);
