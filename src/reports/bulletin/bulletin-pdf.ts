import type { Piece } from "../../shared/papers/docx";
import {
  drawFeet,
  INK,
  MARGIN,
  measureOf,
  openPaper,
  type PaperDocument,
  roomFor,
  SOFT,
} from "../../shared/papers/paper";
import { drawTable } from "../../shared/papers/table";

export interface BulletinPaper {
  title: string;
  author: string;
  at: Date;
  /** At the foot of every sheet. */
  note: string;
  page(page: number, pages: number): string;
}

/** A bulletin to be printed, of the same pieces as its letter. */
export function bulletinPdf(
  { title, author, at, note, page }: BulletinPaper,
  pieces: readonly Piece[],
): Promise<Buffer> {
  const { document, finish } = openPaper({ layout: "portrait", title, author, at });
  document.y = MARGIN + 16;
  for (const piece of pieces) draw(document, piece);
  drawFeet(document, { note, page });
  return finish();
}

const WIDTHS = [30, 0, 92, 92, 96, 96, 48];

function draw(document: PaperDocument, piece: Piece): void {
  if ("table" in piece) drawPairs(document, piece.table);
  else if ("text" in piece) drawText(document, piece.text);
  else drawLine(document, lineOf(piece));
}

function lineOf(piece: Exclude<Piece, { table: unknown } | { text: string }>): Line {
  if ("title" in piece) return { text: piece.title, size: 18, align: "center", after: 16 };
  if ("heading" in piece) return { text: piece.heading, size: 13, room: 60, before: 6, after: 4 };
  if ("centred" in piece) return { text: piece.centred, size: 10.5, align: "center", after: 14 };
  if ("right" in piece) return { text: piece.right, size: 10.5, align: "right", room: 24, before: 6, after: 0 };
  return { text: piece.note, size: 9, colour: SOFT, before: 8, after: 0 };
}

interface Line {
  text: string;
  size: number;
  after: number;
  before?: number;
  /** As much must be left of the sheet, so that a heading never stands alone at its end. */
  room?: number;
  align?: "center" | "right";
  colour?: string;
}

function drawLine(document: PaperDocument, { text, size, after, before = 0, room, align, colour = INK }: Line): void {
  const y = (room ? roomFor(document, room) : document.y) + before;
  const place = { width: measureOf(document), ...(align && { align }) };
  document.fontSize(size).fillColor(colour).text(text, MARGIN, y, place);
  document.y += after;
}

function drawPairs(document: PaperDocument, { heads, rows, align }: Extract<Piece, { table: unknown }>["table"]): void {
  document.y += 6;
  drawTable(
    document,
    heads.map((title, index) => ({ title, width: WIDTHS[index] ?? 0, align: align[index] ?? "left" })),
    { rows: rows.slice(0, -1), sum: rows.at(-1) ?? [] },
  );
  document.y += 8;
}

function drawText(document: PaperDocument, text: string): void {
  const width = measureOf(document);
  const height = document.fontSize(10.5).heightOfString(text, { width, lineGap: 4 });
  const y = roomFor(document, Math.min(height, 200));
  document.fillColor(INK).text(text, MARGIN, y, { width, lineGap: 4, indent: 21 });
  document.y += 4;
}
