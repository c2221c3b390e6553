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
  VERMILION,
} from "../../shared/papers/paper";
import { drawTable, type PaperColumn } from "../../shared/papers/table";
import type { Column } from "../../shared/tables/column";
import { sheet, writeBook } from "../../shared/tables/write-xlsx";
import { dayOf } from "../../shared/time";
import type { Words } from "../../shared/words";
import { monthWord } from "../statements/pages/month-word";
import { besideSheets, drawBeside } from "./beside-paper";
import type { BesideSales } from "./beside-sales";
import type { reportView } from "./report-view";

type View = ReturnType<typeof reportView> & { beside: BesideSales | null };

interface Line {
  label: string;
  more: string;
  sealed: { paidFen: number; recognisedFen: number };
  open: { paidFen: number; recognisedFen: number };
}

interface Table {
  title: string;
  lines: Line[];
}

const NOTHING = { paidFen: 0, recognisedFen: 0 };

/** The tables of a report, the same on paper and in the spreadsheet. */
function tablesOf(view: View, words: Words): Table[] {
  const t = (key: string): string => words.t(`statements:report.${key}`);
  return [
    {
      title: t("months"),
      lines: view.months
        .filter((line) => line.begun)
        .map(({ month, number, state, share, sealed, open }) => ({
          label: monthWord(month, words),
          more: number ?? share ?? state,
          sealed: sealed ?? NOTHING,
          open: open ?? NOTHING,
        })),
    },
    ...(view.city
      ? [
          {
            title: t("byPartnership"),
            lines: view.byPartnership.map(({ name, sealed, open }) => ({ label: name, more: "", sealed, open })),
          },
        ]
      : []),
    { title: t("byHelper"), lines: view.byHelper.map(({ name, ...line }) => ({ label: name, ...line })) },
    { title: t("byCategory"), lines: view.byCategory.map(({ name, ...line }) => ({ label: name, ...line })) },
  ];
}

const headings = (words: Words): string[] => {
  const [paid, recognised] = [words.t("common:measure.paid"), words.t("common:measure.recognised")];
  const [sealed, open] = [words.t("statements:state.closed"), words.t("statements:report.open")];
  return [`${paid} · ${sealed}`, `${recognised} · ${sealed}`, `${paid} · ${open}`, `${recognised} · ${open}`];
};

const amountsOf = ({ sealed, open }: Pick<Line, "sealed" | "open">): number[] => [
  sealed.paidFen,
  sealed.recognisedFen,
  open.paidFen,
  open.recognisedFen,
];

/** A report to be filed: it says of when it is, for its open months still move. */
export function reportPdf(view: View, words: Words): Promise<Buffer> {
  const author = words.t("common:site.name");
  const { document, finish } = openPaper({ layout: "portrait", title: view.title, author, at: view.asOf });
  const day = words.t("statements:report.generated", { at: dayOf(view.asOf) });
  document
    .fontSize(9)
    .fillColor(SOFT)
    .text(`${author} · ${words.t("common:nav.contributions")}`, MARGIN, MARGIN);
  document.text(day, MARGIN, MARGIN, { align: "right", width: measureOf(document) });
  document
    .fontSize(20)
    .fillColor(INK)
    .text(view.title, MARGIN, MARGIN + 22);
  document
    .fontSize(9)
    .fillColor(SOFT)
    .text(words.t("statements:report.lede"), { width: measureOf(document) });
  rule(document, document.y + 8);
  document.y += 18;
  drawSums(document, view, words);
  for (const table of tablesOf(view, words)) drawLines(document, table, { view, words });
  if (view.beside) drawBeside(document, view.beside, words);
  drawFeet(document, {
    note: words.t("statements:report.paperNote"),
    page: (page, pages) => words.t("settlements:paper.page", { page, pages }),
  });
  return finish();
}

function drawSums(document: PaperDocument, view: View, words: Words): void {
  const top = document.y;
  const half = measureOf(document) / 2;
  const sums = [
    { title: words.t("statements:report.closedSum"), fen: view.whole.sealed.recognisedFen },
    { title: words.t("statements:report.openSum"), fen: view.whole.open.recognisedFen },
  ];
  sums.forEach(({ title, fen }, index) => {
    const x = MARGIN + index * half;
    document.fontSize(9).fillColor(SOFT).text(title, x, top);
    document
      .fontSize(18)
      .fillColor(index === 0 ? VERMILION : INK)
      .text(`${fen < 0 ? "−" : ""}¥${formatYuan(Math.abs(fen))}`, x, top + 13);
  });
  const said = [view.counted, ...(view.target ? [targetText(view.target, view.year, words)] : [])];
  document
    .fontSize(9)
    .fillColor(SOFT)
    .text(said.join("   ·   "), MARGIN, top + 42, { width: measureOf(document) })
    .fillColor(INK);
  document.y += 14;
}

const percent = (ratio: number): string => `${Math.round(ratio * 1000) / 10}%`;

const targetText = (
  { targetFen, progress, timeProgress }: NonNullable<View["target"]>,
  year: number,
  words: Words,
): string =>
  words.t("common:target.line", {
    year,
    target: `¥${formatYuan(targetFen)}`,
    progress: percent(progress),
    time: percent(timeProgress),
  });

function drawLines(
  document: PaperDocument,
  { title, lines }: Table,
  { view, words }: { view: View; words: Words },
): void {
  const y = roomFor(document, 74);
  document.fontSize(11).fillColor(INK).text(title, MARGIN, y);
  document.y = y + 20;
  const columns: PaperColumn[] = [
    { title: "", width: 76 },
    { title: "", width: 0 },
    ...headings(words).map((heading) => ({ title: heading, width: 80, align: "right" as const })),
  ];
  const texts = (label: string, more: string, sums: Pick<Line, "sealed" | "open">): string[] => [
    label,
    more,
    // Nothing is drawn as nothing, so that sealed and open months are told apart at a glance.
    ...amountsOf(sums).map((fen) => (fen === 0 ? "" : formatYuan(fen))),
  ];
  drawTable(document, columns, {
    rows: lines.map((line) => texts(line.label, line.more, line)),
    sum: texts(words.t("statements:report.sum"), "", view.whole),
  });
  document.y += 12;
}

/** The same as a spreadsheet, one sheet a table. */
export const reportXlsx = (view: View, words: Words): Promise<Buffer> =>
  writeBook([
    ...tablesOf(view, words).map(({ title, lines }) => sheet({ name: title, columns: columnsOf(words), rows: lines })),
    ...(view.beside ? besideSheets(view.beside, words) : []),
  ]);

const columnsOf = (words: Words): Column<Line>[] => [
  { title: words.t("statements:month.kind"), of: (line) => line.label },
  { title: words.t("common:word.note"), of: (line) => line.more },
  ...headings(words).map(
    (title, index): Column<Line> => ({ title, kind: "yuan", of: (line) => amountsOf(line)[index] ?? 0 }),
  ),
];
