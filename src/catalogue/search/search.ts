import type { Gazetteer } from "../../regions/gazetteer";
import { monthNumber } from "../../shared/time";
import { goodsCache } from "../goods-cache";
import { type Product, ProductModel } from "../product";
import type { Choices } from "./filters";
import { beginningAt, neighbours, orderOf, type Row, stretches } from "./list-order";
import { partsOf } from "./search-filter";

/** What a list shows of a product. */
export type Listed = Pick<
  Product,
  | "_id"
  | "slug"
  | "seller"
  | "sellerName"
  | "sellerNameEn"
  | "name"
  | "nameEn"
  | "category"
  | "kind"
  | "originCounty"
  | "certifications"
  | "images"
  | "variants"
  | "fromFen"
  | "soldOut"
  | "sales"
  | "approvedAt"
> & { season: { months: number[] } };

export const LISTED = {
  slug: 1,
  seller: 1,
  sellerName: 1,
  sellerNameEn: 1,
  name: 1,
  nameEn: 1,
  category: 1,
  kind: 1,
  originCounty: 1,
  "certifications.kind": 1,
  "season.months": 1,
  images: { $slice: 1 },
  "variants.name": 1,
  "variants.nameEn": 1,
  "variants.unit": 1,
  "variants.unitEn": 1,
  "variants.netWeightGrams": 1,
  "variants.priceFen": 1,
  fromFen: 1,
  soldOut: 1,
  sales: 1,
  approvedAt: 1,
} as const;

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

const pages = goodsCache<Found>(300);

/** One page of goods. The same choices ask the database once in a moment. */
export function search(choices: Choices, asking: Asking, gazetteer: Gazetteer, at: Date): Promise<Found> {
  const { county, helper, seasonNow, ...plain } = choices;
  const key = [plain, county?._id, helper?._id, seasonNow ? monthNumber(at) : null, asking.limit, asking.cursor];
  return pages.get(JSON.stringify(key), () => read(choices, asking, gazetteer, at));
}

/**
 * It is read in stretches, each of which an index holds ready in its order: with words and by relevance
 * first those that have them in their name; after a cursor first the rest of those level with the last one shown. So a
 * page costs the same however far one has read, and however many goods have equal sales.
 */
async function read(choices: Choices, { limit, cursor }: Asking, gazetteer: Gazetteer, at: Date): Promise<Found> {
  const begin = beginningAt(cursor);
  const order = orderOf(choices.sort, begin?.back);
  const rows: Row<Listed>[] = [];
  for (const { filter, hint, part } of stretches(await partsOf(choices, gazetteer, at), order, begin)) {
    const missing = limit + 1 - rows.length;
    if (missing <= 0) break;
    const asked = ProductModel.find(filter, LISTED)
      .sort({ [order.field]: order.direction, _id: order.direction })
      .limit(missing);
    const products = (await (hint ? asked.hint(hint) : asked).lean()) as unknown as Listed[];
    rows.push(...products.map((product) => ({ product, part })));
  }
  const shown = begin?.back ? rows.slice(0, limit).reverse() : rows.slice(0, limit);
  return {
    items: shown.map((row) => row.product),
    ...neighbours(shown, { begin, more: rows.length > limit, limit, field: order.field }),
  };
}
