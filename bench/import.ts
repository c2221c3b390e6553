import { ProductModel } from "../src/catalogue/product";
import { confirmImport } from "../src/catalogue/stocks/imports/confirm-import";
import { previewOf } from "../src/catalogue/stocks/imports/preview";
import { startImport } from "../src/catalogue/stocks/imports/start-import";
import { opened } from "../src/catalogue/stocks/journal/movement";
import { shopStocks, stockCounts } from "../src/catalogue/stocks/shop-stocks";
import { newStock, StockModel } from "../src/catalogue/stocks/stock";
import { type Seller, SellerModel } from "../src/sellers/seller";
import type { OrganisationId, ProductId, SellerId, Sku, UserId } from "../src/shared/ids";
import { newId } from "../src/shared/ids";
import { fen } from "../src/shared/money";
import type { Column } from "../src/shared/tables/column";
import { writeCsv } from "../src/shared/tables/write-csv";
import { writeXlsx } from "../src/shared/tables/write-xlsx";
import { now } from "../src/shared/time";
import type { Viewer } from "../src/shared/viewer";

/**
 * A shop of 10,000 SKUs (5,000 products of two sizes) brings in a spreadsheet of all of them: looked at, then written, with
 * its journal. Beside it the same file with 2,000 wrong lines, prices of 200 products, and the stock page.
 */
const PRODUCTS = 5000;
const LINES = PRODUCTS * 2;

export async function measureImport(): Promise<object> {
  const { shop, by, skus } = await aLargeShop();
  const send = async (file: { name: string; body: Buffer }) => {
    const [started, lookMs] = await timed(() => startImport({ shop, kind: "stock", file, by }, now()));
    const [preview, planMs] = await timed(() => previewOf(started, now()));
    return { started, preview, lookMs, planMs };
  };
  const rows = skus.map((sku, index) => ({ sku, onHand: 50 + (index % 40), price: "" }));
  const xlsx = await peak(async () => {
    const { started, preview, lookMs, planMs } = await send({ name: "a.xlsx", body: await writeXlsx(COLUMNS, rows) });
    const [, writeMs] = await timed(() => confirmImport(shop, started._id, by, now()));
    return { numbers: preview.counts.numbers, readMs: lookMs, compareMs: planMs, writeMs };
  });
  const wrong = rows.map((row, index) =>
    index % 5 === 0 ? { ...row, sku: `NO-${index}` } : { ...row, onHand: row.onHand + 1 },
  );
  const csv = await peak(async () => {
    const { preview, lookMs, planMs } = await send({ name: "b.csv", body: await csvOf(wrong) });
    return { wrong: preview.counts.wrong, readMs: lookMs, compareMs: planMs };
  });
  const prices = await peak(async () => {
    const some = rows.filter((_, index) => index < 400).map(({ sku }) => ({ sku, onHand: null, price: "61" }));
    const { started, planMs } = await send({ name: "c.csv", body: await csvOf(some) });
    const [done, writeMs] = await timed(() => confirmImport(shop, started._id, by, now()));
    return { prices: done.written.prices, state: done.state, compareMs: planMs, writeMs };
  });
  const [, pageMs] = await timed(() => shopStocks(shop._id, { limit: 40 }));
  const [, searchMs] = await timed(() => shopStocks(shop._id, { q: "4321", limit: 40 }));
  const [, countsMs] = await timed(() => stockCounts(shop._id));
  return { lines: LINES, xlsx, csvWith2000Wrong: csv, prices, stockPage: { pageMs, searchMs, countsMs } };
}

interface Row {
  sku: string;
  onHand: number | null;
  price: string;
}
const COLUMNS: Column<Row>[] = [
  { title: "货号", of: (row) => row.sku },
  { title: "现有数量", kind: "number", of: (row) => row.onHand },
  { title: "单价", kind: "number", of: (row) => row.price },
];

async function csvOf(rows: Row[]): Promise<Buffer> {
  let text = "";
  for await (const line of writeCsv(COLUMNS, rows)) text += line;
  return Buffer.from(text);
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const begin = performance.now();
  const result = await work();
  return [result, Math.round(performance.now() - begin)];
}

/** The work's own answer, and the most memory the process held while it ran, looked at every 10 ms. */
async function peak<T extends object>(work: () => Promise<T>): Promise<T & { beforeMb: number; peakMb: number }> {
  const megabytes = () => Math.round(process.memoryUsage().rss / 1_000_000);
  globalThis.gc?.();
  const beforeMb = megabytes();
  let peakMb = beforeMb;
  const look = setInterval(() => (peakMb = Math.max(peakMb, megabytes())), 10);
  try {
    return { ...(await work()), beforeMb, peakMb: Math.max(peakMb, megabytes()) };
  } finally {
    clearInterval(look);
  }
}

async function aLargeShop(): Promise<{ shop: Seller; by: Viewer; skus: Sku[] }> {
  const at = now();
  const like = (await SellerModel.findOne({ state: "open" }).lean()) as Seller;
  const goods = await ProductModel.findOne({ seller: like._id }).lean();
  const shop = {
    ...like,
    _id: newId("sel", at) as SellerId,
    slug: "bench",
    organisation: newId("org", at) as OrganisationId,
  };
  await SellerModel.insertMany([shop]);
  const skus: Sku[] = [];
  for (let from = 0; from < PRODUCTS; from += 500) {
    const products = Array.from({ length: 500 }, (_, offset) => {
      const _id = newId("prd", at) as ProductId;
      const variants = [1, 2].map((size) => ({
        ...goods!.variants[0]!,
        sku: `B${String(from + offset).padStart(5, "0")}-${size}` as Sku,
        name: `规格 ${size}`,
        priceFen: fen(5900),
        tiers: [],
      }));
      return {
        ...goods!,
        _id,
        slug: `bench-${from + offset}`,
        seller: shop._id,
        name: `货 ${from + offset}`,
        variants,
        fromFen: fen(5900),
      };
    });
    await ProductModel.insertMany(products);
    const stocks = products.flatMap((product) =>
      product.variants.map(({ sku }) => {
        skus.push(sku);
        return { _id: sku, product: product._id, seller: shop._id, ...newStock(opened(sku, 20, { by: null, at })) };
      }),
    );
    await StockModel.insertMany(stocks);
  }
  const organisation = {
    id: shop.organisation,
    name: shop.name,
    kind: "seller",
    region: shop.county,
    role: "goods" as const,
  };
  return { shop, by: { id: "usr_bench" as UserId, name: "账房", roles: ["seller"], organisation }, skus };
}
