import { Router } from "express";
import { shopOf } from "../../sellers/shop-of";
import { allow, viewerOf } from "../../shared/viewer";
import type { Order } from "../order-record";
import { salesNumbered, workList } from "../worklist/work-list";
import { slipOf } from "./slip-view";

/** What a printer is given at once. */
export const MOST_SLIPS = 100;

export const slipPages: Router = Router();

/** Packing slips, two a page, or labels, four a page: of the orders chosen (`number`, repeated), or of all to pack. */
slipPages.get("/sales/slips", allow("seller"), async (req, res) => {
  const { words, query } = req;
  const shop = await shopOf(viewerOf(req), "orders");
  const asked: Asked = { all: query.all === "1", numbers: numbersOf(query.number) };
  const chosen = asked.all
    ? (await workList(shop._id, { list: "to_ship", limit: MOST_SLIPS })).items
    : await salesNumbered(shop._id, asked.numbers.slice(0, MOST_SLIPS));
  const orders = chosen.filter(isPackable);
  const kind = query.kind === "labels" ? "labels" : "slips";
  const prices = query.prices === "1";
  const slips = [];
  for (const order of orders) slips.push(await slipOf(order, shop, words));
  res.set("Cache-Control", "no-store").render("orders/slips", {
    layout: "print",
    title: words.t(`sales:print.${kind}`),
    labels: kind === "labels",
    prices,
    slips,
    limited: asked.numbers.length > MOST_SLIPS || (asked.all && chosen.length === MOST_SLIPS) ? MOST_SLIPS : null,
    others: [
      {
        href: hrefOf(asked, "slips", false),
        text: words.t("sales:print.slips"),
        current: kind === "slips" && !prices,
      },
      {
        href: hrefOf(asked, "slips", true),
        text: words.t("sales:print.slipsPriced"),
        current: kind === "slips" && prices,
      },
      { href: hrefOf(asked, "labels", false), text: words.t("sales:print.labels"), current: kind === "labels" },
    ],
  });
});

const isPackable = (order: Order): boolean => order.way !== "ticket" && order.stage !== null;

/** However the browser sends them: once, several times, or not at all. */
const numbersOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value])
    .filter((each): each is string => typeof each === "string")
    .map((each) => each.slice(0, 40));

interface Asked {
  all: boolean;
  numbers: readonly string[];
}

function hrefOf({ all, numbers }: Asked, kind: string, prices: boolean): string {
  const chosen: [string, string][] = all
    ? [["all", "1"]]
    : numbers.slice(0, MOST_SLIPS).map((each) => ["number", each]);
  const query = new URLSearchParams([...chosen, ["kind", kind]]);
  if (prices) query.set("prices", "1");
  return `/sales/slips?${query.toString()}`;
}
