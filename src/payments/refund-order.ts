import { changeOrder, orderById } from "../orders/order";
import type { Order, OrderState } from "../orders/order-record";
import { joinTransaction } from "../shared/db";
import { invalidField, Refusal } from "../shared/errors";
import { newId, type OrderId, type RefundId } from "../shared/ids";
import { log } from "../shared/log";
import { add, type Fen, proRata, subtract, sum, ZERO } from "../shared/money";
import { HOUR, later } from "../shared/time";
import { ASK_AFTER_MS, checkoutById } from "./checkout";
import type { Provider, ProviderRefund } from "./provider";
import { type Refund, type RefundLine, RefundModel, refundById, withRefund } from "./refund";
import { settleRefund } from "./settle-refund";

export interface RefundAsk {
  /** Pieces of each line to give back. */
  lines: { line: string; quantity: number }[];
  reason: string;
  /** States the order must be in at the moment of reserving; any in which it was paid, unless told. */
  from?: readonly OrderState[];
}

/** Everything of the order that has not been given back yet. */
export const wholeOrder = (order: Order, reason: string): RefundAsk => ({
  lines: order.lines
    .map((line) => ({ line: line.line, quantity: line.quantity - line.refundedQuantity }))
    .filter((each) => each.quantity > 0),
  reason,
});

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
export async function reserve(id: OrderId, ask: RefundAsk, at: Date): Promise<Refund> {
  return joinTransaction(async () => {
    const order = await orderById(id);
    const checkout = await checkoutById(order.checkout);
    if (!checkout.paidAt) throw new Refusal("NOT_PAID_YET");
    if (ask.from && !ask.from.includes(order.state))
      throw new Refusal("ORDER_MOVED_ON", { params: { state: order.state } });
    refuseRepeats(ask);
    const lines = ask.lines.map(({ line, quantity }) => partOf(order, line, quantity));
    const freightFen = freightOf(order, ask);
    const amountFen = add(sum(lines.map((each) => each.amountFen)), freightFen);
    if (amountFen === 0) throw new Refusal("NOTHING_TO_REFUND");
    const refund: Refund = {
      _id: newId<"refund">("ref", at) as RefundId,
      order: id,
      checkout: order.checkout,
      paymentIntent: checkout.paymentIntent,
      lines,
      freightFen,
      amountFen,
      reason: ask.reason,
      state: "processing",
      providerRefund: null,
      recognised: order.receivedAt !== null,
      restockDue: false,
      askAt: later(at, ASK_AFTER_MS),
      askedAt: at,
      succeededAt: null,
      failedAt: null,
      closedAt: null,
    };
    await changeOrder(order, {
      $set: { lines: withRefund(order.lines, lines), refundedFen: add(order.refundedFen, amountFen) },
    });
    await RefundModel.insertMany([refund]);
    return refund;
  });
}

/** Each line is measured against the order by itself, so the same line twice would give its money back twice. */
function refuseRepeats({ lines }: RefundAsk): void {
  if (new Set(lines.map((each) => each.line)).size < lines.length) throw invalidField("lines", "repeated");
}

/** Shared by pieces without losing a fen: the last piece takes what is left. */
function partOf(order: Order, name: string, quantity: number): RefundLine {
  const line = order.lines.find((each) => each.line === name);
  if (!line || quantity < 1) throw new Refusal("NOTHING_TO_REFUND");
  if (line.refundedQuantity + quantity > line.quantity)
    throw new Refusal("REFUND_TOO_LARGE", { params: { name: line.name } });
  const upTo = (pieces: number): Fen => proRata(line.paidFen, pieces, line.quantity);
  return {
    line: name,
    quantity,
    amountFen: subtract(upTo(line.refundedQuantity + quantity), upTo(line.refundedQuantity)),
  };
}

/** The freight goes back with the last piece, unless goods were sent and the buyer merely thought better of it. */
function freightOf(order: Order, ask: RefundAsk): Fen {
  const asked = (line: string): number =>
    ask.lines.filter((each) => each.line === line).reduce((count, each) => count + each.quantity, 0);
  const all = order.lines.every((line) => line.refundedQuantity + asked(line.line) === line.quantity);
  if (!all || (order.shippedAt && ask.reason === "changed_mind")) return ZERO;
  return subtract(order.freightFen, subtract(order.refundedFen, sum(order.lines.map((line) => line.refundedFen))));
}

/** Asks the provider with the persisted key, as often as needed. A bank transfer is given back by a clerk, so it counts at once. */
export async function askProvider(refund: Refund, provider: Provider, at: Date): Promise<Refund> {
  if (!refund.paymentIntent) return settleRefund(refund._id, "succeeded", at);
  try {
    const answer = await currentOrNew(refund, refund.paymentIntent, provider, at);
    await RefundModel.updateOne({ _id: refund._id }, { $set: { providerRefund: answer.refundId } });
    return answer.status === "pending" ? refundById(refund._id) : settleRefund(refund._id, answer.status, at);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // A plain "no" will not become a yes: the reserve is free again, and a person sees a failed refund.
    if (error.code !== "PAYMENT_UNAVAILABLE") return settleRefund(refund._id, "failed", at);
    log.warn({ refund: refund._id }, "the provider could not be asked for a refund; the chore asks again");
    return refund;
  }
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
