import type { SellerId, Sku } from "../../../shared/ids";
import { type Fen, formatYuan } from "../../../shared/money";
import { type Product, ProductModel } from "../../product";
import { ProductVersionModel, priceBases } from "../../review/history";
import { mayChangeAtOnce, type PriceBase } from "../../review/rules/bounds";
import { ON_MARKET } from "../../review/seen";
import type { Variant } from "../../variant";
import { onHandOf, type Stock, StockModel } from "../stock";
import type { LineError, StockRow } from "./reading/read-stock-rows";

/** One line of a file beside what is there now. */
export interface PlannedRow extends StockRow {
  product: Product["_id"];
  name: { zh: string; en: string };
  size: { zh: string; en: string };
  /** Pieces before and after; null where the line changes none. */
  pieces: { before: number; after: number } | null;
  /** Prices likewise. */
  price: { before: Fen; after: Fen } | null;
}

export interface StockPlan {
  changes: PlannedRow[];
  unchanged: number;
  errors: LineError[];
}

/** Histories looked up side by side. */
const LANES = 8;

type Goods = Pick<Product, "_id" | "name" | "nameEn" | "state" | "variants">;
type Pieces = Pick<Stock, "_id" | "product" | "available" | "held">;

/**
 * Compares what a file says with what is there now. Lines that change nothing are only counted; wrong ones are named, all of
 * them: unknown SKUs (another shop's too), fewer pieces than are held, prices that need a review first.
 */
export async function planStock(seller: SellerId, rows: readonly StockRow[], at: Date): Promise<StockPlan> {
  const stocks = await stocksOf(seller, rows);
  const goods = await goodsOf(seller, stocks);
  const plan: StockPlan = { changes: [], unchanged: 0, errors: [] };
  for (const row of rows) {
    const stock = stocks.get(row.sku);
    if (!stock) {
      plan.errors.push({ line: row.line, field: "sku", code: "unknown_sku" });
      continue;
    }
    const { planned, errors } = compare(row, stock, goods.get(stock.product));
    plan.errors.push(...errors);
    if (planned.pieces || planned.price) plan.changes.push(planned);
    else if (errors.length === 0) plan.unchanged++;
  }
  plan.errors.push(...(await boundsBroken(plan.changes, goods, at)));
  plan.errors.sort((a, b) => a.line - b.line);
  return plan;
}

async function stocksOf(seller: SellerId, rows: readonly StockRow[]): Promise<Map<Sku, Pieces>> {
  const stocks = (await StockModel.find(
    { _id: { $in: rows.map(({ sku }) => sku) }, seller },
    { product: 1, available: 1, held: 1 },
  ).lean()) as Pieces[];
  return new Map(stocks.map((stock) => [stock._id, stock]));
}

async function goodsOf(seller: SellerId, stocks: ReadonlyMap<Sku, Pieces>): Promise<Map<Goods["_id"], Goods>> {
  const ids = [...new Set([...stocks.values()].map(({ product }) => product))];
  const goods = (await ProductModel.find(
    { _id: { $in: ids }, seller },
    { name: 1, nameEn: 1, state: 1, variants: 1 },
  ).lean()) as unknown as Goods[];
  return new Map(goods.map((product) => [product._id, product]));
}

function compare(
  row: StockRow,
  stock: Pieces,
  product: Goods | undefined,
): { planned: PlannedRow; errors: LineError[] } {
  const errors: LineError[] = [];
  const variant = product?.variants.find(({ sku }) => sku === row.sku);
  const before = onHandOf(stock);
  const after = row.onHand === null ? before : row.seen === null ? row.onHand : before + row.onHand - row.seen;
  if (after < stock.held)
    errors.push({ line: row.line, field: "onHand", code: "held_more", params: { held: stock.held } });
  const priced = row.priceFen !== null && row.priceFen !== variant?.priceFen;
  if (priced) {
    const code = priceRefusal(row.priceFen as Fen, product, variant);
    if (code) errors.push({ line: row.line, field: "price", code });
  }
  const price = priced && variant ? { before: variant.priceFen, after: row.priceFen as Fen } : null;
  return {
    planned: {
      ...row,
      product: stock.product,
      name: { zh: product?.name ?? row.sku, en: product?.nameEn ?? row.sku },
      size: { zh: variant?.name ?? "", en: variant?.nameEn ?? "" },
      pieces: after === before ? null : { before, after },
      price,
    },
    errors,
  };
}

function priceRefusal(priceFen: Fen, product: Goods | undefined, variant: Variant | undefined): string | null {
  if (!product || !variant || !(ON_MARKET as readonly string[]).includes(product.state)) return "not_on_market";
  return variant.tiers.some((tier) => tier.priceFen >= priceFen) ? "below_tiers" : null;
}

/** What may change without a review is the review's rule; goods whose prices never moved are measured by what they cost now. */
async function boundsBroken(
  changes: readonly PlannedRow[],
  goods: ReadonlyMap<Goods["_id"], Goods>,
  at: Date,
): Promise<LineError[]> {
  const priced = changes.filter(({ price }) => price !== null);
  const bases = await basesOf(priced, goods, at);
  return priced.flatMap(({ line, sku, product, price }): LineError[] => {
    const before = goods.get(product)?.variants.find((variant) => variant.sku === sku);
    if (!before || !price) return [];
    const base = bases.get(sku) ?? { settled: before, reviewed: before };
    const verdict = mayChangeAtOnce(before, { ...before, priceFen: price.after }, base);
    if (verdict.ok) return [];
    const [low, high] = [formatYuan(verdict.lowFen), formatYuan(verdict.highFen)];
    return [{ line, field: "price", code: "beyond_at_once", params: { low, high } }];
  });
}

async function basesOf(
  priced: readonly PlannedRow[],
  goods: ReadonlyMap<Goods["_id"], Goods>,
  at: Date,
): Promise<Map<Sku, PriceBase>> {
  const ids = [...new Set(priced.map(({ product }) => product))];
  const moved = await ProductVersionModel.distinct("product", { product: { $in: ids }, prices: { $type: "object" } });
  const bases = new Map<Sku, PriceBase>();
  const waiting = moved.flatMap((id) => goods.get(id) ?? []);
  const lane = async (): Promise<void> => {
    for (let product = waiting.pop(); product; product = waiting.pop())
      for (const [sku, base] of await priceBases(product, at)) bases.set(sku, base);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return bases;
}
