import { changeOrder, orderById } from "../../orders/order";
import type { Order } from "../../orders/order-record";
import { isCounted } from "../../orders/signals/hold";
import { joinTransaction } from "../../shared/db";
import { invalidField, Refusal } from "../../shared/errors";
import { newId, type OrderId, type RefundId, type SellerId } from "../../shared/ids";
import { log } from "../../shared/log";
import { add, sum } from "../../shared/money";
import { HOUR, later } from "../../shared/time";
import { ASK_AFTER_MS, type Checkout, checkoutById } from "../checkout/checkout";
import type { Provider, ProviderRefund } from "../provider/provider";
import { type Refund, RefundModel, refundById, withRefund } from "./refund";
import { freightOf, partOf, type RefundAsk } from "./refund-parts";
import { settleRefund } from "./settle-refund";

export { type RefundAsk, wholeOrder } from "./refund-parts";

/** Who asks with which key; the same key asks once. */
export interface AskedWith {
  by: SellerId;
  key: string;
  bodyHash: string;
}

/**
 * Gives money back: the amounts are reserved on the order first (so that fifty clerks at once can never give back more
 * than was paid), the refund is written down with the key it will be known by, and only then the provider is asked.
 * Entries follow when the money is on its way (settleRefund). Refuses: NOT_PAID_YET, REFUND_TOO_LARGE, NOTHING_TO_REFUND,
 * BUSY. When the provider cannot be reached the refund stays in `processing` and the chore asks again.
 */
export async function refundOrder(id: OrderId, ask: RefundAsk, provider: Provider, at: Date): Promise<Refund> {
  const refund = await reserve(id, ask, at);
  return askProvider(refund, provider, at);
}

/** The first half of a refund, inside the surrounding transaction or one of its own; askProvider is the second. */
export async function reserve(id: OrderId, ask: RefundAsk, at: Date, more: Partial<Refund> = {}): Promise<Refund> {
  return joinTransaction(async () => {
    const order = await orderById(id);
    const checkout = await checkoutById(order.checkout);
    if (!checkout.paidAt) throw new Refusal("NOT_PAID_YET");
    if (ask.from && !ask.from.includes(order.state))
      throw new Refusal("ORDER_MOVED_ON", { params: { state: order.state } });
    const refund = { ...refundFrom(order, checkout, ask, at), ...more };
    await changeOrder(order, {
      $set: { lines: withRefund(order.lines, refund.lines), refundedFen: add(order.refundedFen, refund.amountFen) },
    });
    await RefundModel.insertMany([refund]);
    return refund;
  });
}

function refundFrom(order: Order, checkout: Checkout, ask: RefundAsk, at: Date): Refund {
  refuseRepeats(ask);
  const lines = ask.lines.map((part) => partOf(order, part));
  const freightFen = freightOf(order, ask);
  const amountFen = add(sum(lines.map((each) => each.amountFen)), freightFen);
  if (amountFen === 0) throw new Refusal("NOTHING_TO_REFUND");
  return {
    _id: newId<"refund">("ref", at) as RefundId,
    kind: "refund",
    chargeback: null,
    order: order._id,
    checkout: order.checkout,
    by: null,
    key: null,
    bodyHash: null,
    paymentIntent: checkout.paymentIntent,
    lines,
    freightFen,
    amountFen,
    reason: ask.reason,
    state: "processing",
    providerRefund: null,
    recognised: order.receivedAt !== null,
    unrecognised: order.lines.filter((line) => !isCounted(line)).map(({ line }) => line),
    unsent: [],
    lacking: [],
    restockDue: false,
    unshelveDue: false,
    goodsGone: false,
    askAt: later(at, ASK_AFTER_MS),
    askedAt: at,
    succeededAt: null,
    failedAt: null,
    reference: null,
    retriedAs: null,
    closedAt: null,
  };
}

/** Each line is measured against the order by itself, so the same line twice would give its money back twice. */
function refuseRepeats({ lines }: RefundAsk): void {
  if (new Set(lines.map((each) => each.line)).size < lines.length) throw invalidField("lines", "repeated");
}

/** Asks the provider with the persisted key, as often as needed. What goes back by bank transfer waits for the clerk who makes it. */
export async function askProvider(refund: Refund, provider: Provider, at: Date): Promise<Refund> {
  if (!refund.paymentIntent || refund.state !== "processing") return refund;
  const answer = await currentOrNew(refund, refund.paymentIntent, provider, at).catch(wordOf);
  if (answer === "unreached") {
    log.warn({ refund: refund._id }, "the provider could not be asked for a refund; the chore asks again");
    return refund;
  }
  // A plain "no" will not become a yes: the reserve is free again, and a person sees a failed refund.
  if (answer === "refused") return settleRefund(refund._id, "failed", at);
  await RefundModel.updateOne({ _id: refund._id }, { $set: { providerRefund: answer.refundId } });
  return answer.status === "pending" ? refundById(refund._id) : settleRefund(refund._id, answer.status, at);
}

/** Only what the provider itself says counts as its word: a busy database of ours must not end a refund that was made. */
function wordOf(error: unknown): "unreached" | "refused" {
  const code = error instanceof Refusal ? error.code : null;
  if (code === "PAYMENT_UNAVAILABLE") return "unreached";
  if (code === "REFUND_TOO_LARGE" || code === "KEY_REUSED") return "refused";
  throw error;
}

/** Keys may be forgotten by the provider after a day; from half a day on we look for our refund before asking for one. */
const KEY_KEPT_MS = 12 * HOUR;

async function currentOrNew(
  { _id, providerRefund, amountFen, askedAt }: Refund,
  paymentIntent: string,
  provider: Provider,
  at: Date,
): Promise<ProviderRefund> {
  const known = providerRefund ? await provider.refundStatus(providerRefund) : null;
  if (known) return known;
  if (at.getTime() - askedAt.getTime() > KEY_KEPT_MS) {
    const found = (await provider.refundsOf(paymentIntent)).find((each) => each.reference === _id);
    if (found) return found;
  }
  return provider.refund({ paymentIntent, amountFen, idempotencyKey: _id, reference: _id });
}
