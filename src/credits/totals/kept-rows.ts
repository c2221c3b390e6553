import { memory } from "../../shared/cache";
import type { AsOf } from "../../shared/db";
import type { PartnershipId } from "../../shared/ids";
import type { Month } from "../../shared/time";
import { type Row, rowsOf, type Total, TotalModel } from "./total";

/** Which totals: a book's, some books' or every book's, of these months. */
export interface Scope {
  book?: PartnershipId | { $in: PartnershipId[] };
  period: { $gte: Month; $lte: Month };
}

/** A book's month without its cells: whether it is what was read before is told by its end. */
export type Head = Pick<Total, "_id" | "book" | "period" | "end">;

type Kept = { end: string; rows: Row[] };

/**
 * The rows of a book's month as they were read last, beside the hash of the last entry in it. The hash is asked for anew
 * with every read, as of the reader's own instant, so what is remembered is either exactly what the database would say or
 * is read again: a year of the whole city is some hundred documents of which only this month's change. Forgotten after a
 * minute all the same, for a repair of the totals (recount.ts) moves no hash.
 */
const kept = memory<Kept>({ ms: 60_000, max: 5000 });
export const forgetRows = (): void => kept.forget();

export const headsAsOf = async (asOf: AsOf, scope: Scope): Promise<Head[]> =>
  (await asOf(TotalModel.find(scope as object, { book: 1, period: 1, end: 1 })).lean()) as Head[];

/** One month of one book is what statements are made of: it is read whole, whatever another process has repaired meanwhile. */
export const isRemembered = ({ book, period }: Scope): boolean =>
  typeof book !== "string" || period.$gte !== period.$lte;

/** Every row of the folded totals, as of the snapshot's instant. */
export const rowsAsOf = async (asOf: AsOf, scope: Scope): Promise<Row[]> =>
  rowsOfHeads(asOf, await headsAsOf(asOf, scope), isRemembered(scope));

/** The rows of these months, of which those that did not change come from memory. */
export async function rowsOfHeads(asOf: AsOf, heads: readonly Head[], remembered = true): Promise<Row[]> {
  const known = new Map<string, Row[]>();
  for (const { _id, end } of remembered ? heads : []) {
    const before = kept.recall(_id);
    if (end && before?.end === end) known.set(_id, before.rows);
  }
  const changed = heads.filter(({ _id }) => !known.has(_id)).map(({ _id }) => _id);
  for (const total of await read(asOf, changed)) {
    const rows = rowsOf(total);
    known.set(total._id, rows);
    if (total.end) kept.keep(total._id, { end: total.end, rows });
  }
  return heads.flatMap(({ _id }) => known.get(_id) ?? []);
}

const read = async (asOf: AsOf, ids: readonly string[]): Promise<Total[]> =>
  ids.length === 0 ? [] : ((await asOf(TotalModel.find({ _id: { $in: ids } })).lean()) as Total[]);
