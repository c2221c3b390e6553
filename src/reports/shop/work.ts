import { salesCounts } from "../../orders/worklist/work-list";
import type { Seller } from "../../sellers/seller";

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
export async function workOf(seller: Seller): Promise<Work[]> {
  const counts = await salesCounts(seller._id);
  const all: Work[] = [
    { what: "answer", count: counts.asked, href: "/sales?list=asked", pressing: true },
    { what: "ship", count: counts.to_ship, href: "/sales?list=to_ship", pressing: true },
  ];
  return all.filter((each) => each.count > 0);
}
