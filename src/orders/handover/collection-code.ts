import { createHash } from "node:crypto";
import { Schema } from "mongoose";
import { collection, isDuplicate } from "../../shared/db";
import { newCollectionCode, type OrderId, type SellerId } from "../../shared/ids";
import type { Order } from "../order-record";

/**
 * What a buyer shows to collect an order or to use its tickets. Kept apart from the order, so that no list, export or
 * answer to the producer carries it along; looked up by its hash, so that nothing can be learned from how long it takes.
 */
interface CollectionCode {
  _id: OrderId;
  seller: SellerId;
  code: string;
  hash: string;
}

const text = { type: String, required: true } as const;
const CodeModel = collection<CollectionCode>(
  "collection_codes",
  new Schema<CollectionCode>({ _id: String, seller: text, code: text, hash: text }, { versionKey: false }).index(
    { seller: 1, hash: 1 },
    { unique: true },
  ),
);

const hashOf = (seller: SellerId, code: string): string =>
  createHash("sha256").update(`${seller}:${code}`).digest("base64url");

/** For the buyer alone, while there is something to collect: made when it is first looked at. Null for any other order. */
export async function codeOf(order: Order): Promise<string | null> {
  const open = order.state === "paid" || order.state === "shipped";
  if (order.way === "delivery" || !open) return null;
  const known = await CodeModel.findById(order._id).lean();
  return known ? known.code : make(order);
}

async function make({ _id, seller }: Order): Promise<string> {
  const code = newCollectionCode();
  try {
    await CodeModel.insertMany([{ _id, seller, code, hash: hashOf(seller, code) }]);
    return code;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // Two looks at once, or, once in a very long while, a code another order of this shop has.
    const known = await CodeModel.findById(_id).lean();
    return known ? known.code : make({ _id, seller } as Order);
  }
}

/** The order behind a code that somebody typed at this shop's gate; null for none. */
export async function orderBehind(seller: SellerId, typed: string): Promise<OrderId | null> {
  const found = await CodeModel.findOne({ seller, hash: hashOf(seller, plain(typed)) }, { _id: 1 }).lean();
  return (found?._id as OrderId | undefined) ?? null;
}

/** As people type it: small letters, gaps and hyphens, and the letters that look like digits. */
export const plain = (typed: string): string =>
  typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s·-]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");

/** In two groups of four, to be read aloud. */
export const grouped = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;
