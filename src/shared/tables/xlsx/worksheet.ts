import { type CellKind, type CellValue, looksLikeFormula, yuanDigits } from "../column";
import { SHEET_HEAD, STYLE } from "./fixed-parts";
import { content } from "./markup";
import type { Source } from "./source";

export interface Head {
  title: string;
  kind: CellKind;
  width: number;
}

/** Excel's own limits: for one cell, and for one sheet, its header included. */
const MOST_CHARACTERS = 32_767;
export const MOST_LINES = 1_048_576;

/** Lines are given out in pieces of about this many characters. */
const PIECE = 65_536;
const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
/** Days from Excel's beginning of time to 1970. */
const EPOCH_DAYS = 25_569;

/**
 * One sheet, until its source is empty or the sheet full: header fixed and bold, a filter over the columns. Texts are
 * written as texts, so that none is ever a formula; those that look like one also carry the spreadsheet's own mark for text.
 */
export async function* worksheet(heads: readonly Head[], source: Source, most = MOST_LINES): AsyncGenerator<string> {
  const columns = heads.map((_, index) => letters(index));
  yield SHEET_HEAD + FROZEN + widths(heads);
  let piece = `<sheetData>${line(
    1,
    heads.map(({ title }, index) => text(`${columns[index]}1`, title, STYLE.head)),
  )}`;
  let number = 1;
  while (number < most && (await source.more())) {
    number++;
    const row = source.take();
    piece += line(
      number,
      heads.map(({ kind }, index) => cell(`${columns[index]}${number}`, row[index], kind)),
    );
    if (piece.length < PIECE) continue;
    yield piece;
    piece = "";
  }
  yield `${piece}</sheetData><autoFilter ref="A1:${columns.at(-1)}${number}"/></worksheet>`;
}

const FROZEN =
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';

const widths = (heads: readonly Head[]): string =>
  `<cols>${heads.map(({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join("")}</cols>`;

const line = (number: number, cells: readonly string[]): string => `<row r="${number}">${cells.join("")}</row>`;

/** A, B, … Z, AA. */
export function letters(index: number): string {
  const [high, low] = [Math.floor(index / 26), index % 26];
  return (high > 0 ? letters(high - 1) : "") + String.fromCharCode(65 + low);
}

const DIGITS = /^-?\d+(\.\d+)?$/;

function cell(place: string, value: CellValue, kind: CellKind): string {
  if (value === null || value === undefined || value === "") return "";
  if (value instanceof Date)
    return number(place, String((value.getTime() + SHANGHAI_MS) / DAY_MS + EPOCH_DAYS), STYLE.instant);
  if (kind === "yuan") return number(place, yuanDigits(Number(value)), STYLE.yuan);
  if (kind !== "text" && DIGITS.test(String(value)))
    return number(place, String(value), kind === "ratio" ? STYLE.ratio : STYLE.plain);
  const said = String(value).slice(0, MOST_CHARACTERS);
  return text(place, said, looksLikeFormula(said) ? STYLE.quoted : STYLE.plain);
}

const styled = (style: number): string => (style === STYLE.plain ? "" : ` s="${style}"`);

const number = (place: string, digits: string, style: number): string =>
  `<c r="${place}"${styled(style)}><v>${digits}</v></c>`;

const text = (place: string, said: string, style: number): string =>
  `<c r="${place}"${styled(style)} t="inlineStr"><is><t xml:space="preserve">${content(said)}</t></is></c>`;
