import { expiredHolds, type Hold, keepHold, release } from "../catalogue/stocks/stock";
import { type Order, OrderModel } from "../orders/order-record";
import type { OrderId, Sku } from "../shared/ids";
import { log } from "../shared/log";
import { HOUR, later, MINUTE } from "../shared/time";
import { hearChargeback } from "./chargebacks/hear-chargeback";
import { endUnpaid } from "./checkout/cancel-checkout";
import { ASK_AFTER_MS, type Checkout, CheckoutModel } from "./checkout/checkout";
import { claimGoods, hearSession } from "./checkout/pay-orders";
import { retryEvents } from "./hear-event";
import type { Provider } from "./provider/provider";
import { type Refund, RefundModel } from "./refunds/refund";
import { askProvider, refundOrder, wholeOrder } from "./refunds/refund-order";
import { restock, unshelve } from "./refunds/restock";

const RECENT_MS = 4 * 24 * HOUR;
/** Banks take up to three months to decide. */
const CHARGEBACKS_MS = 100 * 24 * HOUR;

/**
 * What finishes whatever was left unfinished: a webhook that never came, a program that died between two steps, a buyer
 * who never came back, a provider that could not be reached. Every step is harmless when there is nothing to do, and when
 * two processes do it at once.
 */
export async function sweep(provider: Provider, at: Date): Promise<void> {
  await each("events", () => retryEvents(provider, at));
  await each("payments", () => askAboutOpenPayments(provider, at));
  await each("expiry", () => endExpired(provider, at));
  await each("holds", () => settleHolds(at));
  await each("due refunds", () => giveBackDue(provider, at));
  await each("refunds", () => askAboutRefunds(provider, at));
  await each("restock", restockDue);
}

async function each(name: string, work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) =>
    log.error({ err: error, sweep: name }, "the sweep stumbled and will come again"),
  );
}

/** Payments whose webhook is late: the provider is asked, soon at first, then ever less often. */
async function askAboutOpenPayments(provider: Provider, at: Date): Promise<void> {
  const open = (await CheckoutModel.find({ state: "open", kind: "stripe", askAt: { $lte: at }, expiresAt: { $gt: at } })
    .sort({ askAt: 1 })
    .limit(100)
    .lean()) as Checkout[];
  for (const { _id, sessionId, claimedAt } of open) {
    const age = Date.now() - claimedAt.getTime();
    const next = later(at, Math.min(10 * MINUTE, Math.max(ASK_AFTER_MS, age / 2)));
    await CheckoutModel.updateOne({ _id, state: "open" }, { $set: { askAt: next } });
    await hearById(sessionId, provider, at);
  }
}

/**
 * Completeness, the other way round: everything the provider says was paid in the last days is heard once more, so that no
 * payment is missing here whatever was lost. What is paid already costs one look.
 */
export async function hearAllRecent(provider: Provider, at: Date): Promise<void> {
  const since = later(at, -RECENT_MS);
  for await (const session of provider.recentSessions(since)) await hearSession(session, provider, at);
  for await (const heard of provider.recentChargebacks(later(at, -CHARGEBACKS_MS)))
    await each("chargebacks", () => hearChargeback(heard, provider, at));
}

async function hearById(sessionId: string | null, provider: Provider, at: Date): Promise<void> {
  const session = sessionId && (await provider.session(sessionId));
  if (session) await hearSession(session, provider, at);
}

async function endExpired(provider: Provider, at: Date): Promise<void> {
  const over = (await CheckoutModel.find({ state: { $in: ["placed", "open"] }, expiresAt: { $lte: at } })
    .limit(100)
    .lean()) as Checkout[];
  for (const checkout of over)
    await each("expiry", async () => void (await endUnpaid(checkout, { as: "expired", provider }, at)));
}

/** A hold that ran out: the order was never made or is cancelled, so it is released; is paid, so it is claimed; waits, so it stays. */
async function settleHolds(at: Date): Promise<void> {
  for (const held of await expiredHolds(at, 200)) await each("holds", async () => void (await settleHold(held, at)));
}

async function settleHold({ sku, order: id, until }: Hold & { sku: Sku }, at: Date): Promise<unknown> {
  const order = (await OrderModel.findById(id).lean()) as Order | null;
  if (!order || order.state === "cancelled") return release({ sku, order: id, seen: until });
  if (order.state === "placed") return keepHold({ sku, order: id, until: later(at, 10 * MINUTE) });
  return claimGoods(order);
}

/** Orders that were cancelled, sold to somebody else, and then paid after all: the money goes back by itself. */
async function giveBackDue(provider: Provider, at: Date): Promise<void> {
  const due = (await CheckoutModel.find({ refundDue: { $gt: "" as OrderId } })
    .limit(50)
    .lean()) as Checkout[];
  for (const checkout of due)
    for (const id of checkout.refundDue) await each("due refunds", () => giveBackOne(checkout, id, provider, at));
}

async function giveBackOne({ _id }: Checkout, id: OrderId, provider: Provider, at: Date): Promise<void> {
  const order = (await OrderModel.findById(id).lean()) as Order | null;
  if (order && order.refundedFen < order.totalFen)
    await refundOrder(id, wholeOrder(order, "paid_too_late"), provider, at);
  await CheckoutModel.updateOne({ _id }, { $pull: { refundDue: id } });
}

/** Refunds under way: asked about soon, then ever less often. */
async function askAboutRefunds(provider: Provider, at: Date): Promise<void> {
  const waiting = (await RefundModel.find({ state: "processing", paymentIntent: { $ne: null }, askAt: { $lte: at } })
    .sort({ askAt: 1 })
    .limit(50)
    .lean()) as Refund[];
  for (const refund of waiting) {
    const age = at.getTime() - refund.askedAt.getTime();
    const askAt = later(at, Math.min(HOUR, Math.max(ASK_AFTER_MS, age / 2)));
    await RefundModel.updateOne({ _id: refund._id }, { $set: { askAt } });
    await each("refunds", async () => void (await askProvider(refund, provider, at)));
  }
}

/** Pieces whose way back to the shelf, or off it again, was cut off. */
async function restockDue(): Promise<void> {
  const due = (await RefundModel.find({ restockDue: true }).limit(50).lean()) as Refund[];
  for (const refund of due) await each("restock", () => restock(refund));
  const failed = (await RefundModel.find({ unshelveDue: true }).limit(50).lean()) as Refund[];
  for (const refund of failed) await each("restock", () => unshelve(refund));
}
