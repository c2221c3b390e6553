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
  const next = (texts: readonly string[]): void => {
    if (y + ROW > last) {
      document.addPage();
      y = head(MARGIN);
    }
    y = line(y, texts);
  };
  for (const texts of rows) next(texts);
  if (sum) {
    drawRule(document, y - 3, 0.9, INK);
    next(sum);
  }
  document.y = y;
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
