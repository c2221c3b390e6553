import { hasRole, type Viewer } from "../../../shared/viewer";
import { type Order, OrderModel } from "../../order-record";
import type { LookFailure } from "../look-due";

export interface NotLookedAt extends LookFailure {
  number: string;
}

const MOST = 25;

/** Orders whose look failed and that wait for the next try, the next one first; for the city and the platform, empty for others. */
export async function notLookedAt(viewer: Viewer): Promise<NotLookedAt[]> {
  if (!hasRole(viewer, "city_official", "admin")) return [];
  const found = (await OrderModel.find(
    { lookDue: true, "lookFailed.next": { $gt: new Date(0) } },
    { number: 1, lookFailed: 1 },
  )
    .sort({ "lookFailed.next": 1, _id: 1 })
    .limit(MOST)
    .lean()) as (Pick<Order, "number"> & { lookFailed: LookFailure })[];
  return found.map(({ number, lookFailed: { tries, at, next } }) => ({ number, tries, at, next }));
}
