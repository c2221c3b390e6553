import { shelfCounts } from "../../catalogue/shelf/pages/shelf-list";
import { stockCounts } from "../../catalogue/stocks/shop-stocks";
import { salesCounts } from "../../orders/worklist/work-list";
import { ownCase } from "../../sellers/record/case";
import { current, standing } from "../../sellers/record/document";
import type { Seller } from "../../sellers/seller";
import type { Viewer } from "../../shared/viewer";

/** One thing the shop should do, the most pressing first. */
export interface Work {
  /** Words: shop:work.<what> with its count. */
  what: string;
  count: number;
  href: string;
  /** Waiting for others' money or patience; the rest may wait until tomorrow. */
  pressing: boolean;
}

/** What waits for somebody in the shop today; what there is nothing of is not in the list. */
export async function workOf(seller: Seller, viewer: Viewer, at: Date): Promise<Work[]> {
  const [sales, shelf, stock, documents] = await Promise.all([
    salesCounts(seller._id),
    shelfCounts(seller._id),
    stockCounts(seller._id),
    endingDocuments(viewer, at),
  ]);
  const all: Work[] = [
    { what: "answer", count: sales.asked, href: "/sales?list=asked", pressing: true },
    { what: "ship", count: sales.to_ship, href: "/sales?list=to_ship", pressing: true },
    { what: "rest", count: sales.part_sent, href: "/sales?list=part_sent", pressing: true },
    { what: "collect", count: sales.to_collect, href: "/sales?list=to_collect", pressing: false },
    { what: "mend", count: shelf.returned, href: "/shelf?list=returned", pressing: true },
    { what: "documents", count: documents, href: "/shop/documents", pressing: true },
    { what: "low", count: stock.low, href: "/shelf/stock?low=1", pressing: false },
    { what: "draft", count: shelf.unfinished, href: "/shelf?list=unfinished", pressing: false },
  ];
  return all.filter((each) => each.count > 0);
}

/** Papers of the shop that have run out or do so within a month. */
async function endingDocuments(viewer: Viewer, at: Date): Promise<number> {
  const { documents } = await ownCase(viewer, "look");
  return current(documents).filter((document) => standing(document, at) !== "valid").length;
}
