import { ordersOfCheckout } from "../../orders/order";
import type { Order } from "../../orders/order-record";
import { inTransaction } from "../../shared/db";
import { log } from "../../shared/log";
import { type Fen, fen, sum, ZERO } from "../../shared/money";
import { type Checkout, CheckoutModel } from "../checkout/checkout";
import { noteOddPayment } from "../checkout/odd-payment";
import { hearSession } from "../checkout/pay-orders";
import type { ChargebackState, Provider, ProviderChargeback } from "../provider/provider";
import { type Refund, RefundModel } from "../refunds/refund";
import { reserve } from "../refunds/refund-order";
import { freightLeft, leftOf } from "../refunds/refund-parts";
import { settleInside } from "../refunds/settle-refund";
import { CHARGEBACK_MOVES, type Chargeback, ChargebackModel, isTaken } from "./chargeback";
import { markContested } from "./contested";
import { endUnsent } from "./end-unsent";
import { spread } from "./spread";
import { tellChargeback } from "./tell-chargeback";

/**
 * Hears how a chargeback stands, any number of times and in any order. The bank took the money: paid and recognised are taken
 * back, shared over what is left of the payment's orders. Won: put back. Lost: it stays so. One that fits no payment of ours
 * is set aside for a person.
 */
export async function hearChargeback(heard: ProviderChargeback, provider: Provider, at: Date): Promise<void> {
  const checkout = await checkoutBehind(heard, provider, at);
  if (!checkout) {
    const { id, amountFen, currency } = heard;
    return noteOddPayment({ session: id, why: "unknown_chargeback", amountFen, currency }, at);
  }
  await inTransaction(async () => {
    const known = (await ChargebackModel.findById(heard.id).lean()) as Chargeback | null;
    if (known) return moveOn(known, heard, at);
    await open(heard, checkout, at);
  });
}

/** The payment may not have been heard of yet: a chargeback's webhook can overtake it. */
async function checkoutBehind(heard: ProviderChargeback, provider: Provider, at: Date): Promise<Checkout | null> {
  const { paymentIntent, livemode, currency } = heard;
  if (!paymentIntent || livemode !== provider.livemode || currency !== "cny") return null;
  const find = async () =>
    (await CheckoutModel.findOne({ paymentIntent, paidAt: { $ne: null } }).lean()) as Checkout | null;
  const known = await find();
  if (known) return known;
  const session = await provider.sessionOfIntent(paymentIntent);
  if (session) await hearSession(session, provider, at);
  return find();
}

async function open(heard: ProviderChargeback, checkout: Checkout, at: Date): Promise<void> {
  const orders = await ordersOfCheckout(checkout._id);
  const takenFen = isTaken(heard.state) ? await take(heard, orders, at) : ZERO;
  const chargeback: Chargeback = {
    _id: heard.id,
    checkout: checkout._id,
    orders: orders.map((order) => order._id),
    state: heard.state,
    amountFen: heard.amountFen,
    takenFen,
    reason: heard.reason,
    openedAt: heard.openedAt,
    respondBy: heard.respondBy,
    heardAt: at,
    endedAt: hasEnded(heard.state) ? at : null,
    closedAt: null,
  };
  await ChargebackModel.insertMany([chargeback]);
  if (heard.state === "lost") await endUnsent(heard.id, at);
  await markContested(chargeback.orders);
  await tellChargeback(chargeback, orders, at);
  log.warn({ chargeback: heard.id, state: heard.state }, "a payment was disputed with the bank");
}

const hasEnded = (state: ChargebackState): boolean => state === "won" || state === "lost" || state === "closed";

async function moveOn(known: Chargeback, heard: ProviderChargeback, at: Date): Promise<void> {
  const next = heard.state;
  if (!(CHARGEBACK_MOVES[known.state] as readonly string[]).includes(next)) return;
  const orders = await ordersOfCheckout(known.checkout);
  if (isTaken(known.state) && !isTaken(next)) await putBack(known, at);
  const takenFen = !isTaken(known.state) && isTaken(next) ? await take(heard, orders, at) : known.takenFen;
  const set = {
    state: next,
    takenFen,
    endedAt: hasEnded(next) ? at : null,
    closedAt: null,
    respondBy: heard.respondBy,
  };
  await ChargebackModel.updateOne({ _id: known._id, state: known.state }, { $set: set });
  if (next === "lost") await endUnsent(known._id, at);
  await markContested(known.orders);
  await tellChargeback({ ...known, ...set }, orders, at);
}

/** Takes what the bank took, as far as it has not gone back already; answers how much that was. */
async function take({ id, amountFen }: ProviderChargeback, orders: readonly Order[], at: Date): Promise<Fen> {
  const left = orders.map((order) => fen(order.totalFen - order.refundedFen));
  const shares = spread(amountFen, left);
  for (const [index, order] of orders.entries()) {
    const shareFen = shares[index] ?? ZERO;
    if (shareFen > 0) await takeFrom(order, shareFen, id, at);
  }
  return sum(shares);
}

async function takeFrom(order: Order, shareFen: Fen, chargeback: string, at: Date): Promise<void> {
  const parts = spread(shareFen, [...order.lines.map(leftOf), freightLeft(order)]);
  const lines = order.lines
    .map(({ line }, index) => ({ line, quantity: 0, amountFen: parts[index] ?? ZERO }))
    .filter((part) => part.amountFen > 0);
  const ask = { lines, freightFen: parts.at(-1) ?? ZERO, reason: "chargeback" };
  const refund = await reserve(order._id, ask, at, { kind: "chargeback", chargeback, providerRefund: chargeback });
  await settleInside(refund._id, "succeeded", at);
}

/** The bank found for the shop. */
async function putBack({ _id }: Chargeback, at: Date): Promise<void> {
  const parts = (await RefundModel.find({ chargeback: _id, state: "succeeded" }).lean()) as Refund[];
  for (const part of parts) await settleInside(part._id, "failed", at, { closedAt: at });
}
