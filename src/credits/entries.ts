import type { AsOf } from "../shared/db";
import type { EntryId, PartnershipId, RegionCode } from "../shared/ids";
import { fromCursor, type Page, page } from "../shared/page";
import type { Month } from "../shared/time";
import { BASES, type Basis } from "./attribute";
import { productFilter } from "./breakdowns/breakdown";
import { type BuyerKind, type Category, MEASURES, type Measure, SOURCES, type SourceKind } from "./deed";
import { type Entry, EntryModel } from "./entry";
import type { Facet, Row } from "./totals/total";
import type { Visible } from "./visible";

/**
 * A question to the ledger. Facets of the totals come first; a seller, a product and a campaign are in the breakdowns: of
 * both a figure and its entries agree.
 */
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
  seller?: string | undefined;
  /** A product's id in the breakdowns: the catalogue's, or that of goods declared under one name. */
  product?: string | undefined;
  /** The campaign that decided the credit. */
  campaign?: string | undefined;
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
  const rows = await entriesAfter(visible, selection, { after, limit: limit + 1 }, asOf);
  return page(rows, limit, (entry) => [entry.period, entry._id]);
}

/** So many entries of a selection, newest first, after one of them. */
export async function entriesAfter(
  visible: Visible,
  selection: Selection,
  { after, limit }: { after: readonly [Month, EntryId] | null; limit: number },
  asOf: AsOf = (query) => query,
): Promise<Entry[]> {
  const rows: Entry[] = [];
  for (const rest of after ? restOf(after) : [{}]) {
    if (rows.length >= limit) break;
    const found = EntryModel.find({ $and: [filterOf(visible, selection), rest] }).sort(NEWEST);
    const wanted = limit - rows.length;
    rows.push(...((await asOf(found.limit(wanted).batchSize(wanted)).lean()) as Entry[]));
  }
  return rows;
}

const NEWEST = { period: -1, _id: -1 } as const;

/** What follows an entry: the rest of its month, then the months before. Asked apart, each is one piece of the index. */
const restOf = ([period, _id]: readonly [Month, EntryId]) => [
  { period, _id: { $lt: _id } },
  { period: { $lt: period } },
];

/** How many there are, for what the totals cannot be asked. */
export const countEntries = (visible: Visible, selection: Selection, asOf: AsOf = (query) => query): Promise<number> =>
  asOf(EntryModel.countDocuments(filterOf(visible, selection))).exec();

export const entryById = async (id: string): Promise<Entry | null> =>
  (await EntryModel.findById(id).lean()) as Entry | null;

/** Everything booked about a line, in the order it was booked. */
export const entriesOfLine = async (line: string): Promise<Entry[]> =>
  (await EntryModel.find({ line }).sort({ turn: 1 }).lean()) as Entry[];

/** The entry at a place of a book's chain. */
export const entryAt = async (book: PartnershipId, seq: number): Promise<Entry | null> =>
  (await EntryModel.findOne({ book, folded: true, seq }).lean()) as Entry | null;

/** Whether a row of the totals, or of a breakdown, is part of a selection's sum. */
export const isSelected = (
  row: Facet & Pick<Row, "period">,
  { from, to, measure, bases, helper, category, buyerKind }: Selection,
): boolean =>
  (from === undefined || row.period >= from) &&
  (to === undefined || row.period <= to) &&
  (measure === undefined || row.measure === measure) &&
  (bases === undefined || bases.includes(row.basis)) &&
  (helper === undefined || row.helper === helper) &&
  (category === undefined || row.category === category) &&
  (buyerKind === undefined || row.buyerKind === buyerKind);

/** The same for thousands of rows: the selection is made up once. */
export const selectedBy =
  (selection: Selection) =>
  (row: Facet & Pick<Row, "period">): boolean =>
    isSelected(row, selection);

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
    ...thingFilter(selection),
    ...(source && (isKind(source) ? { "source.kind": source } : { "source.id": source })),
    ...(order && { "order.number": order }),
  };
}

function thingFilter({ seller, product, campaign }: Selection): Record<string, unknown> {
  const things = [
    ...(campaign ? [{ "campaign.id": campaign, "campaign.setAside": null }] : []),
    ...(product ? [productFilter(product)] : []),
    ...(seller ? [{ "seller.id": seller }] : []),
  ];
  // Apart, for goods that were declared name their producer themselves.
  return things.length > 1 ? { $and: things } : (things[0] ?? {});
}

const isKind = (source: string): source is SourceKind => (SOURCES as readonly string[]).includes(source);
