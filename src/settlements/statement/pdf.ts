import { readFileSync } from "node:fs";
import path from "node:path";
import PDFDocument from "pdfkit";
import { formatYuan } from "../../shared/money";
import type { Column } from "../../shared/tables/column";
import { dayOf } from "../../shared/time";
import type { Words } from "../../shared/words";
import type { Settlement } from "../pages/settlement";
import { columnsOf, periodText, sumsOf } from "./columns";
import type { StatementRow } from "./rows";

/** What stands on the paper beside the lines. */
export interface Paper {
  settlement: Settlement;
  /** Where it was paid to, masked. */
  account: string | null;
  root: string;
}

const INK = "#1d1b18";
const SOFT = "#5f5a52";
const LINE = "#cfc5b3";
const MARGIN = 42;
/** Points per column on A4 across; the goods take what is left. */
const WIDTHS = [58, 62, 100, 0, 72, 56, 72, 56, 76];
const ROW = 17;

let font: Buffer | undefined;

/**
 * A statement to be filed: head, how it comes to its sum, every line, and a foot with page numbers on every sheet. A4 across,
 * so that nine columns fit; the font is the page's own, so that it prints the same everywhere.
 */
export function statementPdf(paper: Paper, rows: readonly StatementRow[], words: Words): Promise<Buffer> {
  font ??= readFileSync(path.join(paper.root, "public/fonts/NotoSansSC-Regular.ttf"));
  const document = new PDFDocument({
    size: "A4",
    layout: "landscape",
    margin: MARGIN,
    bufferPages: true,
    info: { Title: paper.settlement.number, Author: words.t("common:site.name") },
  });
  const parts: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on("data", (part: Buffer) => parts.push(part));
    document.on("end", () => resolve(Buffer.concat(parts)));
    document.on("error", reject);
  });
  document.registerFont("zh", font).font("zh").fillColor(INK);
  const page = new Sheet(document, columnsOf(words));
  drawHead(document, paper, words);
  drawSums(document, paper, words);
  page.drawTable(rows);
  drawFeet(document, paper, words);
  document.end();
  return done;
}

type Document = InstanceType<typeof PDFDocument>;

function drawHead(document: Document, { settlement, account }: Paper, words: Words): void {
  const { sellerName, sellerNameEn, number, closedAt, state } = settlement;
  document.fontSize(18).text(words.t("settlements:paper.title"), MARGIN, MARGIN);
  document
    .fontSize(11)
    .fillColor(SOFT)
    .text(words.t("common:site.name"), MARGIN, MARGIN + 6, { align: "right" });
  document
    .fillColor(INK)
    .fontSize(12)
    .text(words.pick(sellerName, sellerNameEn), MARGIN, MARGIN + 34);
  const facts = [
    `${words.t("common:word.number")} ${number}`,
    periodText(settlement, words),
    ...(closedAt ? [words.t("settlements:paper.closed", { day: dayOf(closedAt) })] : []),
    words.t(`common:state.settlement.${state}`),
    ...(account ? [account] : []),
  ];
  document
    .fontSize(9)
    .fillColor(SOFT)
    .text(facts.join("   ·   "), MARGIN, MARGIN + 54)
    .fillColor(INK);
  document
    .moveTo(MARGIN, MARGIN + 72)
    .lineTo(document.page.width - MARGIN, MARGIN + 72)
    .lineWidth(1)
    .stroke(INK);
}

/** The sum in boxes side by side, the payable last and largest. */
function drawSums(document: Document, { settlement }: Paper, words: Words): void {
  const sums = sumsOf(settlement, words);
  const width = (document.page.width - 2 * MARGIN) / (sums.length + 1);
  const top = MARGIN + 84;
  sums.forEach(({ text, amountFen }, index) => {
    const x = MARGIN + index * width;
    document
      .fontSize(8)
      .fillColor(SOFT)
      .text(text, x, top, { width: width - 6, height: 11, ellipsis: true });
    document
      .fontSize(11)
      .fillColor(INK)
      .text(formatYuan(amountFen), x, top + 13, { width: width - 6 });
  });
  const x = MARGIN + sums.length * width;
  document.fontSize(8).fillColor(SOFT).text(words.t("settlements:kind.payable"), x, top, { width, align: "right" });
  document
    .fontSize(14)
    .fillColor(INK)
    .text(`¥${formatYuan(settlement.payableFen ?? 0)}`, x - 40, top + 11, {
      width: width + 40,
      align: "right",
    });
  document.y = top + 44;
}

/** A table that goes on over as many sheets as it needs, its head repeated on each. */
class Sheet {
  readonly #document: Document;
  readonly #columns: readonly Column<StatementRow>[];
  readonly #places: { x: number; width: number }[];

  constructor(document: Document, columns: readonly Column<StatementRow>[]) {
    this.#document = document;
    this.#columns = columns;
    const fixed = WIDTHS.reduce((whole, width) => whole + width, 0);
    const rest = document.page.width - 2 * MARGIN - fixed;
    let x = MARGIN;
    this.#places = WIDTHS.map((width) => {
      const place = { x, width: width || rest };
      x += place.width;
      return place;
    });
  }

  drawTable(rows: readonly StatementRow[]): void {
    let y = this.#head(this.#document.y);
    for (const row of rows) {
      if (y + ROW > this.#document.page.height - MARGIN - 24) {
        this.#document.addPage();
        y = this.#head(MARGIN);
      }
      this.#line(
        y,
        this.#columns.map(({ kind, of }) => (kind === "yuan" ? amount(Number(of(row))) : String(of(row)))),
      );
      y += ROW;
    }
  }

  #head(y: number): number {
    this.#document.fillColor(SOFT);
    this.#line(
      y,
      this.#columns.map((column) => column.title),
      8,
    );
    this.#document.fillColor(INK);
    return y + ROW;
  }

  #line(y: number, texts: readonly string[], size = 9): void {
    texts.forEach((text, index) => {
      const place = this.#places[index] as { x: number; width: number };
      const align = this.#columns[index]?.kind === "yuan" ? "right" : "left";
      const options = { width: place.width - 6, height: ROW - 4, ellipsis: true, lineBreak: false, align } as const;
      this.#document.fontSize(size).text(text, place.x, y, options);
    });
    const { width } = this.#document.page;
    this.#document
      .moveTo(MARGIN, y + ROW - 4)
      .lineTo(width - MARGIN, y + ROW - 4)
      .lineWidth(0.4)
      .stroke(LINE);
  }
}

/** Nothing is drawn as nothing, so that what was moved stands out. */
const amount = (fen: number): string => (fen === 0 ? "" : formatYuan(fen));

function drawFeet(document: Document, { settlement }: Paper, words: Words): void {
  const { count } = document.bufferedPageRange();
  for (let index = 0; index < count; index++) {
    document.switchToPage(index);
    // Text below the margin would begin a new sheet.
    document.page.margins.bottom = 0;
    const y = document.page.height - MARGIN + 10;
    const of = words.t("settlements:paper.page", { page: index + 1, pages: count });
    document
      .fontSize(8)
      .fillColor(SOFT)
      .text(`${settlement.number}  ·  ${of}`, MARGIN, y, { align: "right", width: document.page.width - 2 * MARGIN });
    document.text(words.t("settlements:paper.note"), MARGIN, y, { width: document.page.width / 2, lineBreak: false });
  }
}
