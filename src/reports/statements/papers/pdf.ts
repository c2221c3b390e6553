import { sha256 } from "../../../credits/statements/figures";
import { readSealed, type SealedStatement } from "../../../credits/statements/sealed";
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
  VERMILION,
} from "../../../shared/papers/paper";
import { drawTable } from "../../../shared/papers/table";
import { dayOf, later } from "../../../shared/time";
import { type AmountTable, tablesOf } from "./tables";
import { monthText, PAID, PROOF, RECOGNISED, RULES, SIDE, SITE, TITLE } from "./wording";

/**
 * A sealed month as a paper to be filed: what was signed, by whom, and how to prove it. Made from the sealed text alone; the
 * same text always gives the same bytes.
 */
export function statementPdf(json: string): Promise<Buffer> {
  const sealed = readSealed(json);
  const title = `${TITLE} ${sealed.number}`;
  const { document, finish } = openPaper({ layout: "portrait", title, author: SITE, at: new Date(sealed.closedAt) });
  drawHead(document, sealed);
  drawSums(document, sealed);
  for (const table of tablesOf(sealed)) drawAmounts(document, table, sealed);
  drawSignatures(document, sealed);
  drawSmall(document, "口径", RULES);
  drawSmall(document, "核验", proofOf(sealed, json));
  drawFeet(document, {
    note: `${SITE} · 依据封存文本打印，内容与封存时逐字节一致`,
    page: (page, pages) => `${sealed.number}  ·  第 ${page} / ${pages} 页`,
  });
  return finish();
}

function drawHead(document: PaperDocument, { number, county, month, version, closedAt }: SealedStatement): void {
  document.fontSize(9).fillColor(SOFT).text(SITE, MARGIN, MARGIN);
  document.text(`编号 ${number}`, MARGIN, MARGIN, { align: "right", width: measureOf(document) });
  document
    .fillColor(INK)
    .fontSize(22)
    .text(TITLE, MARGIN, MARGIN + 24);
  const line = `${county.name}   ·   ${monthText(month)}   ·   第 ${version} 版`;
  document.fontSize(12).text(line, MARGIN, MARGIN + 58);
  drawSeal(document, `${dayOf(new Date(closedAt))}`);
  rule(document, MARGIN + 84);
  document.y = MARGIN + 96;
}

/** A month's seal, set by hand and therefore a little askew. */
function drawSeal(document: PaperDocument, day: string): void {
  const [width, height] = [104, 42];
  const [x, y] = [document.page.width - MARGIN - width - 4, MARGIN + 26];
  document.save().rotate(-3, { origin: [x + width / 2, y + height / 2] });
  document.lineWidth(1.6).rect(x, y, width, height).stroke(VERMILION);
  document
    .lineWidth(0.6)
    .rect(x + 3, y + 3, width - 6, height - 6)
    .stroke(VERMILION);
  document
    .fillColor(VERMILION)
    .fontSize(14)
    .text("已封存", x, y + 5, { width, align: "center", characterSpacing: 3 });
  document.fontSize(8).text(day, x, y + 25, { width, align: "center" });
  document.restore().fillColor(INK);
}

function drawSums(document: PaperDocument, { figures }: SealedStatement): void {
  const top = document.y;
  const half = measureOf(document) / 2;
  const back = (fen: number): string => `其中退款冲减 ${yuan(fen)}`;
  const sums = [
    { title: `${RECOGNISED}（已付款且已收到）`, fen: figures.recognisedFen, note: back(figures.recognisedBackFen) },
    { title: `${PAID}（已付款）`, fen: figures.paidFen, note: back(figures.paidBackFen) },
  ];
  sums.forEach(({ title, fen, note }, index) => {
    const x = MARGIN + index * half;
    document.fontSize(9).fillColor(SOFT).text(title, x, top);
    document
      .fontSize(20)
      .fillColor(index === 0 ? VERMILION : INK)
      .text(yuan(fen), x, top + 14);
    document
      .fontSize(9)
      .fillColor(SOFT)
      .text(note, x, top + 42);
  });
  document.text(`订单 ${figures.orders} 笔   ·   分录 ${figures.entries} 条`, MARGIN, top + 58).fillColor(INK);
  document.y = top + 80;
}

const yuan = (fen: number): string => `${fen < 0 ? "−" : ""}¥${formatYuan(Math.abs(fen))}`;

function drawTitle(document: PaperDocument, title: string, following: number): void {
  const y = roomFor(document, following + 22);
  document.fontSize(11).fillColor(INK).text(title, MARGIN, y);
  document.y = y + 20;
}

const ROOM_FOR_THREE = 52;

function drawAmounts(
  document: PaperDocument,
  { title, labels, lines, whole }: AmountTable,
  sealed: SealedStatement,
): void {
  drawTitle(document, title, ROOM_FOR_THREE);
  const [label, more] = labels;
  const columns = [
    { title: label, width: more ? 150 : 0 },
    ...(more ? [{ title: more, width: 0 }] : []),
    { title: `${PAID}（元）`, width: 120, align: "right" as const },
    { title: `${RECOGNISED}（元）`, width: 120, align: "right" as const },
  ];
  const texts = (name: string, beside: string, amounts: { paidFen: number; recognisedFen: number }): string[] => [
    name,
    ...(more ? [beside] : []),
    formatYuan(amounts.paidFen),
    formatYuan(amounts.recognisedFen),
  ];
  const rows = lines.map((line) => texts(line.label, line.more, line));
  const empty = texts("无", "", { paidFen: 0, recognisedFen: 0 });
  drawTable(document, columns, {
    rows: rows.length > 0 ? rows : [empty],
    ...(whole && { sum: texts("合计", "", sealed.figures) }),
  });
  document.y += 12;
}

const moment = (iso: string): string =>
  later(new Date(iso), 8 * 3_600_000)
    .toISOString()
    .slice(0, 16)
    .replace("T", " ");

function drawSignatures(document: PaperDocument, { signatures, regions, closedBy, closedAt }: SealedStatement): void {
  drawTitle(document, "签认与结账", ROOM_FOR_THREE);
  const columns = [
    { title: "一方", width: 70 },
    { title: "单位", width: 0 },
    { title: "区县", width: 130 },
    { title: "经办人", width: 80 },
    { title: "时间（北京时间）", width: 100 },
  ];
  const nameOf = (code: string): string => regions.find((region) => region.code === code)?.name ?? code;
  const rows = signatures.map(({ role, region, name, organisation, at }) => [
    SIDE[role] ?? role,
    organisation,
    nameOf(region),
    name,
    moment(at),
  ]);
  drawTable(document, columns, { rows: [...rows, ["结账", "市级主管部门", "重庆市", closedBy, moment(closedAt)]] });
  document.y += 12;
}

function proofOf({ entries, figuresHash, month }: SealedStatement, json: string): string[] {
  const range =
    entries.firstSeq === null
      ? `${monthText(month)}没有分录`
      : `分录 ${entries.entries} 条，链上第 ${entries.firstSeq} 至第 ${entries.lastSeq} 条`;
  return [
    `封存文本（JSON）SHA-256  ${sha256(json)}`,
    `签认数字 SHA-256  ${figuresHash}`,
    range,
    `分录摘要 SHA-256  ${entries.sha256}`,
    PROOF,
  ];
}

function drawSmall(document: PaperDocument, title: string, lines: readonly string[]): void {
  const width = measureOf(document);
  document.fontSize(8);
  const height = lines.reduce((sum, line) => sum + document.heightOfString(line, { width }) + 3, 0);
  drawTitle(document, title, height);
  document.fontSize(8).fillColor(SOFT);
  for (const line of lines) {
    document.text(line, MARGIN, document.y, { width });
    document.y += 3;
  }
  document.fillColor(INK);
  document.y += 8;
}
