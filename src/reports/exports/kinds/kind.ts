import type { Visible } from "../../../credits/visible";
import type { Gazetteer } from "../../../regions/gazetteer";
import type { AsOf } from "../../../shared/db";
import type { PartnershipId, RegionCode } from "../../../shared/ids";
import type { CellValue } from "../../../shared/tables/column";
import type { Viewer } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import type { ExportTable } from "../files/table";

export const FORMATS = ["xlsx", "csv", "pdf"] as const;
export type Format = (typeof FORMATS)[number];

/** What was asked for, as it stood in the address. */
export type Params = Readonly<Record<string, string>>;

export interface Asking {
  viewer: Viewer;
  params: Params;
  at: Date;
  gazetteer: Gazetteer;
  words: Words;
}

/** Whose part of the house stands in a file: whoever opens it later must still see at least this. */
export interface Scope {
  books: PartnershipId[];
  former: { books: PartnershipId[]; helper: RegionCode } | null;
}

/** A question to the house, answered as of one instant; its rows are read only when somebody asks for them. */
export interface Opened {
  /** Of the file and of the paper: "分录 酉阳 2026年". */
  title: string;
  /** What was chosen and how it is counted, in words: a sheet of its own, and the lines under a paper's title. */
  facts: { name: string; value: CellValue }[];
  /** The first is the one that a CSV holds. */
  tables: [ExportTable, ...ExportTable[]];
  /** The sum that the first table's rows must come to, by the totals of the same instant; null where the totals know none. */
  due: Due | null;
  scope: Scope;
}

export interface Due {
  rows: number;
  fen: number;
  /** The places of the amounts in a row. */
  columns: number[];
}

export interface Kind {
  formats: readonly Format[];
  /** Refuses INVALID_QUERY or NOT_FOUND. */
  open(asking: Asking, asOf: AsOf): Promise<Opened>;
}

export const scopeOf = ({ books, former }: Visible): Scope => ({ books, former });

/** Whether what somebody may read now still holds all of what was read then. */
export const covers = (now: Visible, { books, former }: Scope): boolean =>
  books.every((book) => now.books.includes(book)) &&
  (former === null ||
    former.books.every(
      (book) => now.books.includes(book) || (now.former?.helper === former.helper && now.former.books.includes(book)),
    ));
