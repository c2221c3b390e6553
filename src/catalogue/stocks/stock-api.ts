import { z } from "zod";
import { shopOf } from "../../sellers/shop-of";
import { ApiRouter } from "../../shared/api";
import { line, query, whole } from "../../shared/form";
import { newId, type Sku } from "../../shared/ids";
import { paging } from "../../shared/page";
import { now } from "../../shared/time";
import { viewerOf } from "../../shared/viewer";
import type { Words } from "../../shared/words";
import { changeOnHand, MOST_PIECES } from "./counting/change-on-hand";
import { type JournalLine, journalOf } from "./journal/journal";
import { setLowAt } from "./journal/low-stock";
import { MOVEMENT_KINDS, REASON_CODES, REASONS } from "./journal/movement";
import { writeJournal } from "./journal/write-journal";
import { type ShopStock, shopStock, shopStocks, shopStocksBySku } from "./shop-stocks";

const roles = ["seller"] as const;
const BySku = z.object({ sku: z.string().max(80) });
const MOST_ITEMS = 1000;

const StockAnswer = z.object({
  sku: z.string(),
  product: z.object({ id: z.string(), name: z.string() }).nullable(),
  name: z.string(),
  onHand: z.number(),
  held: z.number(),
  available: z.number(),
  sold: z.number(),
  unsent: z.number(),
  lowAt: z.number(),
  low: z.boolean(),
});

const MovementAnswer = z.object({
  key: z.string(),
  line: z.number(),
  kind: z.enum(MOVEMENT_KINDS),
  change: z.number(),
  onHand: z.number(),
  reason: z.string(),
  order: z.string().nullable(),
  by: z.string().nullable(),
  at: z.iso.datetime(),
});

const CountBody = z.strictObject({
  items: z
    .array(z.strictObject({ sku: line(80), onHand: whole(0, MOST_PIECES) }))
    .min(1)
    .max(MOST_ITEMS),
  reason: z.enum(REASON_CODES as [(typeof REASON_CODES)[number], ...typeof REASON_CODES]).default("count"),
});

/** A shop's own stock for programs; another shop's SKU is an unknown one. */
export const stockApi = new ApiRouter("stock")
  .on(
    "get",
    "/shelf/stock",
    {
      summary: "The shop's SKUs with their pieces",
      roles,
      query: query({ q: z.string().max(60).default(""), low: z.enum(["1"]).optional(), ...paging }),
      answer: z.object({ items: z.array(StockAnswer), nextCursor: z.string().nullable() }),
    },
    async ({ query: asked, req }) => {
      const shop = await shopOf(viewerOf(req), "look");
      await writeJournal({ seller: shop._id }, now());
      const wanted = { q: asked.q.trim(), low: asked.low === "1", limit: asked.limit, cursor: asked.cursor };
      const { items, nextCursor } = await shopStocks(shop._id, wanted);
      return { items: items.map((stock) => stockAnswer(stock, req.words)), nextCursor };
    },
  )
  .on(
    "put",
    "/shelf/stock",
    {
      summary: "Set how many pieces there are, held ones included: all of them or none",
      roles,
      body: CountBody,
      answer: z.object({ items: z.array(StockAnswer) }),
    },
    async ({ body: { items, reason }, req }) => {
      const by = viewerOf(req);
      const [shop, at] = [await shopOf(by, "goods"), now()];
      await changeOnHand({
        _id: `counted:${newId("cnt", at)}`,
        ...{ seller: shop._id, kind: REASONS[reason], reason, by: by.id, at },
        items: items.map(({ sku, onHand }, index) => ({
          ...{ sku: sku as Sku, onHand, seen: null, reason: null },
          field: `items.${index}`,
        })),
      });
      const stocks = await shopStocksBySku(
        shop._id,
        items.map(({ sku }) => sku as Sku),
      );
      return { items: stocks.map((stock) => stockAnswer(stock, req.words)) };
    },
  )
  .on(
    "get",
    "/shelf/stock/{sku}",
    { summary: "One SKU's pieces", roles, params: BySku, answer: StockAnswer },
    async ({ params, req }) => {
      const shop = await shopOf(viewerOf(req), "look");
      return stockAnswer(await shopStock(shop._id, params.sku), req.words);
    },
  )
  .on(
    "patch",
    "/shelf/stock/{sku}",
    {
      summary: "From how few pieces on hand the shop is told",
      roles,
      params: BySku,
      body: z.strictObject({ lowAt: whole(0, 100_000) }),
      answer: StockAnswer,
    },
    async ({ params, body, req }) => {
      const shop = await shopOf(viewerOf(req), "goods");
      await setLowAt((await shopStock(shop._id, params.sku)).sku, body.lowAt);
      return stockAnswer(await shopStock(shop._id, params.sku), req.words);
    },
  )
  .on(
    "get",
    "/shelf/stock/{sku}/movements",
    {
      summary: "One SKU's journal, newest first",
      roles,
      params: BySku,
      query: query({ ...paging }),
      answer: z.object({ items: z.array(MovementAnswer), nextCursor: z.string().nullable() }),
    },
    async ({ params, query: asked, req }) => {
      const shop = await shopOf(viewerOf(req), "look");
      const { sku } = await shopStock(shop._id, params.sku);
      await writeJournal({ skus: [sku] }, now());
      const { items, nextCursor } = await journalOf({ seller: shop._id, sku }, asked);
      return { items: items.map(movementAnswer), nextCursor };
    },
  );

const stockAnswer = (stock: ShopStock, words: Words): z.infer<typeof StockAnswer> => {
  const { sku, goods, variant, onHand, held, available, sold, unsent, lowAt, low } = stock;
  return {
    sku,
    product: goods && { id: goods._id, name: words.pick(goods.name, goods.nameEn) },
    name: variant ? words.pick(variant.name, variant.nameEn) : "",
    ...{ onHand, held, available, sold, unsent, lowAt, low },
  };
};

const movementAnswer = (move: JournalLine): z.infer<typeof MovementAnswer> => ({
  ...{ key: move._id, line: move.seq, kind: move.kind, change: move.change, onHand: move.after },
  ...{ reason: move.reason, order: move.order, by: move.author, at: move.at.toISOString() },
});
