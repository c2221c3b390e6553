import { formatYuan } from "../../shared/money";
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
} from "../../shared/papers/paper";
import { drawTable } from "../../shared/papers/table";
import { dayOf } from "../../shared/time";
import type { Words } from "../../shared/words";
import type { Settlement } from "../pages/settlement";
import { inCapitals } from "./capitals";
import { columnsOf, periodText, sumsOf } from "./columns";
import type { StatementRow } from "./rows";

/** What stands on the paper beside the lines. */
export interface Paper {
  settlement: Settlement;
  /** Where it was paid to, masked. */
  account: string | null;
}

/** Points per column on A4 across; the goods take what is left. */
const WIDTHS = [58, 62, 100, 0, 72, 56, 72, 56, 76];

/**
 * A statement to be filed: head, how it comes to its sum, every line, and a foot with page numbers on every sheet. A4 across,
 * so that nine columns fit.
 */
export function statementPdf(paper: Paper, rows: readonly StatementRow[], words: Words): Promise<Buffer> {
  const { number, closedAt, from } = paper.settlement;
  const { document, finish } = openPaper({
    layout: "landscape",
    title: number,
    author: words.t("common:site.name"),
    at: closedAt ?? from,
  });
  drawHead(document, paper, words);
  drawSums(document, paper, words);
  drawLines(document, rows, words);
  drawSigning(document, words);
  drawFeet(document, {
    note: words.t("settlements:paper.note"),
    page: (page, pages) => `${number}  ·  ${words.t("settlements:paper.page", { page, pages })}`,
  });
  return finish();
}

function drawLines(document: PaperDocument, rows: readonly StatementRow[], words: Words): void {
  const columns = columnsOf(words);
  drawTable(
    document,
    columns.map(({ title, kind }, index) => ({
      title,
      width: WIDTHS[index] ?? 0,
      align: kind === "yuan" ? "right" : "left",
    })),
    {
      rows: rows.map((row) =>
        columns.map(({ kind, of }) => (kind === "yuan" ? amount(Number(of(row))) : String(of(row)))),
      ),
      sum: columns.map(({ kind, of }, index) => {
        if (index === 0) return words.t("common:word.total");
        return kind === "yuan" ? amount(rows.reduce((whole, row) => whole + Number(of(row)), 0)) : "";
      }),
    },
  );
}

/** Room for the hands a paper passes through before it is filed. */
function drawSigning(document: PaperDocument, words: Words): void {
  const y = roomFor(document, 44) + 24;
  const width = measureOf(document) / 3;
  ["made", "checked", "payee"].forEach((hand, index) => {
    document.fontSize(9).text(words.t(`settlements:paper.signing.${hand}`), MARGIN + index * width, y, ONE_LINE);
  });
}

function drawHead(document: PaperDocument, { settlement, account }: Paper, words: Words): void {
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
  ];
  document.fontSize(9).fillColor(SOFT);
  document.text(facts.join("  /  "), MARGIN, MARGIN + 54, ONE_LINE);
  document.text([account, paidOn(settlement, words)].filter(Boolean).join("  /  "), MARGIN, MARGIN + 68, ONE_LINE);
  rule(document, MARGIN + 86);
  document.fillColor(INK);
}

const ONE_LINE = { lineBreak: false, ellipsis: true, height: 13 } as const;

function paidOn({ state, payments }: Settlement, words: Words): string | null {
  const last = state === "paid" ? payments.at(-1) : undefined;
  if (!last?.executedOn) return null;
  const reference = last.reference ?? last.transfer;
  const day = words.t("settlements:list.paidOn", { day: last.executedOn });
  return reference ? `${day}  ${words.t("settlements:reference", { reference })}` : day;
}

/** The sum in boxes side by side, the payable last and largest. */
function drawSums(document: PaperDocument, { settlement }: Paper, words: Words): void {
  const sums = sumsOf(settlement, words);
  const payableFen = settlement.payableFen ?? 0;
  const width = (document.page.width - 2 * MARGIN) / (sums.length + 1);
  const top = MARGIN + 96;
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
    .text(`¥${formatYuan(payableFen)}`, x - 40, top + 11, {
      width: width + 40,
      align: "right",
    });
  const capitals = words.t("settlements:paper.capitals", { amount: inCapitals(payableFen) });
  document.fontSize(9).text(capitals, MARGIN, top + 34, ONE_LINE);
  document.y = top + 56;
}

/** Nothing is drawn as nothing, so that what was moved stands out. */
const amount = (fen: number): string => (fen === 0 ? "" : formatYuan(fen));
