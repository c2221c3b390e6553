import { memory } from "../../shared/cache";
import type { AsOf } from "../../shared/db";
import type { PartnershipId } from "../../shared/ids";
import type { Month } from "../../shared/time";
import { type Row, rowsOf, type Total, TotalModel } from "./total";

/** Which totals: a book's or every book's, of these months. */
export interface Scope {
  book?: PartnershipId;
  period: { $gte: Month; $lte: Month };
}

type Kept = { end: string; rows: Row[] };

/**
 * The rows of a book's month as they were read last, beside the hash of the last entry in it. The hash is asked for anew
 * with every read, as of the reader's own instant, so what is remembered is either exactly what the database would say or
 * is read again: a year of the whole city is some hundred documents of which only this month's change. Forgotten after a
 * minute all the same, for a repair of the totals (recount.ts) moves no hash.
 */
const kept = memory<Kept>({ ms: 60_000, max: 5000 });
export const forgetRows = (): void => kept.forget();

/** Every row of the folded totals, as of the snapshot's instant. */
export async function rowsAsOf(asOf: AsOf, scope: Scope): Promise<Row[]> {
  const heads = (await asOf(TotalModel.find(scope, { end: 1 })).lean()) as Pick<Total, "_id" | "end">[];
  const known = new Map<string, Row[]>();
  // One month of one book is what statements are made of: it is read whole, whatever another process has repaired meanwhile.
  const single = scope.book !== undefined && scope.period.$gte === scope.period.$lte;
  for (const { _id, end } of single ? [] : heads) {
    const remembered = kept.recall(_id);
    if (end && remembered?.end === end) known.set(_id, remembered.rows);
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
