import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Router } from "express";
import { z } from "zod";
import { shopOf } from "../../../sellers/shop-of";
import { digits, read, withoutEmpty } from "../../../shared/form";
import type { Sku } from "../../../shared/ids";
import { fromCursor } from "../../../shared/page";
import type { Column } from "../../../shared/tables/column";
import { writeCsv } from "../../../shared/tables/write-csv";
import { dayOf, now } from "../../../shared/time";
import { allow, hasDuty, viewerOf } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { eachMovement, type JournalLine, journalOf } from "../journal/journal";
import { setLowAt } from "../journal/low-stock";
import { writeAll, writeJournal } from "../journal/write-journal";
import { shopStock } from "../shop-stocks";
import { lineView, namesOf, reasonChoices, reasonWords, stockRow } from "./stock-view";

export const journalPages: Router = Router();

const A_PAGE = 50;
const seller = allow("seller");
const ThresholdForm = z.object({ lowAt: digits(0, 100_000) });

journalPages.get("/shelf/stock/journal.csv", seller, async (req, res) => {
  const [shop, at] = [await shopOf(viewerOf(req), "look"), now()];
  await writeAll(shop._id, at);
  res
    .type("text/csv; charset=utf-8")
    .set("Cache-Control", "no-store")
    .attachment(`stock-journal-${dayOf(at)}.csv`);
  await pipeline(Readable.from(writeCsv(columns(req.words), eachMovement(shop._id))), res);
});

journalPages.get("/shelf/stock/:sku", seller, async (req, res) => {
  await draw(req, res);
});

journalPages.post("/shelf/stock/:sku/threshold", seller, async (req, res) => {
  const shop = await shopOf(viewerOf(req), "goods");
  const { sku } = await shopStock(shop._id, String(req.params.sku));
  const form = read(ThresholdForm, withoutEmpty(req.body));
  if (!form.ok) return draw(req, res, form.errors);
  await setLowAt(sku, form.value.lowAt);
  res.redirect(303, `/shelf/stock/${encodeURIComponent(sku)}#threshold`);
});

type Asking = Parameters<Parameters<typeof journalPages.get>[1]>;

async function draw(req: Asking[0], res: Asking[1], errors: { field: string; code: string }[] = []): Promise<void> {
  const { words } = req;
  const viewer = viewerOf(req);
  const shop = await shopOf(viewer, "look");
  const asked = String(req.params.sku) as Sku;
  await writeJournal({ skus: [(await shopStock(shop._id, asked)).sku] }, now());
  const stock = await shopStock(shop._id, asked);
  const cursor = typeof req.query.cursor === "string" ? req.query.cursor.slice(0, 400) : undefined;
  const { items, nextCursor } = await journalOf({ seller: shop._id, sku: stock.sku }, { limit: A_PAGE, cursor });
  const href = `/shelf/stock/${encodeURIComponent(stock.sku)}`;
  const names = namesOf(stock, words);
  const typed = (req.body as Record<string, unknown> | undefined)?.lowAt;
  res.status(errors.length > 0 ? 422 : 200).render("stock/journal", {
    title: `${names.name} ${names.variantName}`,
    crumbs: [{ href: "/shelf/stock", text: words.t("stock:title") }],
    stock: stockRow(stock, words),
    goodsHref: stock.goods && `/shelf/${stock.goods._id}`,
    mayCount: hasDuty(viewer.organisation?.role ?? "member", "goods"),
    reasons: reasonChoices("count", words),
    lowAt: errors.length > 0 && typeof typed === "string" ? typed.slice(0, 20) : stock.lowAt,
    saved: req.query.saved === "1",
    lines: items.map((line) => lineView(line, words)),
    nextHref: nextCursor && `${href}?cursor=${nextCursor}#journal`,
    firstHref: fromCursor(cursor, 1) ? `${href}#journal` : null,
    errors,
  });
}

const columns = (words: Words): Column<JournalLine>[] => {
  const { t } = words;
  const title = (name: string) => t(`stock:column.${name}`);
  return [
    { title: title("at"), kind: "instant", of: (line) => line.at },
    { title: title("sku"), of: (line) => line.sku },
    { title: title("line"), kind: "number", of: (line) => line.seq },
    { title: title("what"), of: (line) => t(`stock:kind.${line.kind}`) },
    { title: title("change"), kind: "number", of: (line) => line.change },
    { title: title("after"), kind: "number", of: (line) => line.after },
    { title: title("reason"), of: (line) => reasonWords(line.reason, words) },
    { title: title("order"), of: (line) => line.order },
    { title: title("by"), of: (line) => line.author },
    { title: title("key"), of: (line) => line._id },
  ];
};
