import type { AsOf } from "../../shared/db";
import type { PartnershipId } from "../../shared/ids";
import { headsAsOf, isRemembered, rowsOfHeads } from "../totals/kept-rows";
import { rowOf } from "../totals/read-totals";
import type { Months } from "../totals/span";
import type { Row } from "../totals/total";
import { type BreakdownKind, type BreakdownRow, breakdownRows, breakdownsOf } from "./breakdown";
import { partsOfHeads } from "./kept-parts";
import { tailAsOf } from "./read-breakdown";

export interface SideAsk {
  books: readonly PartnershipId[];
  /** Of the totals. */
  years: Months;
  /** Of the breakdowns; within the years. */
  span: Months;
  kinds: readonly BreakdownKind[];
}

/** The rows of some books, exact at the snapshot's instant: the totals of years, and of a span what, whose and who bought. */
export interface Side {
  rows: Row[];
  parts: Record<BreakdownKind, BreakdownRow[]>;
}

/** Asks once which months changed and once for the tail, whatever is read; what did not change comes from memory. */
export async function sideAsOf(asOf: AsOf, { books, years, span, kinds }: SideAsk): Promise<Side> {
  const [book, period] = [books[0], { $gte: years.from, $lte: years.to }];
  const scope = { book: books.length === 1 && book ? book : { $in: [...books] }, period };
  const heads = await headsAsOf(asOf, scope);
  const tail = await tailAsOf(asOf, scope);
  const within = (of: { period: string }) => of.period >= span.from && of.period <= span.to;
  const remembered = isRemembered({ ...scope, period: { $gte: span.from, $lte: span.to } });
  const folded = await partsOfHeads(asOf, heads.filter(within), kinds, remembered);
  const unfolded = breakdownsOf(tail.filter(within)).flatMap(breakdownRows);
  const side: Side = {
    rows: [...(await rowsOfHeads(asOf, heads)), ...tail.map(rowOf)],
    parts: { product: [], seller: [], institution: [], campaign: [] },
  };
  for (const row of folded) side.parts[row.kind].push(row);
  for (const row of unfolded) if (kinds.includes(row.kind)) side.parts[row.kind].push(row);
  return side;
}
