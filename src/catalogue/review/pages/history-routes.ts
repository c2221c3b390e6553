import { type Request, type Response, Router } from "express";
import { gazetteer } from "../../../regions/gazetteer";
import { shopOf } from "../../../sellers/shop-of";
import type { ProductId } from "../../../shared/ids";
import { fromCursor, page } from "../../../shared/page";
import { allow, viewerOf } from "../../../shared/viewer";
import { draftOf } from "../../shelf/draft";
import { historyOf } from "../history";
import { REVIEWERS, seenBy } from "../seen";
import { nameOf } from "./goods-view";
import { type Audience, historyLines } from "./history-view";

const PAGE = 30;

/** What happened to a product: for the shop it belongs to, and for the officials who answer for it. */
export const historyPages: Router = Router();

historyPages.get("/shelf/:id/history", allow("seller"), async (req, res) => {
  const shop = await shopOf(viewerOf(req), "look");
  const { _id, content } = await draftOf(shop._id, String(req.params.id));
  const crumbs = [
    { href: "/shelf", text: req.words.t("review:crumb.shelf") },
    {
      href: `/shelf/${_id}`,
      text: req.words.pick(content.name, content.nameEn || null) || req.words.t("review:unnamed"),
    },
  ];
  await draw(req, res, { id: _id, audience: "shop", crumbs });
});

historyPages.get("/review/:id/history", allow(...REVIEWERS), async (req, res) => {
  const { id, draft, product } = await seenBy(viewerOf(req), String(req.params.id));
  const crumbs = [
    { href: "/review", text: req.words.t("review:title") },
    { href: `/review/${id}`, text: nameOf({ draft, product }, req.words) },
  ];
  await draw(req, res, { id, audience: "officials", crumbs });
});

interface Page {
  id: ProductId;
  audience: Audience;
  crumbs: { href: string; text: string }[];
}

async function draw(req: Request, res: Response, { id, audience, crumbs }: Page): Promise<void> {
  const cursor = typeof req.query.cursor === "string" ? req.query.cursor : undefined;
  const [at, _id] = fromCursor(cursor, 2) ?? [];
  const after = typeof at === "number" ? { at: new Date(at), _id: String(_id) } : undefined;
  const lines = await historyOf(id, { limit: PAGE + 1, after });
  const { items, nextCursor } = page(lines, PAGE, (line) => [line.at.getTime(), line._id]);
  const reader = { book: await gazetteer(), words: req.words };
  res.render("review/history", {
    title: req.words.t("review:history.title"),
    crumbs,
    goods: crumbs.at(-1)?.text,
    shop: audience === "shop",
    lines: await historyLines(items, audience, reader),
    first: cursor === undefined,
    nextHref: nextCursor && `${req.path}?cursor=${encodeURIComponent(nextCursor)}`,
    startHref: cursor ? req.path : null,
  });
}
