import { type AsOf, inSnapshot } from "../../shared/db";
import type { PartnershipId } from "../../shared/ids";
import type { Month } from "../../shared/time";
import { type Entry, EntryModel } from "../entry";
import { rowsAsOf } from "./kept-rows";
import { type Sums, sumUp } from "./sums";
import { type Row, sumOf, type Total, TotalModel } from "./total";

/** Booking months, both included; without a book, the whole city. */
export interface Span {
  book?: PartnershipId;
  from: Month;
  to: Month;
}

export interface Totals extends Sums {
  rows: Row[];
}

/**
 * The figures of a span, exact at the moment of asking: what is folded plus the entries of the tail, read as of one
 * instant. Costs a document per book and month and the tail, however many entries there are behind it.
 *
 * A book's rows are the county's: those with basis `help_sell` and `purchase` are its partnership's.
 */
export const readTotals = (span: Span): Promise<Totals> => inSnapshot((asOf) => totalsAsOf(asOf, span));

/** The same inside a snapshot the caller holds, to be shown beside other reads of the same instant. */
export async function totalsAsOf(asOf: AsOf, { book, from, to }: Span): Promise<Totals> {
  const scope = { ...(book === undefined ? {} : { book }), period: { $gte: from, $lte: to } };
  const kept = await rowsAsOf(asOf, scope);
  const tail = (await asOf(EntryModel.find({ folded: false, ...scope })).lean()) as Entry[];
  const rows = [...kept, ...tail.map(rowOf)];
  return { ...sumUp(rows), rows };
}

/** What an entry of the tail adds to the totals. */
export const rowOf = (entry: Entry): Row => ({
  book: entry.book,
  period: entry.period,
  helper: entry.helper,
  basis: entry.basis,
  measure: entry.measure,
  category: entry.category,
  buyerKind: entry.buyerKind,
  ...sumOf(entry),
});

/** The first month with an entry; undefined while the ledger is empty. */
export async function firstMonth(): Promise<Month | undefined> {
  const [total, tail] = await Promise.all([
    TotalModel.findOne({}, { period: 1 }).sort({ period: 1 }).lean() as Promise<Pick<Total, "period"> | null>,
    EntryModel.distinct("period", { folded: false }) as Promise<Month[]>,
  ]);
  return [...(total ? [total.period] : []), ...tail].sort()[0];
}
