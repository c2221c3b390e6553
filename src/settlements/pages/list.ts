import type { SellerId } from "../../shared/ids";
import { fromCursor, type Page, page } from "../../shared/page";
import { type Settlement, SettlementModel } from "./settlement";

/** A producer's closed pages, the latest first. */
export async function settlementsOf(
  seller: SellerId,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<Settlement>> {
  const after = fromCursor(cursor, 1);
  const older = after && typeof after[0] === "number" ? { page: { $lt: after[0] } } : {};
  const rows = (await SettlementModel.find({ seller, state: { $ne: "open" }, ...older })
    .sort({ page: -1 })
    .limit(limit + 1)
    .lean()) as Settlement[];
  return page(rows, limit, (each) => [each.page]);
}

export const openPageOf = async (seller: SellerId): Promise<Settlement | null> =>
  (await SettlementModel.findOne({ seller, state: "open" }).lean()) as Settlement | null;
