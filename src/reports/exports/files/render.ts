import { Refusal } from "../../../shared/errors";
import type { Column } from "../../../shared/tables/column";
import { writeCsv } from "../../../shared/tables/write-csv";
import { sheet, streamBook } from "../../../shared/tables/write-xlsx";
import type { Words } from "../../../shared/words";
import type { Format, Opened } from "../kinds/kind";
import { paperOf } from "./paper";
import { type Cells, columnsOf, type ExportTable } from "./table";

export const MEDIA: Record<Format, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
};

/** More than this nobody prints: some sixty sheets. */
export const MOST_PRINTED = 1500;

export const fileName = ({ title }: Pick<Opened, "title">, format: Format): string =>
  `${title.replace(/[\\/:*?"<>|\s]+/g, "-")}.${format}`;

/**
 * What was opened as the bytes of a file, given out while it is read. Its rows are added up on the way and must come to what
 * the totals of the same instant say: else the file ends in an error rather than in a wrong list.
 */
export async function* render(
  opened: Opened,
  format: Format,
  { words, at, counted }: { words: Words; at: Date; counted?: (rows: number) => Promise<void> },
): AsyncGenerator<Buffer> {
  const [first, ...more] = opened.tables;
  const told = { ...first, rows: watched(first, opened, counted) };
  if (format === "csv") return yield* asBytes(writeCsv(columnsOf(told), told.rows));
  if (format === "pdf") {
    mustBePrintable(first.total);
    return yield paperOf({ ...opened, tables: [told, ...more] }, { words, at });
  }
  const sheets = [told, ...more].map((each) => sheet({ name: each.name, columns: columnsOf(each), rows: each.rows }));
  yield* streamBook([
    ...sheets,
    sheet({ name: words.t("exports:facts"), columns: factColumns(words), rows: opened.facts }),
  ]);
}

export function mustBePrintable(total: number): void {
  if (total > MOST_PRINTED)
    throw new Refusal("INVALID", {
      fields: [{ field: "format", code: "export_not_printable", params: { maximum: MOST_PRINTED } }],
    });
}

const factColumns = (words: Words): Column<Opened["facts"][number]>[] => [
  { title: words.t("exports:factName"), width: 18, of: ({ name }) => name },
  { title: words.t("exports:factValue"), width: 80, of: ({ value }) => value },
];

async function* asBytes(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let piece = "";
  for await (const line of lines) {
    piece += line;
    if (piece.length < 65_536) continue;
    yield Buffer.from(piece);
    piece = "";
  }
  yield Buffer.from(piece);
}

async function* watched(
  { rows }: ExportTable,
  { due }: Opened,
  counted?: (rows: number) => Promise<void>,
): AsyncGenerator<Cells> {
  let [count, fen] = [0, 0];
  for await (const cells of rows) {
    count++;
    for (const column of due?.columns ?? []) fen += Number(cells[column] ?? 0);
    if (counted && count % 500 === 0) await counted(count);
    yield cells;
  }
  if (due && (due.rows !== count || due.fen !== fen))
    throw new Error(`a file of ${count} rows and ${fen} fen, where the totals have ${due.rows} and ${due.fen}`);
  await counted?.(count);
}
