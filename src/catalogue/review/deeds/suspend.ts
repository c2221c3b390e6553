import { tell } from "../../../accounts/notices/tell";
import { inTransaction } from "../../../shared/db";
import { Refusal } from "../../../shared/errors";
import type { ProductState } from "../../kinds";
import { type Product, ProductModel } from "../../product";
import { actorOf, lastDeed, recordVersion } from "../history";
import { mustBeJudge, mustBeSeen, type Seen, seenBy } from "../seen";
import { auditGoods } from "./audit-goods";
import type { Asked } from "./decide";

/**
 * The platform takes a product off the market, with a reason the shop is told; orders already placed are not touched. Refuses
 * NOT_FOUND, PRODUCT_MOVED_ON, PRODUCT_CHANGED and OWN_ORGANISATION. Asked again, it was done.
 */
export const suspend = (asked: Asked & { reason: string }, at: Date): Promise<Product> =>
  inTransaction(async () => {
    const seen = await seenBy(asked.by, asked.id);
    if (seen.product?.state === "suspended") return seen.product;
    const product = await mayMove(seen, asked, ["approved", "resting"]);
    return move({ seen, product, asked, to: "suspended", deed: "suspended", reason: asked.reason }, at);
  });

/** And brings it back to where it was: on sale, or resting where the shop had taken it off itself. */
export const lift = (asked: Asked, at: Date): Promise<Product> =>
  inTransaction(async () => {
    const seen = await seenBy(asked.by, asked.id);
    if (seen.product?.state === "approved" || seen.product?.state === "resting") return seen.product;
    const product = await mayMove(seen, asked, ["suspended"]);
    const before = (await lastDeed(product._id, "suspended"))?.changes[0]?.before;
    const to = before === "resting" ? "resting" : "approved";
    return move({ seen, product, asked, to, deed: "lifted", reason: null }, at);
  });

async function mayMove({ product, seller }: Seen, asked: Asked, from: readonly ProductState[]): Promise<Product> {
  if (!product || !from.includes(product.state)) throw new Refusal("PRODUCT_MOVED_ON");
  mustBeSeen(product, asked.version);
  await mustBeJudge(asked.by, seller);
  return product;
}

interface Move {
  seen: Seen;
  product: Product;
  asked: Asked;
  to: ProductState;
  deed: "suspended" | "lifted";
  reason: string | null;
}

async function move({ seen, product, asked, to, deed, reason }: Move, at: Date): Promise<Product> {
  const moved = (await ProductModel.findOneAndUpdate(
    { _id: product._id, version: product.version },
    { $set: { state: to, updatedAt: at }, $inc: { version: 1 } },
    { returnDocument: "after" },
  ).lean()) as Product | null;
  if (!moved) throw new Refusal("PRODUCT_CHANGED");
  const line = await recordVersion({
    product: product._id,
    seller: product.seller,
    deed,
    version: moved.version,
    at,
    by: actorOf(asked.by),
    reason,
    changes: [{ field: "state", before: product.state, after: to }],
  });
  await tell(
    {
      key: `${deed}:${line._id}`,
      to: { organisation: seen.seller.organisation, duty: "goods" },
      kind: `goods_${deed}`,
      params: { goods: product.name, reason: reason ?? "" },
      href: `/shelf/${product._id}/history`,
    },
    at,
  );
  const states = { before: { state: product.state }, after: { state: to } };
  await auditGoods(seen, { what: `product.${deed}`, by: asked.by, ...states, note: reason }, at);
  return moved;
}
