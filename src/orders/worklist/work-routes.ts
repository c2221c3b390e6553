import { type Request, Router } from "express";
import { shopOf } from "../../sellers/shop-of";
import { BOM, writeCsv } from "../../shared/tables/write-csv";
import { writeXlsx } from "../../shared/tables/write-xlsx";
import { dayOf, now } from "../../shared/time";
import { allow, hasDuty, viewerOf } from "../../shared/viewer";
import { MOST_ROWS } from "../bulk/many-parcels";
import { toPackColumns } from "./to-pack-sheet";
import { COUNTED, SALES_LISTS, type SalesList, salesCounts, type Wanted, workList } from "./work-list";
import { workCard } from "./work-view";

/** How many orders a page has. */
const LISTED = 50;

/** A producer's work: what is to be packed, what is on its way, what is over, and the sheet to fill tracking numbers into. */
export const workPages: Router = Router();

workPages.get("/sales", allow("seller"), async (req, res) => {
  const viewer = viewerOf(req);
  const shop = await shopOf(viewer, "look");
  const q = typed(req.query.q, 60);
  const list = [...SALES_LISTS, "all" as const].find((each) => each === req.query.list) ?? (q ? "all" : "to_ship");
  const cursor = typed(req.query.cursor, 400);
  const wanted: Wanted = { list, q, limit: LISTED, cursor: cursor || undefined };
  const [counts, { items, nextCursor }] = await Promise.all([salesCounts(shop._id), workList(shop._id, wanted)]);
  res.render("orders/sales", {
    title: req.words.t("sales:list.title"),
    q,
    list,
    lists: chipsOf(counts, { list, q }, req),
    mayWork: hasDuty(viewer.organisation?.role ?? "member", "orders"),
    mayPrint: list === "to_ship" || list === "part_sent" || list === "all",
    orders: items.map((order) => workCard(order, now(), req.words)),
    toPack: counts.to_ship,
    first: cursor === "",
    firstHref: hrefOf({ list, q }),
    nextHref: nextCursor && hrefOf({ list, q, cursor: nextCursor }),
  });
});

const typed = (value: unknown, most: number): string => (typeof value === "string" ? value.slice(0, most).trim() : "");

function hrefOf(asked: { list: string; q: string; cursor?: string }): string {
  const set = Object.entries(asked).filter(([, value]) => value !== "" && value !== undefined);
  return `/sales?${new URLSearchParams(set as [string, string][]).toString()}`;
}

/** The lists with their counts; while something is searched, each searches itself. */
function chipsOf(counts: Record<SalesList, number>, { list, q }: { list: string; q: string }, { words }: Request) {
  const lists = q ? (["all", ...SALES_LISTS] as const) : SALES_LISTS;
  return lists.map((each) => {
    const count = each === "all" || q ? null : counts[each];
    const text = words.t(`sales:list.${each}`);
    return {
      href: hrefOf({ list: each, q }),
      text: count !== null && count >= COUNTED ? `${text} ${COUNTED}+` : text,
      count: count !== null && count < COUNTED ? count : null,
      current: each === list,
    };
  });
}

/** Orders to pack as a sheet whose last two columns wait for carrier and number; read again at /sales/parcels. */
workPages.get("/sales/to-pack.:kind", allow("seller"), async (req, res, next) => {
  const { kind } = req.params;
  if (kind !== "csv" && kind !== "xlsx") return next();
  const shop = await shopOf(viewerOf(req), "orders");
  const { items } = await workList(shop._id, { list: "to_ship", limit: MOST_ROWS });
  const columns = await toPackColumns(items, req.words);
  res.set("Cache-Control", "no-store").attachment(`to-pack-${dayOf(now())}.${kind}`);
  if (kind === "xlsx") return void res.send(await writeXlsx(columns, items));
  let text = "";
  for await (const line of writeCsv(columns, items)) text += line;
  res.type("text/csv").send(text || BOM);
});
