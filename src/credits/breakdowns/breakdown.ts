import { Schema } from "mongoose";
import { collection, wholeNumber } from "../../shared/db";
import type { PartnershipId, RegionCode } from "../../shared/ids";
import { add, type Fen, fen } from "../../shared/money";
import type { Month } from "../../shared/time";
import type { Entry } from "../entry";
import { cellOf, type Facet, facetOf } from "../totals/total";

/**
 * What was sold, whose it was, which institution bought it, and the campaign that decided its credit (by its id alone).
 * Citizens are only ever a sum of the totals.
 */
export const BREAKDOWN_KINDS = ["product", "seller", "institution", "campaign"] as const;
export type BreakdownKind = (typeof BREAKDOWN_KINDS)[number];

/** The purchases of institutions that no entry names: those booked before entries carried a name, and declared ones not registered here. */
export const UNNAMED = "unnamed";

/** What entries add up to for one product, seller or institution. */
export interface Part {
  fen: Fen;
  /** Pieces; what was taken back is subtracted. */
  quantity: number;
  entries: number;
  /** Orders paid for. An order counts once, with its first line: of products only the sum over all of them means something. */
  orders: number;
}

/** Whom or what a part is about. */
export interface Subject {
  kind: BreakdownKind;
  id: string;
  /** As the last folded entry of the month has it. */
  name: string;
  /** An institution's district at its checkout: it decides who may read the name. Null for products and sellers. */
  affiliation: RegionCode | null;
}

/**
 * One book's month of one product, seller, institution or campaign, divided by the very facets of the totals: each kind's
 * parts add up to the totals cell by cell (institutions: to the cells of that buyer kind; campaigns: to `help_sell` less
 * what was declared).
 */
export interface Breakdown extends Subject {
  _id: string;
  book: PartnershipId;
  period: Month;
  cells: Record<string, Part>;
}

export interface BreakdownRow extends Subject, Facet, Part {
  book: PartnershipId;
  period: Month;
}

const text = { type: String, required: true } as const;
const part = { fen: wholeNumber(), quantity: wholeNumber(), entries: wholeNumber(0), orders: wholeNumber(0) };

/** Written by the fold and the rebuild alone. */
export const BreakdownModel = collection<Breakdown>(
  "breakdowns",
  new Schema<Breakdown>(
    {
      _id: String,
      book: text,
      period: text,
      kind: { ...text, enum: BREAKDOWN_KINDS },
      id: text,
      name: text,
      affiliation: { type: String, default: null },
      cells: { type: Schema.Types.Mixed, required: true },
    },
    { versionKey: false, minimize: false },
  )
    // A book's year of one kind is one run of the index.
    .index({ book: 1, kind: 1, period: 1 })
    // One thing's months, in whichever books.
    .index({ id: 1, kind: 1, period: 1 }),
  { properties: { cells: { bsonType: "object", additionalProperties: { properties: part } } } },
);

const DECLARED = "declared:";

/** The entries of a product, by its id here. */
export function productFilter(id: string): Record<string, unknown> {
  if (!id.startsWith(DECLARED)) return { "product.id": id };
  const rest = id.slice(DECLARED.length);
  // A producer without a shop is called by its number, with a colon of its own; no number has another.
  const end = rest.indexOf(":", rest.startsWith("producer:") ? "producer:".length : 0);
  return { order: null, "seller.id": rest.slice(0, end), "product.name": rest.slice(end + 1) };
}

type Told = Pick<Entry, "product" | "seller" | "order" | "buyerKind" | "institution" | "affiliation" | "campaign">;

/** What an entry is counted under: its product, its seller, the campaign that decided and, where one bought, the institution. */
export function subjectsOf({ product, seller, order, buyerKind, institution, affiliation, campaign }: Told): Subject[] {
  // Every line of a declaration is a product of its own; its producer's goods of one name are one thing here.
  const goods = order === null ? `${DECLARED}${seller.id}:${product.name}` : product.id;
  const subjects: Subject[] = [
    { kind: "product", id: goods, name: product.name, affiliation: null },
    { kind: "seller", id: seller.id, name: seller.name, affiliation: null },
  ];
  if (campaign && campaign.setAside === null)
    subjects.push({ kind: "campaign", id: campaign.id, name: campaign.id, affiliation: null });
  if (buyerKind !== "institution") return subjects;
  const { id, name } = institution ?? { id: UNNAMED, name: "未记名机构" };
  return [...subjects, { kind: "institution", id, name, affiliation }];
}

export const breakdownId = (
  { book, period }: Pick<Entry, "book" | "period">,
  { kind, id, affiliation }: Subject,
): string => [book, period, kind, id, ...(kind === "institution" ? [affiliation ?? "none"] : [])].join(":");

/** What one entry adds. */
export const partOf = ({
  amountFen,
  quantity,
  opensOrder,
}: Pick<Entry, "amountFen" | "quantity" | "opensOrder">): Part => ({
  fen: fen(amountFen),
  quantity,
  entries: 1,
  orders: opensOrder ? 1 : 0,
});

export const plusPart = (a: Part, b: Part): Part => ({
  fen: add(a.fen, b.fen),
  quantity: a.quantity + b.quantity,
  entries: a.entries + b.entries,
  orders: a.orders + b.orders,
});

/** The same in place, for thousands of rows at every request. */
export function addPart(whole: Part, { fen: more, quantity, entries, orders }: Part): void {
  whole.fen = add(whole.fen, more);
  whole.quantity += quantity;
  whole.entries += entries;
  whole.orders += orders;
}

/** Adds an entry to the documents it belongs in, by their names; taken in the order of the chain, the latest name stays. */
export function addTo(found: Map<string, Breakdown>, entry: Entry): void {
  const { book, period } = entry;
  const [cell, more] = [cellOf(entry), partOf(entry)];
  for (const subject of subjectsOf(entry)) {
    const _id = breakdownId(entry, subject);
    const cells = found.get(_id)?.cells ?? {};
    const before = cells[cell];
    cells[cell] = before ? plusPart(before, more) : more;
    found.set(_id, { _id, book, period, ...subject, cells });
  }
}

/** What entries, in the order of their chain, add up to. */
export function breakdownsOf(entries: readonly Entry[]): Breakdown[] {
  const found = new Map<string, Breakdown>();
  for (const entry of entries) addTo(found, entry);
  return [...found.values()];
}

export const breakdownRows = ({ _id, cells, ...subject }: Breakdown): BreakdownRow[] =>
  Object.entries(cells).map(([cell, each]) => ({ ...subject, ...facetOf(cell), ...each }));
