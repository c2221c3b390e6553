import { readFileSync } from "node:fs";
import path from "node:path";
import PDFDocument from "pdfkit";

export type PaperDocument = InstanceType<typeof PDFDocument>;

export const INK = "#1d1b18";
export const SOFT = "#5f5a52";
export const LINE = "#cfc5b3";
export const VERMILION = "#b3361e";
export const MARGIN = 42;
/** Kept free above the lower margin for what stands at the foot of every sheet. */
export const FOOT = 24;

export interface PaperHead {
  layout: "portrait" | "landscape";
  title: string;
  author: string;
  /** What the paper says of when it was made. The same content and instant give the same bytes. */
  at: Date;
}

let font: Buffer | undefined;

/** The font is the page's own, so that a paper prints the same everywhere; dist/ holds no copy of it. */
const fontFile = (): string => {
  const built = __dirname.includes(`${path.sep}dist${path.sep}`);
  return path.resolve(__dirname, built ? "../../../.." : "../../..", "public/fonts/NotoSansSC-Regular.ttf");
};

/**
 * Opens an A4 paper: our font, our ink, and nothing in it that another hour or machine would make different. `finish` answers
 * its bytes.
 */
export function openPaper({ layout, title, author, at }: PaperHead): {
  document: PaperDocument;
  finish(): Promise<Buffer>;
} {
  font ??= readFileSync(fontFile());
  const info = { Title: title, Author: author, Creator: author, Producer: author, CreationDate: at, ModDate: at };
  const document = new PDFDocument({ size: "A4", layout, margin: MARGIN, bufferPages: true, info });
  const parts: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on("data", (part: Buffer) => parts.push(part));
    document.on("end", () => resolve(Buffer.concat(parts)));
    document.on("error", reject);
  });
  document.registerFont("zh", font).font("zh").fillColor(INK);
  return {
    document,
    finish() {
      document.end();
      return done;
    },
  };
}

/** The width between the margins. */
export const measureOf = (document: PaperDocument): number => document.page.width - 2 * MARGIN;

/** Where the next thing of this height may stand: here, or at the head of a new sheet. */
export function roomFor(document: PaperDocument, height: number): number {
  if (document.y + height > document.page.height - MARGIN - FOOT) {
    document.addPage();
    document.y = MARGIN;
  }
  return document.y;
}

export function rule(document: PaperDocument, y: number, { width = 1, colour = INK } = {}): void {
  document
    .moveTo(MARGIN, y)
    .lineTo(document.page.width - MARGIN, y)
    .lineWidth(width)
    .stroke(colour);
}

/** The foot of every sheet: a note at the left, the number and the page at the right. */
export function drawFeet(
  document: PaperDocument,
  { note, page }: { note: string; page: (page: number, pages: number) => string },
): void {
  const { count } = document.bufferedPageRange();
  for (let index = 0; index < count; index++) {
    document.switchToPage(index);
    // Text below the margin would begin a new sheet.
    document.page.margins.bottom = 0;
    const y = document.page.height - MARGIN + 10;
    document.fontSize(8).fillColor(SOFT);
    document.text(page(index + 1, count), MARGIN, y, { align: "right", width: measureOf(document) });
    document.text(note, MARGIN, y, { width: measureOf(document) * 0.6, lineBreak: false });
  }
}
