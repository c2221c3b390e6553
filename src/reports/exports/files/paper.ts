import { formatYuan } from "../../../shared/money";
import {
  drawFeet,
  INK,
  MARGIN,
  measureOf,
  openPaper,
  type PaperDocument,
  roomFor,
  rule,
  SOFT,
} from "../../../shared/papers/paper";
import { percentText } from "../../../shared/papers/ratio";
import { drawLongTable, type PaperColumn } from "../../../shared/papers/table";
import type { CellKind, CellValue } from "../../../shared/tables/column";
import { later, MINUTE } from "../../../shared/time";
import type { Words } from "../../../shared/words";
import type { Opened } from "../kinds/kind";
import type { ExportTable } from "./table";

/** A table to be printed and filed: what it is, what was chosen, when it was read, its rows. */
export async function paperOf(
  { title, facts, tables }: Pick<Opened, "title" | "facts" | "tables">,
  { words, at }: { words: Words; at: Date },
): Promise<Buffer> {
  const author = words.t("common:site.name");
  const { document, finish } = openPaper({ layout: "landscape", title, author, at });
  document.fontSize(9).fillColor(SOFT).text(author, MARGIN, MARGIN);
  document
    .fontSize(18)
    .fillColor(INK)
    .text(title, MARGIN, MARGIN + 18);
  const said = facts.map(({ name, value }) => `${name} ${cellText(value, "text")}`).join("   ·   ");
  document
    .fontSize(9)
    .fillColor(SOFT)
    .text(said, MARGIN, document.y + 4, { width: measureOf(document) });
  rule(document, document.y + 8);
  document.y += 18;
  for (const table of tables) await drawRows(document, table, tables.length > 1);
  const foot = words.t("exports:paperNote", { at: minuteOf(at) });
  drawFeet(document, { note: foot, page: (page, pages) => words.t("settlements:paper.page", { page, pages }) });
  return finish();
}

async function drawRows(document: PaperDocument, { name, heads, rows }: ExportTable, named: boolean): Promise<void> {
  if (named) {
    const y = roomFor(document, 74);
    document.fontSize(11).fillColor(INK).text(name, MARGIN, y);
    document.y = y + 20;
  }
  const printed = heads.flatMap((head, index) =>
    head.paper === undefined ? [] : [{ ...head, width: head.paper, index }],
  );
  const columns: PaperColumn[] = printed.map(({ title, width, kind }) => ({
    title,
    width,
    align: kind === "text" || kind === "instant" ? "left" : "right",
  }));
  document.fillColor(INK);
  await drawLongTable(document, columns, linesOf(rows, printed));
}

async function* linesOf(
  rows: ExportTable["rows"],
  printed: readonly { kind: CellKind; index: number }[],
): AsyncGenerator<string[]> {
  for await (const cells of rows) yield printed.map(({ kind, index }) => cellText(cells[index], kind));
}

/** An instant as it is said in Shanghai. */
export const minuteOf = (at: Date): string =>
  later(at, 480 * MINUTE)
    .toISOString()
    .slice(0, 16)
    .replace("T", " ");

function cellText(value: CellValue, kind: CellKind): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return minuteOf(value);
  if (kind === "yuan") return formatYuan(Number(value));
  if (kind === "ratio") return percentText(Number(value));
  return String(value);
}
