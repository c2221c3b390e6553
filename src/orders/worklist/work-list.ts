import type { SellerId } from "../../shared/ids";
import { fromCursor, type Page, page } from "../../shared/page";
import { type Order, OrderModel } from "../order-record";
import { BY_KEY } from "../parcels/find-by";
import { STAGES, type Stage } from "../parcels/parcel";
import { type Sought, soughtBy } from "./search-sales";

/** A producer's lists of work, in the order of their pressing, and then what is over. */
export const SALES_LISTS = ["to_ship", "part_sent", "to_collect", "on_the_way", "asked", "done"] as const;
export type SalesList = (typeof SALES_LISTS)[number];

const STAGE_OF: Record<Exclude<SalesList, "asked">, Stage> = {
  to_ship: "to_pack",
  part_sent: "part_sent",
  to_collect: "to_collect",
  on_the_way: "on_the_way",
  done: "done",
};

export interface Wanted {
  /** "all": whatever it stands at. */
  list: SalesList | "all";
  /** What was typed: a number, a name, last digits of a phone, a tracking number, goods. */
  q?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

type Filter = Record<string, unknown>;

/**
 * A producer's orders, never before they are paid: the longest paid first where something is to be done, the latest first
 * where it is done or everything is searched. Every page is read off an index in its order, however many orders there are.
 */
export async function workList(seller: SellerId, { list, q = "", limit, cursor }: Wanted): Promise<Page<Order>> {
  const sought = q.trim() === "" ? null : await soughtBy(seller, q);
  const direction = list === "done" || list === "all" ? -1 : 1;
  const filter = { seller, ...standing(list), ...(sought && matching(sought)) };
  const rows = OrderModel.find({ $and: [filter, ...beyond(cursor, direction)] })
    .sort({ paidAt: direction, _id: direction })
    .limit(limit + 1);
  if (sought && list !== "asked") rows.hint(BY_KEY);
  return page((await rows.lean()) as Order[], limit, (order) => [order.paidAt?.getTime() ?? 0, order._id]);
}

const standing = (list: Wanted["list"]): Filter =>
  list === "asked" ? { "requests.state": "asked" } : { stage: list === "all" ? { $in: [...STAGES] } : STAGE_OF[list] };

/** Of a phone four digits stand in the index; further ones are compared with what those have found. */
function matching({ keys, phone }: Sought): Filter {
  if (!phone) return { keys: { $in: keys } };
  const others = keys.filter((key) => !key.startsWith("p:"));
  return { keys: { $in: keys }, $or: [{ "delivery.phone": new RegExp(`${phone}$`) }, { keys: { $in: others } }] };
}

/** What comes after the cursor: the bound is one of the index, the second half only sorts out those paid at the same instant. */
function beyond(cursor: string | undefined, direction: 1 | -1): Filter[] {
  const [time, id] = fromCursor(cursor, 2) ?? [];
  if (typeof time !== "number" || typeof id !== "string" || !Number.isSafeInteger(time)) return [];
  const at = new Date(time);
  const [upTo, past] = direction === 1 ? ["$gte", "$gt"] : ["$lte", "$lt"];
  return [{ paidAt: { [upTo]: at } }, { $or: [{ paidAt: { [past]: at } }, { _id: { [past]: id } }] }];
}

/** Counting stops here: what nobody works through in a day need not be known to the last order. */
export const COUNTED = 1000;

/** How many stand in each of the lists, counted off an index and never further than COUNTED. */
export async function salesCounts(seller: SellerId): Promise<Record<SalesList, number>> {
  const counts = await Promise.all(
    SALES_LISTS.map((list) => OrderModel.countDocuments({ seller, ...standing(list) }, { limit: COUNTED })),
  );
  return Object.fromEntries(SALES_LISTS.map((list, index) => [list, counts[index] ?? 0])) as Record<SalesList, number>;
}

/** Orders named one by one, as far as they are this producer's; in the order of their naming. */
export async function salesNumbered(seller: SellerId, numbers: readonly string[]): Promise<Order[]> {
  const wanted = { number: { $in: [...numbers] }, seller, paidAt: { $ne: null } };
  const orders = (await OrderModel.find(wanted).lean()) as Order[];
  const byNumber = new Map(orders.map((order) => [order.number, order]));
  return [...new Set(numbers)].flatMap((number) => byNumber.get(number) ?? []);
}
