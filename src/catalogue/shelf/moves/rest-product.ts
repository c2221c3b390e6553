import type { Seller } from "../../../sellers/seller";
import { inTransaction } from "../../../shared/db";
import { notFound, Refusal } from "../../../shared/errors";
import type { ProductId, SellerId } from "../../../shared/ids";
import { log } from "../../../shared/log";
import type { Viewer } from "../../../shared/viewer";
import type { ProductState } from "../../kinds";
import { type Product, ProductModel } from "../../product";
import { actorOf, recordVersion } from "../../review/history";

/**
 * The producer takes goods off the market: the season is over, the van has broken down. Orders already placed are not
 * touched. A suspension by the platform is another state, which this door neither makes nor ends. Asked again, it was done.
 */
export const restProduct = (shop: Seller, id: string, by: Viewer, at: Date): Promise<Product> =>
  move(shop._id, id, { from: "approved", to: "resting", by }, at);

/** Brings resting goods back as they were approved. Refuses with SHOP_NOT_OPEN and PRODUCT_MOVED_ON. */
export async function wakeProduct(shop: Seller, id: string, by: Viewer, at: Date): Promise<Product> {
  if (shop.state !== "open") throw new Refusal("SHOP_NOT_OPEN");
  return move(shop._id, id, { from: "resting", to: "approved", by }, at);
}

interface Move {
  from: ProductState;
  to: ProductState;
  by: Viewer;
}

async function move(seller: SellerId, id: string, { from, to, by }: Move, at: Date): Promise<Product> {
  const mine = { _id: String(id) as ProductId, seller };
  const moved = await inTransaction(async () => {
    const product = (await ProductModel.findOneAndUpdate(
      { ...mine, state: from },
      { $set: { state: to, updatedAt: at }, $inc: { version: 1 } },
      { returnDocument: "after" },
    ).lean()) as Product | null;
    if (product) await noteMove(product, { from, to, by }, at);
    return product;
  });
  if (moved) {
    log.info({ product: id, from, to }, "product moved by its producer");
    return moved;
  }
  const there = (await ProductModel.findOne(mine, { tokens: 0 }).lean()) as Product | null;
  if (!there) throw notFound();
  if (there.state !== to) throw new Refusal("PRODUCT_MOVED_ON");
  return there;
}

async function noteMove({ _id, seller, version }: Product, { from, to, by }: Move, at: Date): Promise<void> {
  const deed = to === "resting" ? "rested" : "resumed";
  const changes = [{ field: "state", before: from, after: to }];
  await recordVersion({ product: _id, seller, deed, version, at, by: actorOf(by), changes });
}
