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
  const width = measureOf(document);
  if ("title" in piece) {
    document.fontSize(18).fillColor(INK).text(piece.title, MARGIN, document.y, { width, align: "center" });
    document.y += 16;
  } else if ("heading" in piece) {
    const y = roomFor(document, 60);
    document
      .fontSize(13)
      .fillColor(INK)
      .text(piece.heading, MARGIN, y + 6, { width });
    document.y += 4;
  } else if ("table" in piece) {
    const { heads, rows, align } = piece.table;
    document.y += 6;
    drawTable(
      document,
      heads.map((title, index) => ({ title, width: WIDTHS[index] ?? 0, align: align[index] ?? "left" })),
      { rows: rows.slice(0, -1), sum: rows.at(-1) ?? [] },
    );
    document.y += 8;
  } else if ("note" in piece) {
    document
      .fontSize(9)
      .fillColor(SOFT)
      .text(piece.note, MARGIN, document.y + 8, { width });
  } else if ("centred" in piece) {
    document.fontSize(10.5).fillColor(INK).text(piece.centred, MARGIN, document.y, { width, align: "center" });
    document.y += 14;
  } else if ("right" in piece) {
    const y = roomFor(document, 24);
    document
      .fontSize(10.5)
      .fillColor(INK)
      .text(piece.right, MARGIN, y + 6, { width, align: "right" });
  } else {
    const height = document.fontSize(10.5).heightOfString(piece.text, { width, lineGap: 4 });
    const y = roomFor(document, Math.min(height, 200));
    document.fillColor(INK).text(piece.text, MARGIN, y, { width, lineGap: 4, indent: 21 });
    document.y += 4;
  }
}
