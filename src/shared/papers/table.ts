import { setImmediate as breathe } from "node:timers/promises";
import { FOOT, INK, LINE, MARGIN, measureOf, type PaperDocument, SOFT } from "./paper";

export interface PaperColumn {
  title: string;
  /** Points; 0 takes what the others leave. */
  width: number;
  align?: "left" | "right";
}

const ROW = 18;
const GAP = 6;

/** A table from where the paper stands, over as many sheets as it needs, its head repeated on each. */
export function drawTable(
  document: PaperDocument,
  columns: readonly PaperColumn[],
  { rows, sum }: { rows: Iterable<readonly string[]>; sum?: readonly string[] },
): void {
  const table = openTable(document, columns);
  for (const texts of rows) table.row(texts);
  if (sum) table.sum(sum);
  table.end();
}

/** Rows between two moments in which others have the processor: a row of Chinese takes a millisecond or two to set. */
const SLICE = 10;

/** The same of a long table whose rows come one after another. */
export async function drawLongTable(
  document: PaperDocument,
  columns: readonly PaperColumn[],
  rows: AsyncIterable<readonly string[]>,
): Promise<void> {
  const table = openTable(document, columns);
  let slice = 0;
  for await (const texts of rows) {
    table.row(texts);
    if (++slice % SLICE === 0) await breathe();
  }
  table.end();
}

function openTable(document: PaperDocument, columns: readonly PaperColumn[]) {
  const places = placesOf(document, columns);
  const last = document.page.height - MARGIN - FOOT;
  const line = (y: number, texts: readonly string[], size = 9): number => {
    drawLine(document, places, { y, texts, size });
    return y + ROW;
  };
  const head = (y: number): number => {
    document.fillColor(SOFT);
    const next = line(
      y,
      columns.map((column) => column.title),
      8,
    );
    document.fillColor(INK);
    return next;
  };
  let y = head(document.y);
  const row = (texts: readonly string[]): void => {
    if (y + ROW > last) {
      document.addPage();
      y = head(MARGIN);
    }
    y = line(y, texts);
  };
  return {
    row,
    sum(texts: readonly string[]): void {
      drawRule(document, y - 3, 0.9, INK);
      row(texts);
    },
    end(): void {
      document.y = y;
    },
  };
}

interface Place {
  x: number;
  width: number;
  align: "left" | "right";
}

function placesOf(document: PaperDocument, columns: readonly PaperColumn[]): Place[] {
  const rest = measureOf(document) - columns.reduce((whole, { width }) => whole + width, 0);
  let x = MARGIN;
  return columns.map(({ width, align = "left" }) => {
    const place = { x, width: width || rest, align };
    x += place.width;
    return place;
  });
}

interface Line {
  y: number;
  texts: readonly string[];
  size: number;
}

function drawLine(document: PaperDocument, places: readonly Place[], { y, texts, size }: Line): void {
  places.forEach(({ x, width, align }, index) => {
    const options = { width: width - GAP, height: ROW - 4, ellipsis: true, lineBreak: false, align };
    document.fontSize(size).text(texts[index] ?? "", x, y, options);
  });
  drawRule(document, y + ROW - 3, 0.4, LINE);
}

function drawRule(document: PaperDocument, y: number, width: number, colour: string): void {
  document
    .moveTo(MARGIN, y)
    .lineTo(document.page.width - MARGIN, y)
    .lineWidth(width)
    .stroke(colour);
}
