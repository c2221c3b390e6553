import { Schema } from "mongoose";
import { collection, isDuplicate } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import type { Sku } from "../../shared/ids";
import { DAY, later } from "../../shared/time";

export interface CartItem {
  sku: Sku;
  quantity: number;
}

/** What somebody wishes to buy. Prices are not in it: they are read when the cart is looked at, and frozen in the order. */
export interface Cart {
  /** "user:<id>", or "guest:<hash of the secret in the guest's cookie>". */
  _id: string;
  items: CartItem[];
  /** Grows with every change; an order names the version it was made from, so one cart becomes one order. */
  version: number;
  /** Slug of the campaign the visitor came through. */
  campaign: string | null;
  forgetAt: Date | null;
}

export const MAX_LINES = 100;
export const MAX_QUANTITY = 9999;

const CartModel = collection<Cart>(
  "carts",
  new Schema<Cart>(
    {
      _id: String,
      items: [
        {
          _id: false,
          sku: { type: String, required: true },
          quantity: { type: Number, required: true, min: 1, max: MAX_QUANTITY },
        },
      ],
      version: { type: Number, required: true },
      campaign: { type: String, default: null },
      forgetAt: { type: Date, default: null },
    },
    { versionKey: false },
  ).index({ forgetAt: 1 }, { expireAfterSeconds: 0 }),
);

const empty = (owner: string): Cart => ({ _id: owner, items: [], version: 0, campaign: null, forgetAt: null });

export async function cartOf(owner: string | undefined): Promise<Cart> {
  if (!owner) return empty("");
  return ((await CartModel.findById(owner).lean()) as Cart | null) ?? empty(owner);
}

/** Whether something was ever put into it. */
export const isCartKept = async (owner: string): Promise<boolean> => (await CartModel.exists({ _id: owner })) !== null;

export const countPieces = (cart: Cart): number => cart.items.reduce((count, item) => count + item.quantity, 0);

/** A guest's cart is forgotten sixty days after its last change. */
const forgetting = (owner: string, at: Date): Date | null => (owner.startsWith("guest:") ? later(at, 60 * DAY) : null);

/** Sets how many of a variant are wished, whether or not it was in the cart before. */
export async function setQuantity(owner: string, { sku, quantity }: CartItem, at: Date): Promise<void> {
  const forgetAt = forgetting(owner, at);
  const changed = await CartModel.updateOne(
    { _id: owner, "items.sku": sku },
    { $set: { "items.$.quantity": quantity, forgetAt }, $inc: { version: 1 } },
  );
  if (changed.matchedCount === 0) await append(owner, { sku, quantity }, at);
}

/** Adds to what is there already, up to the most a line can hold. */
export async function addToCart(owner: string, { sku, quantity }: CartItem, at: Date): Promise<void> {
  const present = (await cartOf(owner)).items.find((item) => item.sku === sku)?.quantity ?? 0;
  await setQuantity(owner, { sku, quantity: Math.min(present + quantity, MAX_QUANTITY) }, at);
}

async function append(owner: string, item: CartItem, at: Date): Promise<void> {
  const full = `items.${MAX_LINES - 1}`;
  try {
    await CartModel.updateOne(
      { _id: owner, "items.sku": { $ne: item.sku }, [full]: { $exists: false } },
      { $push: { items: item }, $inc: { version: 1 }, $set: { forgetAt: forgetting(owner, at) } },
      { upsert: true },
    );
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // The cart exists: it is full, or a second tab has just put the same goods in.
    const again = await CartModel.updateOne(
      { _id: owner, "items.sku": item.sku },
      { $set: { "items.$.quantity": item.quantity }, $inc: { version: 1 } },
    );
    if (again.matchedCount === 0 && (await cartOf(owner)).items.length >= MAX_LINES)
      throw new Refusal("CART_FULL", { params: { maximum: MAX_LINES } });
    if (again.matchedCount === 0) await append(owner, item, at);
  }
}

export async function removeFromCart(owner: string, sku: Sku): Promise<void> {
  await CartModel.updateOne({ _id: owner, "items.sku": sku }, { $pull: { items: { sku } }, $inc: { version: 1 } });
}

export async function comeThrough(owner: string, campaign: string, at: Date): Promise<void> {
  await CartModel.updateOne(
    { _id: owner },
    { $set: { campaign, forgetAt: forgetting(owner, at) }, $inc: { version: 1 } },
    { upsert: true },
  );
}

/** Takes the ordered goods out, inside the transaction that makes the orders; false when the cart has changed since. */
export async function emptyCart(owner: string, version: number): Promise<boolean> {
  const { modifiedCount } = await CartModel.updateOne(
    { _id: owner, version },
    { $set: { items: [], campaign: null }, $inc: { version: 1 } },
  );
  return modifiedCount === 1;
}

/** Signing in: what the guest had chosen joins what the person had left; of the same goods the larger wish counts. */
export async function mergeCarts({ from, into }: { from: string; into: string }, at: Date): Promise<void> {
  const [guest, own] = [await cartOf(from), await cartOf(into)];
  for (const item of guest.items) {
    const present = own.items.find((each) => each.sku === item.sku)?.quantity ?? 0;
    if (item.quantity > present && own.items.length < MAX_LINES) await setQuantity(into, item, at);
  }
  if (guest.campaign && !own.campaign && guest.items.length > 0) await comeThrough(into, guest.campaign, at);
  await CartModel.deleteOne({ _id: from });
}
