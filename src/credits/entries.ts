import type { AsOf } from "../shared/db";
import type { EntryId, PartnershipId, RegionCode } from "../shared/ids";
import { fromCursor, type Page, page } from "../shared/page";
import type { Month } from "../shared/time";
import { BASES, type Basis } from "./attribute";
import { type BuyerKind, type Category, MEASURES, type Measure, SOURCES, type SourceKind } from "./deed";
import { type Entry, EntryModel } from "./entry";
import type { Row } from "./totals/total";
import type { Visible } from "./visible";

/** A question to the ledger. Every part but the last three is also a facet of the totals: a figure and its entries agree. */
export interface Selection {
  from?: Month | undefined;
  to?: Month | undefined;
  measure?: Measure | undefined;
  bases?: readonly Basis[] | undefined;
  helper?: RegionCode | undefined;
  category?: Category | undefined;
  buyerKind?: BuyerKind | undefined;
  /** Only what was taken back. */
  taken?: "back" | undefined;
  /** What caused the entry: its kind or its id. */
  source?: string | undefined;
  /** An order's number. */
  order?: string | undefined;
}

/** The entries of a selection, the newest month first: a page costs the same in a book of a thousand and of a million. */
export async function listEntries(
  visible: Visible,
  selection: Selection,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  asOf: AsOf = (query) => query,
): Promise<Page<Entry>> {
  const after = fromCursor(cursor, 2) as [Month, EntryId] | null;
  const rows: Entry[] = [];
  for (const rest of after ? restOf(after) : [{}]) {
    if (rows.length > limit) break;
    const found = EntryModel.find({ $and: [filterOf(visible, selection), rest] }).sort(NEWEST);
    rows.push(...((await asOf(found.limit(limit + 1 - rows.length)).lean()) as Entry[]));
  }
  return page(rows, limit, (entry) => [entry.period, entry._id]);
}

const NEWEST = { period: -1, _id: -1 } as const;

/** What follows an entry: the rest of its month, then the months before. Asked apart, each is one piece of the index. */
const restOf = ([period, _id]: [Month, EntryId]) => [{ period, _id: { $lt: _id } }, { period: { $lt: period } }];

/** All entries of a selection, newest first, one after another: for files of any length. */
export const eachEntry = (visible: Visible, selection: Selection): AsyncIterable<Entry> =>
  EntryModel.find(filterOf(visible, selection)).sort(NEWEST).lean().cursor() as unknown as AsyncIterable<Entry>;

export const entryById = async (id: string): Promise<Entry | null> =>
  (await EntryModel.findById(id).lean()) as Entry | null;

/** Everything booked about a line, in the order it was booked. */
export const entriesOfLine = async (line: string): Promise<Entry[]> =>
  (await EntryModel.find({ line }).sort({ turn: 1 }).lean()) as Entry[];

/** The entry at a place of a book's chain. */
export const entryAt = async (book: PartnershipId, seq: number): Promise<Entry | null> =>
  (await EntryModel.findOne({ book, folded: true, seq }).lean()) as Entry | null;

/** Whether a row of the totals is part of a selection's sum. */
export const isSelected = (row: Row, { from, to, measure, bases, helper, category, buyerKind }: Selection): boolean =>
  (from === undefined || row.period >= from) &&
  (to === undefined || row.period <= to) &&
  (measure === undefined || row.measure === measure) &&
  (bases === undefined || bases.includes(row.basis)) &&
  (helper === undefined || row.helper === helper) &&
  (category === undefined || row.category === category) &&
  (buyerKind === undefined || row.buyerKind === buyerKind);

// Book, measure and basis are always named, each by all its values where nothing was asked: the database then merges a
// few runs of one index that is already in the order of the list, and never sorts.
function filterOf({ books, former }: Visible, selection: Selection): Record<string, unknown> {
  const { from, to, measure, bases, helper, category, buyerKind, taken, source, order } = selection;
  const run = { measure: { $in: measure ? [measure] : MEASURES }, basis: { $in: bases ?? BASES } };
  return {
    ...(former
      ? {
          $or: [
            { book: { $in: books }, ...run },
            { book: { $in: former.books }, helper: former.helper, ...run },
          ],
        }
      : { book: { $in: books }, ...run }),
    ...(from || to ? { period: { ...(from && { $gte: from }), ...(to && { $lte: to }) } } : {}),
    ...(helper && { helper }),
    ...(category && { category }),
    ...(buyerKind && { buyerKind }),
    ...(taken && { amountFen: { $lt: 0 } }),
    ...(source && (isKind(source) ? { "source.kind": source } : { "source.id": source })),
    ...(order && { "order.number": order }),
  };
}

const isKind = (source: string): source is SourceKind => (SOURCES as readonly string[]).includes(source);
