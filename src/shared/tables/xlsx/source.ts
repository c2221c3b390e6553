import type { CellValue } from "../column";

/** Rows asked for one at a time, of which one can be told to be there without being taken. */
export interface Source {
  more(): Promise<boolean>;
  /** The row that `more` has found. */
  take(): readonly CellValue[];
  /** Lets go of what the rows are read from. */
  close(): Promise<void>;
}

export function sourceOf<Row>(
  rows: Iterable<Row> | AsyncIterable<Row>,
  cellsOf: (row: Row) => readonly CellValue[],
): Source {
  const from = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  let next: { row: Row } | null = null;
  return {
    async more() {
      if (next) return true;
      const { done, value } = await from.next();
      next = done ? null : { row: value as Row };
      return next !== null;
    },
    take() {
      if (!next) throw new Error("no row was found");
      const cells = cellsOf(next.row);
      next = null;
      return cells;
    },
    async close() {
      await from.return?.();
    },
  };
}
