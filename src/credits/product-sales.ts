import type { ProductId, Sku } from "../shared/ids";
import { EntryModel } from "./entry";

/**
 * The pieces of each size of a product that were paid for and not given back from `from` to `until`, both included. Read off
 * one index without looking at an entry.
 */
export async function soldBySku(product: ProductId, from: Date, until: Date): Promise<Map<Sku, number>> {
  const found = await EntryModel.aggregate<{ _id: Sku; pieces: number }>([
    { $match: { "product.id": product, measure: "paid", occurredAt: { $gte: from, $lte: until } } },
    { $group: { _id: "$sku", pieces: { $sum: "$quantity" } } },
  ]);
  return new Map(found.map(({ _id, pieces }) => [_id, pieces]));
}
