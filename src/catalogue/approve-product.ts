import { gazetteer } from "../regions/gazetteer";
import { Refusal } from "../shared/errors";
import type { ProductId } from "../shared/ids";
import { log } from "../shared/log";
import type { Viewer } from "../shared/viewer";
import { ELIGIBLE_CATEGORIES } from "./kinds";
import { derived, type Product, ProductModel } from "./product";

/**
 * Lets a product be sold, and its sales count. Refuses PRODUCT_NOT_ELIGIBLE unless it comes from one of the 17 receiving
 * counties and is 农特文旅: a car part from the main city can never enter the ledger, because it can never be sold here.
 */
export async function approveProduct(id: ProductId, by: Viewer, at: Date): Promise<Product> {
  const product = (await ProductModel.findById(id).lean()) as Product | null;
  if (!product) throw new Refusal("NOT_FOUND");
  const origin = (await gazetteer()).find(product.originCounty);
  const eligible =
    origin?.receiving === true &&
    (ELIGIBLE_CATEGORIES as readonly string[]).includes(product.category) &&
    product.variants.length > 0;
  if (!eligible) throw new Refusal("PRODUCT_NOT_ELIGIBLE");
  return moveProduct(
    product,
    { state: "approved", approvedAt: product.approvedAt ?? at, ...(await derived(product)) },
    by,
    at,
  );
}

/** Takes a product off the market; orders already placed are not touched. */
export async function suspendProduct(id: ProductId, by: Viewer, at: Date): Promise<Product> {
  const product = (await ProductModel.findById(id).lean()) as Product | null;
  if (!product) throw new Refusal("NOT_FOUND");
  return moveProduct(product, { state: "suspended" }, by, at);
}

/** The version makes sure that what was looked at is what is decided on. */
async function moveProduct(product: Product, changes: Partial<Product>, by: Viewer, at: Date): Promise<Product> {
  const moved = (await ProductModel.findOneAndUpdate(
    { _id: product._id, version: product.version },
    { $set: { ...changes, updatedAt: at }, $inc: { version: 1 } },
    { returnDocument: "after" },
  ).lean()) as Product | null;
  if (!moved) throw new Refusal("BUSY", { retryAfterSeconds: 1 });
  log.info({ product: product._id, from: product.state, to: moved.state, by: by.id }, "product moved");
  return moved;
}
