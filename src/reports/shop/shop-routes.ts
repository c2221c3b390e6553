import { Router } from "express";
import { gazetteer } from "../../regions/gazetteer";
import type { Seller } from "../../sellers/seller";
import { shopOf } from "../../sellers/shop-of";
import { balanceOf } from "../../settlements/pages/balance";
import { now } from "../../shared/time";
import { allow, viewerOf } from "../../shared/viewer";
import type { Words } from "../../shared/words";
import { Names } from "../names";
import { bestOf, partnershipOf, weeksOf } from "./shop-sales";
import { workOf } from "./work";

/** The first page of a producer: what to do today, then how it goes. */
export const shopPages: Router = Router();

shopPages.get("/shop", allow("seller"), async (req, res) => {
  const [at, { words }] = [now(), req];
  const viewer = viewerOf(req);
  const seller = await shopOf(viewer, "look");
  const balance = await balanceOf(seller._id, at);
  const { weeks, points } = await weeksOf(seller, at, words);
  const book = await gazetteer();
  res.set("Cache-Control", "no-store").render("shop/today", {
    title: words.pick(seller.name, seller.nameEn),
    county: new Names(book, words).full(seller.county),
    asOf: at,
    notice: stateNotice(seller, words),
    work: (await workOf(seller, viewer, at)).map(({ what, count, href, pressing }) => ({
      href,
      count,
      text: words.t(`shop:work.${what}`, { count }),
      tone: pressing ? "vermilion" : "plain",
    })),
    balance: { owedFen: balance.owedFen, nextOn: balance.nextOn },
    points,
    sold: weeks.some((each) => each.paidFen !== 0),
    best: await bestOf(seller, at, words),
    partnership: await partnershipOf(seller, at, words),
  });
});

/** A shop that is not open is told so first, with what to do about it. */
function stateNotice(seller: Seller, words: Words) {
  if (seller.state === "open") return null;
  const key = `shop:state.${seller.state}`;
  const mind = seller.state === "suspended" ? "error" : "mind";
  return {
    kind: mind,
    title: words.t(`${key}.title`),
    text: words.t(`${key}.text`),
    href: "/apply",
    action: words.t("shop:state.see"),
  };
}
