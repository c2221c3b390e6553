import type { QueryFilter } from "mongoose";
import { notFound } from "../../shared/errors";
import type { ProductId, SellerId, Sku } from "../../shared/ids";
import { fromCursor, type Page, page } from "../../shared/page";
import { PRODUCT_STATES } from "../kinds";
import { type Product, ProductModel } from "../product";
import type { Variant } from "../variant";
import { fromOrders } from "./from-orders";
import { lowAtOf, onHandOf, type Stock, StockModel } from "./stock";

type Goods = Pick<Product, "_id" | "name" | "nameEn" | "state" | "images" | "variants">;

/** One SKU of a shop with its pieces. */
export interface ShopStock {
  sku: Sku;
  /** Null when the goods are gone from the market for good. */
  goods: Goods | null;
  variant: Variant | null;
  onHand: number;
  held: number;
  available: number;
  sold: number;
  /** Of paid orders, still to be sent. */
  unsent: number;
  lowAt: number;
  low: boolean;
}

export interface Wanted {
  q?: string;
  low?: boolean;
  limit: number;
  cursor?: string | undefined;
}

/** A shop's SKUs, newest goods first, the sizes of one product together. */
export async function shopStocks(seller: SellerId, { q = "", low, limit, cursor }: Wanted): Promise<Page<ShopStock>> {
  const after = fromCursor(cursor, 2);
  const [product, sku] = (after ?? []).map(String) as [ProductId, Sku];
  const clauses: QueryFilter<Stock>[] = [
    ...(after ? [{ $or: [{ product: { $lt: product } }, { product, _id: { $gt: sku } }] }] : []),
    ...(q ? [await matching(seller, q)] : []),
  ];
  const stocks = (await StockModel.find(
    { seller, ...(low && { low: true }), ...(clauses.length > 0 && { $and: clauses }) },
    COUNTS,
  )
    .sort({ product: -1, _id: 1 })
    .limit(limit + 1)
    .lean()) as unknown as Stock[];
  const { items, nextCursor } = page(stocks, limit, (stock) => [stock.product, stock._id]);
  return { items: await withGoods(seller, items), nextCursor };
}

const COUNTS = { product: 1, available: 1, held: 1, sold: 1, lowAt: 1, low: 1, seller: 1 } as const;

export const stockCounts = async (seller: SellerId): Promise<{ all: number; low: number }> => ({
  all: await StockModel.countDocuments({ seller }),
  low: await StockModel.countDocuments({ seller, low: true }),
});

/** One SKU of the shop's own; refuses another's, and what is not there, with NOT_FOUND. */
export async function shopStock(seller: SellerId, sku: string): Promise<ShopStock> {
  const stock = (await StockModel.findOne(
    { _id: String(sku) as Sku, seller },
    COUNTS,
  ).lean()) as unknown as Stock | null;
  if (!stock) throw notFound();
  const [found] = await withGoods(seller, [stock]);
  return found as ShopStock;
}

/** The same for some SKUs that were just written, in their order; what is not the shop's is left out. */
export async function shopStocksBySku(seller: SellerId, skus: readonly Sku[]): Promise<ShopStock[]> {
  const stocks = (await StockModel.find({ _id: { $in: [...skus] }, seller }, COUNTS).lean()) as unknown as Stock[];
  const place = new Map(skus.map((sku, index) => [sku, index]));
  stocks.sort((a, b) => (place.get(a._id) ?? 0) - (place.get(b._id) ?? 0));
  return withGoods(seller, stocks);
}

/** By name, by size or by SKU; a product's id finds all of its sizes. Compared here: five thousand names are one short read. */
async function matching(seller: SellerId, q: string): Promise<QueryFilter<Stock>> {
  const asked = folded(q);
  const goods = (await ProductModel.find(
    { state: { $in: [...PRODUCT_STATES] }, seller },
    { name: 1, nameEn: 1, "variants.sku": 1, "variants.name": 1 },
  ).lean()) as unknown as Goods[];
  const has = (text: string): boolean => folded(text).includes(asked);
  const skus = goods.flatMap(({ _id, name, nameEn, variants }) => {
    const all = _id === q || has(name) || has(nameEn);
    return variants.filter((variant) => all || has(variant.sku) || has(variant.name)).map(({ sku }) => sku);
  });
  return { _id: { $in: [...skus, q as Sku] } };
}

const folded = (text: string): string => text.normalize("NFKC").toLowerCase();

async function withGoods(seller: SellerId, stocks: readonly Stock[]): Promise<ShopStock[]> {
  const goods = (await ProductModel.find(
    { _id: { $in: [...new Set(stocks.map((stock) => stock.product))] } },
    { name: 1, nameEn: 1, state: 1, images: { $slice: 1 }, variants: 1 },
  ).lean()) as unknown as Goods[];
  const byId = new Map(goods.map((each) => [each._id, each]));
  const unsent = await fromOrders.unsent(
    seller,
    stocks.map((stock) => stock._id),
  );
  return stocks.map((stock) => {
    const product = byId.get(stock.product) ?? null;
    const [onHand, lowAt] = [onHandOf(stock), lowAtOf(stock)];
    return {
      sku: stock._id,
      goods: product,
      variant: product?.variants.find(({ sku }) => sku === stock._id) ?? null,
      onHand,
      held: stock.held,
      available: stock.available,
      sold: stock.sold,
      unsent: unsent.get(stock._id) ?? 0,
      lowAt,
      low: onHand <= lowAt,
    };
  });
}
