import { type AsOf, inSnapshot } from "../../shared/db";
import type { PartnershipId, RegionCode } from "../../shared/ids";
import { ZERO } from "../../shared/money";
import type { Month } from "../../shared/time";
import type { Measure } from "../deed";
import { type Entry, EntryModel } from "../entry";
import type { Scope } from "../totals/kept-rows";
import {
  addPart,
  type Breakdown,
  type BreakdownKind,
  BreakdownModel,
  type BreakdownRow,
  breakdownRows,
  breakdownsOf,
  type Part,
} from "./breakdown";

export interface BreakdownAsk {
  /** One book, or several; neither: the whole city. */
  book?: PartnershipId;
  books?: readonly PartnershipId[];
  /** Booking months, both included. */
  from: Month;
  to: Month;
  kind: BreakdownKind;
  /** What of it is wanted, by the facets of the totals (and an institution's district); everything when left out. */
  keep?: (row: BreakdownRow) => boolean;
  /** The largest so many; the others are answered as `rest`. */
  limit?: number;
  /** What is large is said by this measure; `recognised` when left out. */
  by?: Measure;
}

/** One product, seller or institution with both measures. */
export interface BreakdownItem {
  id: string;
  /** The latest one, as it stands in the entries. */
  name: string;
  /** An institution's, at its latest purchase. */
  affiliation: RegionCode | null;
  books: PartnershipId[];
  paid: Part;
  recognised: Part;
}

export interface BreakdownAnswer {
  /** The largest first. */
  items: BreakdownItem[];
  /** How many there are, those left off included. */
  count: number;
  /** Of everything that was kept, shown or left off. */
  whole: Pick<BreakdownItem, "paid" | "recognised">;
  /** Of those left off. */
  rest: Pick<BreakdownItem, "paid" | "recognised"> & { count: number };
}

/**
 * What was sold, whose, or who bought, exact at the moment of asking like `readTotals`: the folded months and the tail as of
 * one instant. Costs a document for each product, seller or institution and month, however many entries are behind it.
 */
export const readBreakdown = (ask: BreakdownAsk): Promise<BreakdownAnswer> =>
  inSnapshot((asOf) => breakdownAsOf(asOf, ask));

/** The same inside a snapshot the caller holds, to be shown beside the totals of the same instant. */
export const breakdownAsOf = async (
  asOf: AsOf,
  { limit, keep = () => true, by, ...ask }: BreakdownAsk,
): Promise<BreakdownAnswer> =>
  answerOf((await breakdownRowsAsOf(asOf, ask)).filter(keep), { ...(by && { by }), ...(limit && { limit }) });

/** The largest things of these rows, and what the others come to. */
export function answerOf(
  rows: readonly BreakdownRow[],
  { limit, by = "recognised" }: Pick<BreakdownAsk, "limit" | "by"> = {},
): BreakdownAnswer {
  const items = itemsOf(rows).sort(largestFirst(by));
  const shown = limit === undefined ? items : items.slice(0, limit);
  const left = items.slice(shown.length);
  return {
    items: shown,
    count: items.length,
    whole: sumOfItems(items),
    rest: { ...sumOfItems(left), count: left.length },
  };
}

/** The rows themselves, in the order of their months, the tail last. */
export async function breakdownRowsAsOf(
  asOf: AsOf,
  { book, books, from, to, kind, id }: Omit<BreakdownAsk, "keep" | "limit" | "by"> & { id?: string },
): Promise<BreakdownRow[]> {
  const wanted = books ?? (book === undefined ? undefined : [book]);
  const scope = { ...(wanted && { book: { $in: [...wanted] } }), period: { $gte: from, $lte: to } };
  const kept = (await asOf(BreakdownModel.find({ ...scope, kind, ...(id && { id }) })).lean()) as Breakdown[];
  const tail = await tailAsOf(asOf, scope);
  const unfolded = breakdownsOf(tail).filter((each) => each.kind === kind && (id === undefined || each.id === id));
  return [...kept.sort((a, b) => (a.period < b.period ? -1 : 1)), ...unfolded].flatMap(breakdownRows);
}

/** The entries that are not folded yet, in the order they were booked. */
export const tailAsOf = async (asOf: AsOf, scope: Scope): Promise<Entry[]> =>
  (await asOf(EntryModel.find({ folded: false, ...scope } as object).sort({ _id: 1 })).lean()) as Entry[];

export const NO_PART: Part = { fen: ZERO, quantity: 0, entries: 0, orders: 0 };

/** The rows by product, seller or institution; the last row's name stands. */
export function itemsOf(rows: readonly BreakdownRow[]): BreakdownItem[] {
  const items = new Map<string, BreakdownItem>();
  for (const row of rows) {
    const { id, name, affiliation, book, measure } = row;
    const item = items.get(id) ?? {
      id,
      name,
      affiliation,
      books: [],
      paid: { ...NO_PART },
      recognised: { ...NO_PART },
    };
    if (!item.books.includes(book)) item.books.push(book);
    addPart(item[measure], row);
    items.set(id, Object.assign(item, { name, affiliation }));
  }
  return [...items.values()];
}

function sumOfItems(items: readonly BreakdownItem[]): Pick<BreakdownItem, "paid" | "recognised"> {
  const whole = { paid: { ...NO_PART }, recognised: { ...NO_PART } };
  for (const item of items) {
    addPart(whole.paid, item.paid);
    addPart(whole.recognised, item.recognised);
  }
  return whole;
}

/** By a measure, then by the other. */
export const largestFirst =
  (by: Measure) =>
  (a: BreakdownItem, b: BreakdownItem): number =>
    b[by].fen - a[by].fen || b.recognised.fen - a.recognised.fen || b.paid.fen - a.paid.fen || (a.id < b.id ? -1 : 1);
