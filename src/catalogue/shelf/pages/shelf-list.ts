import { cache } from "../../../shared/cache";
import type { ProductId, SellerId } from "../../../shared/ids";
import { fromCursor, type Page, page } from "../../../shared/page";
import { MINUTE } from "../../../shared/time";
import { type Product, ProductModel } from "../../product";
import { type Stock, StockModel } from "../../stocks/stock";
import { adoptAll, type Draft, DraftModel } from "../draft";

/** The lists a shop's goods are kept in: by what is on the market, or by what is being written. */
export const SHELF_LISTS = [
  "all",
  "selling",
  "sold_out",
  "unfinished",
  "returned",
  "in_review",
  "resting",
  "suspended",
] as const;
export type ShelfList = (typeof SHELF_LISTS)[number];

const OF_PRODUCTS: Partial<Record<ShelfList, object>> = {
  selling: { state: "approved" },
  sold_out: { state: "approved", soldOut: true },
  resting: { state: "resting" },
  suspended: { state: "suspended" },
};
const OF_DRAFTS: Partial<Record<ShelfList, object>> = {
  all: {},
  unfinished: { state: "draft" },
  returned: { state: "returned" },
  in_review: { state: { $in: ["submitted", "recommended"] } },
};

/** What a list shows of the published side. */
export type OnMarket = Pick<Product, "_id" | "slug" | "state" | "fromFen" | "soldOut" | "images" | "variants">;
const ON_MARKET = { slug: 1, state: 1, fromFen: 1, soldOut: 1, images: { $slice: 1 }, "variants.priceFen": 1 } as const;

export interface Row {
  draft: Draft;
  product: OnMarket | null;
  pieces: number;
  sold: number;
}

interface Asked {
  list: ShelfList;
  q: string;
  limit: number;
  cursor?: string | undefined;
}

/** One page of a shop's goods, the newest first: ids sort by the time of their making, so the id alone is the cursor. */
export async function shelfPage(seller: SellerId, { list, q, limit, cursor }: Asked): Promise<Page<Row>> {
  await everythingHasADraft(seller);
  const [after] = fromCursor(cursor, 1) ?? [];
  const beyond = typeof after === "string" ? { _id: { $lt: after } } : {};
  const drafts = OF_DRAFTS[list]
    ? await draftsWhere({ seller, ...OF_DRAFTS[list], ...beyond, ...words(q) }, limit + 1)
    : await draftsOfProducts({ filter: { seller, ...OF_PRODUCTS[list] }, beyond }, { q, limit: limit + 1 });
  const { items, nextCursor } = page(drafts, limit, (draft) => [draft._id]);
  return { items: await withMarket(items), nextCursor };
}

interface Of {
  filter: { seller: SellerId };
  /** Behind the cursor. */
  beyond: object;
}

const draftsWhere = async (filter: object, limit: number): Promise<Draft[]> =>
  (await DraftModel.find(filter).sort({ _id: -1 }).limit(limit).lean()) as Draft[];

/** Goods found by their published state, shown by their drafts. */
async function draftsOfProducts(of: Of, { q, limit }: { q: string; limit: number }): Promise<Draft[]> {
  if (q !== "") return soughtOfProducts(of, { q, limit });
  const products = await ProductModel.find({ ...of.filter, ...of.beyond }, { _id: 1 })
    .sort({ _id: -1 })
    .limit(limit)
    .lean();
  return draftsWhere({ _id: { $in: products.map(({ _id }) => _id) } }, limit);
}

const A_STEP = 300;

/** With words, those that have them are read step by step until enough of them are in that state. */
async function soughtOfProducts({ filter, beyond }: Of, { q, limit }: { q: string; limit: number }): Promise<Draft[]> {
  const { seller } = filter;
  const found: ProductId[] = [];
  for (let from: object = beyond; found.length < limit; ) {
    const step = await DraftModel.find({ seller, ...from, ...words(q) }, { _id: 1 })
      .sort({ _id: -1 })
      .limit(A_STEP)
      .lean();
    const there = new Set(
      (await ProductModel.find({ ...filter, _id: { $in: step.map(({ _id }) => _id) } }, { _id: 1 }).lean()).map(
        ({ _id }) => _id,
      ),
    );
    found.push(...step.map(({ _id }) => _id).filter((id) => there.has(id)));
    const last = step.at(-1);
    if (step.length < A_STEP || !last) break;
    from = { _id: { $lt: last._id } };
  }
  return draftsWhere({ _id: { $in: found.slice(0, limit) } }, limit);
}

/** Every word of a query stands somewhere in the name or is part of a SKU. */
function words(q: string): object {
  const sought = q.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean).slice(0, 5);
  if (sought.length === 0) return {};
  return { $and: sought.map((word) => ({ sought: { $regex: word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") } })) };
}

async function withMarket(drafts: readonly Draft[]): Promise<Row[]> {
  const ids = drafts.map(({ _id }) => _id);
  const [products, stocks] = await Promise.all([
    ProductModel.find({ _id: { $in: ids } }, ON_MARKET).lean() as unknown as Promise<OnMarket[]>,
    StockModel.find({ product: { $in: ids } }, { product: 1, available: 1, sold: 1 }).lean() as unknown as Promise<
      Pick<Stock, "product" | "available" | "sold">[]
    >,
  ]);
  const found = new Map(products.map((product) => [product._id, product]));
  return drafts.map((draft) => {
    const own = stocks.filter(({ product }) => product === draft._id);
    return {
      draft,
      product: found.get(draft._id) ?? null,
      pieces: own.reduce((sum, { available }) => sum + available, 0),
      sold: own.reduce((sum, { sold }) => sum + sold, 0),
    };
  });
}

/** How many goods stand in each list. */
export async function shelfCounts(seller: SellerId): Promise<Record<ShelfList, number>> {
  await everythingHasADraft(seller);
  const [drafts, products] = await Promise.all([
    DraftModel.aggregate<{ _id: string; count: number }>([
      { $match: { seller } },
      { $group: { _id: "$state", count: { $sum: 1 } } },
    ]),
    ProductModel.aggregate<{ _id: { state: string; soldOut: boolean }; count: number }>([
      { $match: { seller } },
      { $group: { _id: { state: "$state", soldOut: "$soldOut" }, count: { $sum: 1 } } },
    ]),
  ]);
  const written = (...states: string[]) => total(drafts.filter(({ _id }) => states.includes(_id)));
  const listed = (state: string) => products.filter(({ _id }) => _id.state === state);
  return {
    all: total(drafts),
    selling: total(listed("approved")),
    sold_out: total(listed("approved").filter(({ _id }) => _id.soldOut)),
    unfinished: written("draft"),
    returned: written("returned"),
    in_review: written("submitted", "recommended"),
    resting: total(listed("resting")),
    suspended: total(listed("suspended")),
  };
}

const total = (counted: readonly { count: number }[]): number => counted.reduce((sum, { count }) => sum + count, 0);

const looked = cache<true>({ ms: 10 * MINUTE, max: 1000 });

/** Goods that were put on sale without a draft get theirs: once per shop, and looked after again now and then. */
const everythingHasADraft = (seller: SellerId): Promise<true> =>
  looked.get(seller, async () => {
    const [written, listed] = await Promise.all([idsOf(DraftModel, seller), idsOf(ProductModel, seller)]);
    const known = new Set(written);
    const missing = listed.filter((id) => !known.has(id));
    const products = (await ProductModel.find({ _id: { $in: missing } }, { tokens: 0 }).lean()) as unknown as Product[];
    await adoptAll(products);
    return true;
  });

const idsOf = async (model: typeof DraftModel | typeof ProductModel, seller: SellerId): Promise<ProductId[]> =>
  ((await (model as typeof DraftModel).find({ seller }, { _id: 1 }).lean()) as { _id: ProductId }[]).map(
    ({ _id }) => _id,
  );
