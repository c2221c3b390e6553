import type { Rates } from "../../orders/charges";
import { ordersOfCheckout } from "../../orders/order";
import type { Order } from "../../orders/order-record";
import { Refusal } from "../../shared/errors";
import { HOUR, later, MINUTE } from "../../shared/time";
import type { Provider } from "../provider/provider";
import { ASK_AFTER_MS, type Checkout, CheckoutModel, checkoutById } from "./checkout";

/** What the payment verbs need from outside: the provider, and the address people reach us under. */
export interface Till {
  provider: Provider;
  publicUrl: string;
  /** What is kept back from producers; nothing, unless told. */
  rates?: Rates;
}

/** Stands in the address of those whom the provider sends back after paying: its word to us may still be on the way. */
export const BACK = "back";

/**
 * Asks the provider for its page, with a key of our own that stays the same however often we ask. Refuses with
 * PAYMENT_UNAVAILABLE when the provider cannot be reached: the orders stand and the goods stay held, so the buyer can try again.
 * `known`: the orders, where they have just been made; said to the provider in the same order as when they are read.
 */
export async function openPayment(
  placed: Checkout,
  { provider, publicUrl }: Till,
  at: Date,
  known?: readonly Order[],
): Promise<Checkout> {
  const checkout = await withTimeToPay(placed, at);
  const here = `${publicUrl}/checkouts/${checkout._id}`;
  if (checkout.kind === "bank_transfer") return opened(checkout, { sessionId: null, url: here }, at);
  const orders = known?.toSorted((a, b) => (a._id < b._id ? -1 : 1)) ?? (await ordersOfCheckout(checkout._id));
  const pick = (zh: string, en: string): string => (checkout.language === "en" ? en : zh);
  const goods = orders.flatMap((order) =>
    order.lines.map((line) => ({
      name: pick(`${line.name} ${line.variantName}`, `${line.nameEn} ${line.variantNameEn}`),
      amountFen: line.unitFen,
      quantity: line.quantity,
    })),
  );
  const freight = orders
    .filter((order) => order.freightFen > 0)
    .map((order) => ({
      name: pick(`运费 · ${order.sellerName}`, `Delivery · ${order.sellerNameEn}`),
      amountFen: order.freightFen,
      quantity: 1,
    }));
  const session = await provider.startSession({
    reference: checkout._id,
    idempotencyKey: `${checkout._id}:${checkout.attempt}`,
    lines: [...goods, ...freight],
    successUrl: `${here}?${BACK}=1`,
    cancelUrl: here,
    expiresAt: checkout.expiresAt ?? at,
    language: checkout.language,
  });
  return opened(checkout, session, at);
}

/**
 * The provider wants half an hour from the opening of its page. When it could not be reached for so long that less is
 * left, the buyer gets a new hour, and the request a new key: it is another request then.
 */
async function withTimeToPay(checkout: Checkout, at: Date): Promise<Checkout> {
  if (checkout.kind === "bank_transfer" || (checkout.expiresAt && checkout.expiresAt > later(at, 31 * MINUTE)))
    return checkout;
  const { expiresAt } = checkout;
  await CheckoutModel.updateOne(
    { _id: checkout._id, state: "placed", sessionId: null, expiresAt },
    { $set: { expiresAt: later(at, HOUR) }, $inc: { attempt: 1 } },
  );
  return checkoutById(checkout._id);
}

/** A checkout that was cancelled meanwhile keeps its state, but remembers the session so that a payment there is heard. */
async function opened(
  checkout: Checkout,
  { sessionId, url }: { sessionId: string | null; url: string },
  at: Date,
): Promise<Checkout> {
  const page = { sessionId, url, askAt: later(at, ASK_AFTER_MS) };
  const open = await CheckoutModel.findOneAndUpdate(
    { _id: checkout._id, state: "placed", sessionId: null },
    { $set: { ...page, state: "open" } },
    { returnDocument: "after" },
  ).lean();
  if (open) return open as Checkout;
  await CheckoutModel.updateOne({ _id: checkout._id, sessionId: null }, { $set: page });
  return checkoutById(checkout._id);
}

/** The page to send the buyer to, asked anew when the provider could not be reached the first time. */
export async function paymentUrl(checkout: Checkout, till: Till, at: Date): Promise<string> {
  const current = checkout.state === "placed" ? await openPayment(checkout, till, at) : checkout;
  if (current.state !== "open" || !current.url)
    throw new Refusal("ORDER_MOVED_ON", { params: { state: current.state } });
  return current.url;
}
