import { claim } from "../../catalogue/stocks/stock";
import { attribute } from "../../credits/attribute";
import type { Deed } from "../../credits/deed";
import { post } from "../../credits/post";
import { deedOf } from "../../orders/deed";
import { moveOrder, ordersOfCheckout } from "../../orders/order";
import type { Order } from "../../orders/order-record";
import { holdAll } from "../../orders/place-orders";
import { type Gazetteer, gazetteer } from "../../regions/gazetteer";
import { inTransaction } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import type { OrderId } from "../../shared/ids";
import { log } from "../../shared/log";
import { later, MINUTE } from "../../shared/time";
import type { Method, Provider, ProviderSession } from "../provider/provider";
import { type Checkout, CheckoutModel } from "./checkout";
import { noteOddPayment } from "./odd-payment";

/** The money, as it was seen to arrive. */
export interface MoneyIn {
  paidAt: Date;
  paymentIntent: string | null;
  method: Method | "bank_transfer" | null;
}

/**
 * Hears of a session, from a webhook, from the sweep, from anybody, any number of times and in any order. A session that
 * is not paid changes nothing; one that does not fit its checkout (unknown, other amount, other currency, play money
 * against real) is set aside for a person and credits nothing.
 */
export async function hearSession(session: ProviderSession, provider: Provider, at: Date): Promise<void> {
  if (!session.paid || !session.paidAt) return;
  const checkout = (await CheckoutModel.findOne({ sessionId: session.id }).lean()) as Checkout | null;
  const odd = oddityOf(session, checkout, provider);
  if (odd || !checkout)
    return noteOddPayment(
      { session: session.id, why: odd ?? "unknown_session", amountFen: session.amountFen, currency: session.currency },
      at,
    );
  await payOrders(
    checkout,
    { paidAt: session.paidAt, paymentIntent: session.paymentIntent, method: session.method },
    at,
  );
}

function oddityOf(session: ProviderSession, checkout: Checkout | null, provider: Provider): string | null {
  if (!checkout) return "unknown_session";
  if (session.livemode !== provider.livemode) return "wrong_mode";
  if (session.currency !== "cny") return "wrong_currency";
  if (session.amountFen !== checkout.totalFen) return "wrong_amount";
  return session.reference === checkout._id ? null : "wrong_reference";
}

/**
 * One transaction: the checkout is paid, its orders are paid, whose sale each line is gets decided and frozen, and the
 * entries are in the ledger. The state of the checkout makes the second attempt harmless, the keys of the entries too.
 * Orders cancelled before the money came are taken up again if their goods can still be held, else their money is due back.
 * `also` becomes true in the same transaction.
 */
export async function payOrders(
  checkout: Checkout,
  money: MoneyIn,
  at: Date,
  also?: () => Promise<void>,
): Promise<void> {
  const ended = checkout.state === "expired" || checkout.state === "cancelled";
  const revived = ended ? await reviveLate(await ordersOfCheckout(checkout._id), at) : new Set<OrderId>();
  const book = await gazetteer();
  const paid = await inTransaction(async () => {
    const { modifiedCount } = await CheckoutModel.updateOne(
      { _id: checkout._id, state: { $ne: "paid" } },
      { $set: { state: "paid", ...money } },
    );
    if (modifiedCount === 0) return [];
    const orders = await ordersOfCheckout(checkout._id);
    const due = orders.filter((order) => order.state !== "placed" && !revived.has(order._id));
    // It ended while we looked: heard anew, its goods are held again before anybody speaks of giving money back.
    if (due.length > 0 && !ended) throw new Refusal("BUSY", { retryAfterSeconds: 1 });
    const refundDue = due.map((order) => order._id);
    if (due.length > 0) await CheckoutModel.updateOne({ _id: checkout._id }, { $set: { refundDue } });
    const moved: Order[] = [];
    for (const order of orders) if (!due.includes(order)) moved.push(await payOrder(order, book, money.paidAt));
    await post(
      moved.flatMap((order) => salesOf(order, money.paidAt)),
      at,
    );
    await also?.();
    return moved;
  });
  for (const order of paid) await claimGoods(order);
  if (paid.length > 0) log.info({ checkout: checkout._id, orders: paid.length }, "paid");
}

/** The held goods are sold. Harmless when done again: a hold is claimed once. */
export async function claimGoods(order: Order): Promise<void> {
  const at = order.paidAt ?? order.placedAt;
  for (const { sku, quantity } of order.lines) await claim({ sku, order: order._id, quantity, at });
}

async function payOrder(order: Order, book: Gazetteer, paidAt: Date): Promise<Order> {
  const lines = order.lines.map((line) => ({
    ...line,
    credit: book.partnershipOf(line.county) ? attribute(factsOf(order, line, paidAt), book) : null,
  }));
  return moveOrder(order, "paid", paidAt, { set: { paidAt, lines, tellDue: true, lookDue: true } });
}

const factsOf = (order: Order, { county }: Order["lines"][number], at: Date) => ({
  county,
  affiliation: order.affiliation.region,
  campaign: order.campaign && {
    id: order.campaign._id,
    helper: order.campaign.helper,
    partnership: order.campaign.partnership,
    registeredAt: order.campaign.registeredAt,
  },
  orderedAt: order.placedAt,
  at,
});

/** The entries of a paid order. The first line in each county's book opens the order there, so that orders can be counted. */
function salesOf(order: Order, paidAt: Date): Deed[] {
  const opened = new Set<string>();
  return order.lines.flatMap((line) => {
    if (!line.credit || line.paidFen === 0) return [];
    const deed = deedOf(order, line, {
      key: `paid:${order._id}:${line.line}`,
      measure: "paid",
      amountFen: line.paidFen,
      quantity: line.quantity,
      at: paidAt,
    });
    const opensOrder = !opened.has(line.credit.book);
    opened.add(line.credit.book);
    return [{ ...deed, opensOrder }];
  });
}

/** Of the orders cancelled before the money came, those whose goods could be held once more. */
async function reviveLate(orders: readonly Order[], at: Date): Promise<Set<OrderId>> {
  const revived = new Set<OrderId>();
  for (const order of orders) {
    if (order.state !== "cancelled") continue;
    try {
      await holdAll([order], later(at, 5 * MINUTE));
      revived.add(order._id);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return revived;
}
