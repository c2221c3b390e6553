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

type Order = { field: "sales" | "approvedAt" | "fromFen"; direction: 1 | -1 };
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
  /** How many were shown before these. */
  before: number;
}

/**
 * One page of goods. It is read in stretches, each of which an index holds ready in its order: with words and by relevance
 * first those that have them in their name; after a cursor first the rest of those level with the last one shown. So a
 * page costs the same however far one has read, and however many goods have equal sales.
 */
export async function search(choices: Choices, { limit, cursor }: { limit: number; cursor?: string | undefined }, gazetteer: Gazetteer, at: Date): Promise<Found> {
  const order = ORDERS[choices.sort];
  const begin = whereToBegin(cursor);
  const rows: { product: Listed; phase: number }[] = [];
  for (const { filter, phase } of stretches(choices, begin, gazetteer, at)) {
    const missing = limit + 1 - rows.length;
    if (missing <= 0) break;
    const products = (await ProductModel.find(filter, LISTED).sort({ [order.field]: order.direction, _id: order.direction }).limit(missing).lean()) as unknown as Listed[];
    rows.push(...products.map((product) => ({ product, phase })));
  }
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const before = begin?.before ?? 0;
  const more = rows.length > limit && last !== undefined;
  return {
    items: shown.map((row) => row.product),
    nextCursor: more ? toCursor([before + shown.length, last.phase, Number(last.product[order.field]), last.product._id]) : null,
    before,
  };
}

interface Begin {
  before: number;
  phase: number;
  value: number;
  id: string;
}

/** A cursor that is not one of ours begins the list anew. */
function whereToBegin(cursor: string | undefined): Begin | null {
  const [before, phase, value, id] = fromCursor(cursor, 4) ?? [];
  return typeof before === "number" && typeof phase === "number" && typeof value === "number" && typeof id === "string" ? { before, phase, value, id } : null;
}

function stretches(choices: Choices, begin: Begin | null, gazetteer: Gazetteer, at: Date): { filter: Filter; phase: number }[] {
  const { field, direction } = ORDERS[choices.sort];
  const beyond = direction === 1 ? "$gt" : "$lt";
  return phasesOf(choices, gazetteer, at).flatMap((filter, phase) => {
    if (!begin || phase > begin.phase) return [{ filter, phase }];
    if (phase < begin.phase) return [];
    const level = field === "approvedAt" ? new Date(begin.value) : begin.value;
    const after = (bound: Filter): Filter => ({ $and: [filter, bound] });
    return [
      { filter: after({ [field]: level, _id: { [beyond]: begin.id } } as Filter), phase },
      { filter: after({ [field]: { [beyond]: level } } as Filter), phase },
    ];
  });
}
