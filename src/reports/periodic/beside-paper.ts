import { INK, MARGIN, measureOf, type PaperDocument, roomFor, SOFT } from "../../shared/papers/paper";
import { type AnySheet, sheet } from "../../shared/tables/write-xlsx";
import type { Words } from "../../shared/words";
import type { BesideLine, BesideSales } from "./beside-sales";

const titled = ({ agreements, record }: BesideSales, words: Words): [title: string, lines: BesideLine[]][] => [
  [words.t("partnerships:report.agreements"), agreements],
  [words.t("partnerships:report.record"), record],
];

/** Beside the tables of sales and apart from them: each line with its whole source, over as many rows as it needs. */
export function drawBeside(document: PaperDocument, beside: BesideSales, words: Words): void {
  for (const [title, lines] of titled(beside, words)) {
    const top = roomFor(document, 54);
    document.fontSize(11).fillColor(INK).text(title, MARGIN, top);
    document.y += 4;
    if (lines.length === 0)
      document.fontSize(9).fillColor(SOFT).text(words.t("partnerships:report.none"), MARGIN).fillColor(INK);
    for (const each of lines) drawOne(document, each);
    document.y += 12;
  }
}

function drawOne(document: PaperDocument, { name, value, note }: BesideLine): void {
  const width = measureOf(document);
  document.fontSize(8);
  const noteHeight = document.heightOfString(note, { width });
  const y = roomFor(document, 18 + noteHeight);
  document
    .fontSize(9)
    .fillColor(INK)
    .text(name, MARGIN, y, { width: width - 150, height: 12, ellipsis: true, lineBreak: false });
  document.text(value, MARGIN, y, { width, align: "right" });
  document
    .fontSize(8)
    .fillColor(SOFT)
    .text(note, MARGIN, y + 13, { width })
    .fillColor(INK);
  document.y += 5;
}

/** The same as sheets of the spreadsheet. */
export const besideSheets = (beside: BesideSales, words: Words): AnySheet[] =>
  titled(beside, words).map(([name, rows]) =>
    sheet<BesideLine>({
      name,
      columns: [
        { title: words.t("partnerships:field.recordKind"), of: (line) => line.name, width: 32 },
        { title: words.t("partnerships:field.value"), of: (line) => line.value, width: 20 },
        { title: words.t("partnerships:field.source"), of: (line) => line.note, width: 60 },
      ],
      rows,
    }),
  );
