import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Request, Router } from "express";
import { shopOf } from "../../../sellers/shop-of";
import type { SellerId } from "../../../shared/ids";
import { log } from "../../../shared/log";
import type { Column } from "../../../shared/tables/column";
import { writeCsv } from "../../../shared/tables/write-csv";
import { writeXlsx } from "../../../shared/tables/write-xlsx";
import { dayOf, now } from "../../../shared/time";
import { allow, viewerOf } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { namesOf } from "../pages/stock-view";
import { type ShopStock, shopStocks } from "../shop-stocks";

export const exportPages: Router = Router();

const seller = allow("seller");
const BATCH = 500;

exportPages.get("/shelf/export.csv", seller, async (req, res) => {
  const shop = await exporting(req);
  res
    .type("text/csv; charset=utf-8")
    .set("Cache-Control", "no-store")
    .attachment(`stock-${dayOf(now())}.csv`);
  await pipeline(Readable.from(writeCsv(stockColumns(req.words), eachStock(shop))), res);
});

exportPages.get("/shelf/export.xlsx", seller, async (req, res) => {
  const shop = await exporting(req);
  const rows: ShopStock[] = [];
  for await (const stock of eachStock(shop)) rows.push(stock);
  const body = await writeXlsx(stockColumns(req.words), rows);
  res.type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet").set("Cache-Control", "no-store");
  res.attachment(`stock-${dayOf(now())}.xlsx`).send(body);
});

async function exporting(req: Request): Promise<SellerId> {
  const viewer = viewerOf(req);
  const { _id } = await shopOf(viewer, "look");
  log.info({ seller: _id, user: viewer.id }, "stock exported");
  return _id;
}

async function* eachStock(seller: SellerId): AsyncGenerator<ShopStock> {
  let cursor: string | null | undefined;
  do {
    const { items, nextCursor } = await shopStocks(seller, { limit: BATCH, ...(cursor && { cursor }) });
    yield* items;
    cursor = nextCursor;
  } while (cursor);
}

/** Goods and stock; the import reads SKU, the two numbers, price and reason, and leaves the rest alone. */
export function stockColumns(words: Words): Column<ShopStock>[] {
  const title = (name: string) => words.t(`stock:column.${name}`);
  return [
    { title: title("sku"), of: ({ sku }) => sku },
    { title: title("name"), of: (stock) => namesOf(stock, words).name },
    { title: title("size"), of: (stock) => namesOf(stock, words).variantName },
    { title: title("onHand"), kind: "number", of: ({ onHand }) => onHand },
    { title: title("exportedOnHand"), kind: "number", of: ({ onHand }) => onHand },
    { title: title("price"), kind: "yuan", of: ({ variant }) => variant?.priceFen },
    { title: title("reason"), of: () => "" },
    { title: title("unit"), of: ({ variant }) => variant && words.pick(variant.unit, variant.unitEn) },
    { title: title("held"), kind: "number", of: ({ held }) => held },
    { title: title("available"), kind: "number", of: ({ available }) => available },
    { title: title("sold"), kind: "number", of: ({ sold }) => sold },
    { title: title("unsent"), kind: "number", of: ({ unsent }) => unsent },
    { title: title("lowAt"), kind: "number", of: ({ lowAt }) => lowAt },
    { title: title("state"), of: ({ goods }) => goods && words.t(`common:state.product.${goods.state}`) },
  ];
}
