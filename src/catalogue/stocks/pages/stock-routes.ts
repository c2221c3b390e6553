import { type Request, type Response, Router } from "express";
import type { Seller } from "../../../sellers/seller";
import { shopOf } from "../../../sellers/shop-of";
import type { FieldError } from "../../../shared/errors";
import { attempt } from "../../../shared/form";
import type { Sku } from "../../../shared/ids";
import { fromCursor, type Page } from "../../../shared/page";
import { now } from "../../../shared/time";
import { allow, hasDuty, viewerOf } from "../../../shared/viewer";
import { changeOnHand } from "../counting/change-on-hand";
import { readCount, typedRows } from "../counting/count-form";
import { writeJournal } from "../journal/write-journal";
import { type ShopStock, shopStocks, shopStocksBySku, stockCounts } from "../shop-stocks";
import { reasonChoices, stockRow } from "./stock-view";

export const stockListPages: Router = Router();

const A_PAGE = 40;
const seller = allow("seller");

stockListPages.get("/shelf/stock", seller, async (req, res) => {
  const shop = await shopOf(viewerOf(req), "look");
  await writeJournal({ seller: shop._id }, now());
  const { q, low, cursor } = askedOf(req.query);
  await draw(req, res, shop, { page: await shopStocks(shop._id, { q, low, limit: A_PAGE, cursor }) });
});

/** All the numbers of a page or none; a refused list is drawn again with what was typed. */
stockListPages.post("/shelf/stock", seller, async (req, res) => {
  const viewer = viewerOf(req);
  const [shop, at] = [await shopOf(viewer, "goods"), now()];
  const form = readCount(req.body, { seller: shop._id, by: viewer.id }, at);
  const done = form.ok ? await attempt(() => changeOnHand(form.value)) : form;
  if (!done.ok) {
    const rows = await shopStocksBySku(
      shop._id,
      typedRows(req.body).map((row) => row.sku as Sku),
    );
    return draw(req, res, shop, { page: { items: rows, nextCursor: null }, errors: done.errors });
  }
  const saved = form.ok ? form.value.items.length : 0;
  res.redirect(303, backTo(req.body, saved));
});

/** Where the list was: the page of one SKU, or the same search. */
function backTo(body: unknown, saved: number): string {
  const { q, low, cursor, one } = askedOf(body);
  const query = new URLSearchParams({ ...(q && { q }), ...(low && { only: "low" }), ...(cursor && { cursor }) });
  query.set("saved", String(saved));
  return one ? `/shelf/stock/${encodeURIComponent(one)}?saved=1` : `/shelf/stock?${query}`;
}

function askedOf(from: unknown): { q: string; low: boolean; cursor?: string; one: string } {
  const given = (from ?? {}) as Record<string, unknown>;
  const text = (name: string, max: number) => (typeof given[name] === "string" ? given[name].trim().slice(0, max) : "");
  const cursor = text("cursor", 400);
  return { q: text("q", 60), low: given.only === "low", one: text("one", 80), ...(cursor && { cursor }) };
}

interface Drawing {
  page: Page<ShopStock>;
  errors?: FieldError[];
}

async function draw(req: Request, res: Response, shop: Seller, { page, errors = [] }: Drawing): Promise<void> {
  const { words } = req;
  const refused = errors.length > 0;
  const { q, low, cursor } = askedOf(refused ? req.body : req.query);
  const counts = await stockCounts(shop._id);
  const typed = new Map(refused ? typedRows(req.body).map((row) => [row.sku, row.onHand]) : []);
  const rows = page.items.map((stock) => stockRow(stock, words, { typed: typed.get(stock.sku) ?? "", errors }));
  const saved = refused ? Number.NaN : Number(req.query.saved);
  res.status(refused ? 422 : 200).render("stock/list", {
    title: words.t("stock:title"),
    lede: words.t("stock:lede"),
    mayCount: hasDuty(viewerOf(req).organisation?.role ?? "member", "goods"),
    isEmpty: counts.all === 0,
    lists: [
      { href: addressOf({ q }), text: words.t("stock:list.all"), count: counts.all, current: !low },
      { href: addressOf({ q, low: true }), text: words.t("stock:list.low"), count: counts.low, current: low },
    ],
    ...{ q, low, cursor, rows, errors },
    saved: Number.isSafeInteger(saved) && saved > 0 ? saved : null,
    others: refused ? rows.filter((row) => row.typed !== "" && row.errors.length === 0).length : 0,
    labels: Object.fromEntries(rows.map((row) => [row.field, `${row.name} ${row.variantName}`])),
    reasons: reasonChoices(String((req.body as Record<string, unknown> | undefined)?.reason ?? "count"), words),
    nextHref: page.nextCursor && addressOf({ q, low, cursor: page.nextCursor }),
    firstHref: fromCursor(cursor, 2) && !refused ? addressOf({ q, low }) : null,
  });
}

function addressOf({ q, low, cursor }: { q: string; low?: boolean; cursor?: string }): string {
  const query = new URLSearchParams({ ...(low && { only: "low" }), ...(q && { q }), ...(cursor && { cursor }) });
  return query.size > 0 ? `/shelf/stock?${query}` : "/shelf/stock";
}
