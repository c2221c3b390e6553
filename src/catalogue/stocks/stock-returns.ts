import type { RefundId, Sku } from "../../shared/ids";
import { returned, soldAgain } from "./journal/movement";
import { mustBePieces, StockModel, tellShelf } from "./stock";

const RETURNS_REMEMBERED = 200;

export interface PutBack {
  sku: Sku;
  quantity: number;
  refund: RefundId;
  at: Date;
}

/** Sold pieces that come back fit for sale, once per refund; false when they are back already or were never sold. */
export async function putBack({ sku, quantity, refund, at }: PutBack): Promise<boolean> {
  mustBePieces(quantity);
  const before = await StockModel.findOneAndUpdate(
    { _id: sku, sold: { $gte: quantity }, returned: { $ne: refund } },
    {
      $inc: { available: quantity, sold: -quantity },
      $push: {
        returned: { $each: [refund], $slice: -RETURNS_REMEMBERED },
        unwritten: returned(refund, sku, { quantity, at }),
      },
      $set: { moved: true },
    },
    { returnDocument: "before", projection: { product: 1, available: 1 } },
  ).lean();
  if (before?.available === 0) await tellShelf(before.product);
  return before !== null;
}

/** In `returned`, says that a refund failed: what it had put back came off again, and what it had not will not come any more. */
const undone = (refund: RefundId): RefundId => `!${refund}` as RefundId;

/**
 * Takes pieces that `putBack` had put back off the shelf again, once per refund, because the refund failed; false when
 * somebody else has bought them meanwhile.
 */
export async function takeBack({ sku, quantity, refund, at }: PutBack): Promise<boolean> {
  mustBePieces(quantity);
  const done = undone(refund);
  const after = await StockModel.findOneAndUpdate(
    { _id: sku, available: { $gte: quantity }, $and: [{ returned: refund }, { returned: { $ne: done } }] },
    {
      $inc: { available: -quantity, sold: quantity },
      $push: {
        returned: { $each: [done], $slice: -RETURNS_REMEMBERED },
        unwritten: soldAgain(refund, sku, { quantity, at }),
      },
      $set: { moved: true },
    },
    { returnDocument: "after", projection: { product: 1, available: 1 } },
  ).lean();
  if (after?.available === 0) await tellShelf(after.product);
  if (after) return true;
  // Never put back, or not yet: it must not come later, when nobody thinks of it any more.
  await StockModel.updateOne(
    { _id: sku, returned: { $ne: refund } },
    { $push: { returned: { $each: [refund, done], $slice: -RETURNS_REMEMBERED } } },
  );
  return (await StockModel.exists({ _id: sku, returned: done })) !== null;
}
