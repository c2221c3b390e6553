import type { Gazetteer } from "../regions/gazetteer";
import { fromCursor, toCursor } from "../shared/page";
import type { Choices, Sort } from "./filters";
import { type Product, ProductModel } from "./product";
import { type Filter, phasesOf } from "./search-filter";

/** What a list shows of a product. */
export type Listed = Pick<
  Product,
  "_id" | "slug" | "seller" | "sellerName" | "sellerNameEn" | "name" | "nameEn" | "category" | "kind" | "originCounty" | "certifications" | "images" | "variants" | "fromFen" | "soldOut" | "sales" | "approvedAt"
> & { season: { months: number[] } };

export const LISTED = {
  slug: 1, seller: 1, sellerName: 1, sellerNameEn: 1, name: 1, nameEn: 1, category: 1, kind: 1, originCounty: 1, "certifications.kind": 1, "season.months": 1, images: { $slice: 1 }, "variants.name": 1, "variants.nameEn": 1, "variants.unit": 1, "variants.unitEn": 1, "variants.netWeightGrams": 1, "variants.priceFen": 1, fromFen: 1, soldOut: 1, sales: 1, approvedAt: 1,
} as const;

interface Order { field: "sales" | "approvedAt" | "fromFen"; direction: 1 | -1 }
const ORDERS: Readonly<Record<Sort, Order>> = {
  relevance: { field: "sales", direction: -1 },
  sales: { field: "sales", direction: -1 },
  newest: { field: "approvedAt", direction: -1 },
  price: { field: "fromFen", direction: 1 },
  "-price": { field: "fromFen", direction: -1 },
};

export interface Found {
  items: Listed[];
  nextCursor: string | null;
  /** Where the page before begins: null on the first page, "" when that is the first page. */
  previousCursor: string | null;
  /** How many stand before these. */
  before: number;
}

interface Asking {
  limit: number;
  cursor?: string | undefined;
}

/**
 * One page of goods. It is read in stretches, each of which an index holds ready in its order: with words and by relevance
 * first those that have them in their name; after a cursor first the rest of those level with the last one shown. So a
 * page costs the same however far one has read, and however many goods have equal sales.
 */
export async function search(choices: Choices, { limit, cursor }: Asking, gazetteer: Gazetteer, at: Date): Promise<Found> {
  const begin = whereToBegin(cursor);
  const order = turned(ORDERS[choices.sort], begin?.back);
  const rows: Row[] = [];
  for (const { filter, phase } of stretches(phasesOf(choices, gazetteer, at), order, begin)) {
    const missing = limit + 1 - rows.length;
    if (missing <= 0) break;
    const products = (await ProductModel.find(filter, LISTED).sort({ [order.field]: order.direction, _id: order.direction }).limit(missing).lean()) as unknown as Listed[];
    rows.push(...products.map((product) => ({ product, phase })));
  }
  const more = rows.length > limit;
  const shown = begin?.back ? rows.slice(0, limit).reverse() : rows.slice(0, limit);
  return { items: shown.map((row) => row.product), ...neighbours(shown, { begin, more, limit, field: order.field }) };
}

interface Row {
  product: Listed;
  phase: number;
}

/** Where a page begins: beside the row with this phase, sort value and id, reading on or back. */
interface Begin {
  before: number;
  phase: number;
  value: number;
  id: string;
  back: boolean;
}

/** A cursor that is not one of ours begins the list anew. */
function whereToBegin(cursor: string | undefined): Begin | null {
  const [before, phase, value, id, back] = fromCursor(cursor, 5) ?? [];
  const sound = typeof before === "number" && typeof phase === "number" && typeof value === "number" && typeof id === "string";
  return sound ? { before, phase, value, id, back: back === 1 } : null;
}

const turned = ({ field, direction }: Order, back: boolean | undefined): Order => ({ field, direction: back ? (direction === 1 ? -1 : 1) : direction });

function stretches(phases: readonly Filter[], { field, direction }: Order, begin: Begin | null): { filter: Filter; phase: number }[] {
  const numbered = phases.map((filter, phase) => ({ filter, phase }));
  if (!begin) return numbered;
  const beyond = direction === 1 ? "$gt" : "$lt";
  const level = field === "approvedAt" ? new Date(begin.value) : begin.value;
  const here = numbered.filter(({ phase }) => phase === begin.phase);
  const further = numbered.filter(({ phase }) => (begin.back ? phase < begin.phase : phase > begin.phase));
  const bounded = (bound: object) => here.map(({ filter, phase }) => ({ filter: { $and: [filter, bound] } as Filter, phase }));
  return [...bounded({ [field]: level, _id: { [beyond]: begin.id } }), ...bounded({ [field]: { [beyond]: level } }), ...further.sort((a, b) => (begin.back ? b.phase - a.phase : a.phase - b.phase))];
}

function neighbours(shown: readonly Row[], { begin, more, limit, field }: { begin: Begin | null; more: boolean; limit: number; field: Order["field"] }): Omit<Found, "items"> {
  const [first, last] = [shown[0], shown.at(-1)];
  const before = begin?.before ?? 0;
  const cursorAt = ({ product, phase }: Row, count: number, back: 0 | 1): string => toCursor([count, phase, Number(product[field]), product._id, back]);
  const goesOn = begin?.back || more;
  return {
    before,
    nextCursor: goesOn && last ? cursorAt(last, before + shown.length, 0) : null,
    previousCursor: before === 0 ? null : before <= limit || !first ? "" : cursorAt(first, before - limit, 1),
  };
}
