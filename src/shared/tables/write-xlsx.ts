import { writeZip, type ZipPart } from "../zip";
import type { CellKind, Column } from "./column";
import { fixedParts, sheetPath } from "./xlsx/fixed-parts";
import { type Source, sourceOf } from "./xlsx/source";
import { type Head, MOST_LINES, worksheet } from "./xlsx/worksheet";

export interface Sheet<Row> {
  name: string;
  columns: readonly Column<Row>[];
  rows: Iterable<Row> | AsyncIterable<Row>;
}

/** A sheet, whatever its rows are. */
export interface AnySheet {
  name: string;
  heads: Head[];
  source: Source;
}

const WIDTHS: Record<CellKind, number> = { text: 24, number: 10, yuan: 14, ratio: 10, instant: 18 };

export const sheet = <Row>({ name, columns, rows }: Sheet<Row>): AnySheet => ({
  name,
  heads: columns.map(({ title, kind = "text", width }) => ({
    title,
    kind,
    width: width ?? Math.max(WIDTHS[kind], title.length * 2 + 2),
  })),
  source: sourceOf(rows, (row) => columns.map(({ of }) => of(row))),
});

/**
 * Tables as one spreadsheet, given out while it is made: a million rows take no more memory than a thousand. A table longer
 * than a sheet may be goes on in the next one. The same rows always give the same bytes.
 */
export const streamBook = (sheets: readonly AnySheet[], mostLines = MOST_LINES): AsyncGenerator<Buffer> =>
  writeZip(partsOf(sheets, mostLines));

async function* partsOf(sheets: readonly AnySheet[], mostLines: number): AsyncGenerator<ZipPart> {
  const names: string[] = [];
  for (const { name, heads, source } of sheets) {
    try {
      do {
        names.push(freeName(name, names));
        yield { path: sheetPath(names.length), content: worksheet(heads, source, mostLines) };
      } while (await source.more());
    } finally {
      await source.close();
    }
  }
  yield* fixedParts(names);
}

/** A spreadsheet takes 31 characters, none of : \ / ? * [ ], and no name twice. */
function freeName(wanted: string, taken: readonly string[]): string {
  const plain = wanted.replace(/[:\\/?*[\]]/g, " ").replace(/^'|'$/g, " ");
  for (let number = 1; ; number++) {
    const tail = number === 1 ? "" : ` (${number})`;
    const name = [...plain].slice(0, 31 - tail.length).join("") + tail;
    if (!taken.some((each) => each.toLowerCase() === name.toLowerCase())) return name;
  }
}

/** Several tables as one spreadsheet of as many sheets, whole. */
export async function writeBook(sheets: readonly AnySheet[]): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of streamBook(sheets)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** One table as a spreadsheet of one sheet, whole. */
export const writeXlsx = <Row>(
  columns: readonly Column<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): Promise<Buffer> => writeBook([sheet({ name: "Sheet1", columns, rows })]);
