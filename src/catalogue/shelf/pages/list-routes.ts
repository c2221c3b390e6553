import { Router } from "express";
import { shopOf } from "../../../sellers/shop-of";
import { fromCursor } from "../../../shared/page";
import { now } from "../../../shared/time";
import { allow, hasDuty, viewerOf } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { newDraft } from "../writing/new-draft";
import { rowView } from "./list-view";
import { SHELF_LISTS, type ShelfList, shelfCounts, shelfPage } from "./shelf-list";

export const shelfListPages: Router = Router();

const A_PAGE = 30;
const seller = allow("seller");

shelfListPages.get("/shelf", seller, async (req, res) => {
  const viewer = viewerOf(req);
  const shop = await shopOf(viewer, "look");
  const list = SHELF_LISTS.find((each) => each === req.query.list) ?? "all";
  const q = textOf(req.query.q, 60);
  const cursor = textOf(req.query.cursor, 200) || undefined;
  const [page, counts] = await Promise.all([
    shelfPage(shop._id, { list, q, limit: A_PAGE, cursor }),
    shelfCounts(shop._id),
  ]);
  res.render("shelf/list", {
    title: req.words.t("shelf:title"),
    lede: req.words.t("shelf:lede", { shop: req.words.pick(shop.name, shop.nameEn) }),
    mayWrite: hasDuty(viewer.organisation?.role ?? "member", "goods"),
    shopState: shop.state === "open" ? null : shop.state,
    lists: chipsOf(list, q, counts, req.words),
    q,
    list,
    isEmpty: counts.all === 0,
    rows: page.items.map((row) => rowView(row, req.words)),
    nextHref: page.nextCursor && addressOf({ list, q, cursor: page.nextCursor }),
    firstHref: fromCursor(cursor, 1) ? addressOf({ list, q }) : null,
  });
});

/** "上新": an empty page to type on, or the one that was opened before and left empty. */
shelfListPages.post("/shelf", seller, async (req, res) => {
  const viewer = viewerOf(req);
  const draft = await newDraft(await shopOf(viewer, "goods"), viewer.id, now());
  res.redirect(303, `/shelf/${draft._id}`);
});

const textOf = (value: unknown, max: number): string => (typeof value === "string" ? value.trim().slice(0, max) : "");

/** Lists that hold nothing are left out, except the one that is open. */
const chipsOf = (list: ShelfList, q: string, counts: Record<ShelfList, number>, { t }: Words) =>
  SHELF_LISTS.filter((each) => each === "all" || each === list || counts[each] > 0).map((each) => ({
    href: addressOf({ list: each, q }),
    text: t(`shelf:list.${each}`),
    count: counts[each],
    current: each === list,
  }));

function addressOf({ list, q, cursor }: { list: ShelfList; q: string; cursor?: string | null }): string {
  const asked = { ...(list !== "all" && { list }), ...(q && { q }), ...(cursor && { cursor }) };
  const text = new URLSearchParams(asked).toString();
  return text ? `/shelf?${text}` : "/shelf";
}
