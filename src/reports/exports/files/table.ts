import type { CellKind, CellValue, Column } from "../../../shared/tables/column";

export interface ExportColumn<Row> extends Column<Row> {
  /** Its width on paper in points, 0 for what the others leave; left out, it is not printed. */
  paper?: number;
}

export type Cells = readonly CellValue[];

export interface Head {
  title: string;
  kind: CellKind;
  width?: number;
  paper?: number;
}

/** A table to be given out as a file, whatever its rows are. */
export interface ExportTable {
  /** Of its sheet, and of the section on paper. */
  name: string;
  heads: Head[];
  rows: AsyncIterable<Cells>;
  /** How many rows will come. */
  total: number;
}

export const table = <Row>({
  name,
  columns,
  rows,
  total,
}: {
  name: string;
  columns: readonly ExportColumn<Row>[];
  rows: Iterable<Row> | AsyncIterable<Row>;
  total: number;
}): ExportTable => ({
  name,
  heads: columns.map(({ title, kind = "text", width, paper }) => ({
    title,
    kind,
    ...(width === undefined ? {} : { width }),
    ...(paper === undefined ? {} : { paper }),
  })),
  rows: cellsOf(rows, columns),
  total,
});

/** A table all of whose rows are at hand. */
export const shortTable = <Row>(
  name: string,
  columns: readonly ExportColumn<Row>[],
  rows: readonly Row[],
): ExportTable => table({ name, columns, rows, total: rows.length });

async function* cellsOf<Row>(
  rows: Iterable<Row> | AsyncIterable<Row>,
  columns: readonly ExportColumn<Row>[],
): AsyncGenerator<Cells> {
  for await (const row of rows) yield columns.map(({ of }) => of(row));
}

/** The table's columns for the writers of files. */
export const columnsOf = ({ heads }: ExportTable): Column<Cells>[] =>
  heads.map(({ paper: _, ...head }, index) => ({ ...head, of: (cells) => cells[index] }));
