import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
import { EntryModel } from "../../../src/credits/entry";
import { type Order, OrderModel } from "../../../src/orders/order-record";
import type { Provider } from "../../../src/payments/provider/provider";
import { type Refund, RefundModel } from "../../../src/payments/refunds/refund";
import { sweep } from "../../../src/payments/sweep";
import { HOUR, later, now } from "../../../src/shared/time";
import { PaymentModel, refundedFen } from "../../../src/standin/payment";
import type { Person } from "../../support/person";
import type { World } from "../../support/world";

/** Fresh fruit of 奉节, sold by the shop of "caotang". */
export const ORANGES = "FJ-QICHENG-5J";

/** What happens to an order before anything is wrong with it, at the front door. */
export class Story {
  readonly world: World;
  readonly buyer: Person;
  readonly shop: Person;

  constructor(world: World, buyer: Person, shop: Person) {
    this.world = world;
    this.buyer = buyer;
    this.shop = shop;
  }

  async paid(sku: string, quantity: number): Promise<string> {
    const ordered = await this.buyer.orders(sku, quantity);
    await this.buyer.desk(ordered, "paid");
    await this.world.deliver();
    return ordered.orders[0]?.number as string;
  }

  async sent(sku: string, quantity: number): Promise<string> {
    const number = await this.paid(sku, quantity);
    await this.shop
      .call("post", `/sales/${number}/parcels`, { carrier: "sf", trackingNumber: "SF1234567890" })
      .expect(201);
    return number;
  }

  async received(sku: string, quantity: number): Promise<string> {
    const number = await this.sent(sku, quantity);
    await this.buyer.call("post", `/orders/${number}/receipt`).expect(200);
    return number;
  }

  /** Asked through the JSON door; answers the request's id. */
  async asks(number: string, sku: string, quantity: number, more: object = {}): Promise<string> {
    const ask = { lines: [{ sku, quantity }], reason: "damaged", note: "袋子破了", ...more };
    const { body } = await this.buyer.call("post", `/orders/${number}/refund-requests`, ask).expect(200);
    return body.refundRequests.at(-1).id as string;
  }

  answers(number: string, request: string, answer: object) {
    return this.shop.call("post", `/sales/${number}/refund-requests/${request}/answer`, answer);
  }
}

export const orderOf = async (number: string): Promise<Order> => (await OrderModel.findOne({ number }).lean()) as Order;

/** The ledger, by measure; what is nothing is left out. */
export async function sums(): Promise<Record<string, number>> {
  const rows = await EntryModel.aggregate<{ _id: string; fen: number }>([
    { $group: { _id: "$measure", fen: { $sum: "$amountFen" } } },
    { $match: { fen: { $ne: 0 } } },
  ]);
  return Object.fromEntries(rows.map((row) => [row._id, row.fen]));
}

/**
 * I4 and I1, seen from every side: what the order says went back is what its refunds say, is within what was paid line by
 * line, and the provider never gave more; the ledger's line sums are what is left.
 */
export async function mustAddUp(number: string): Promise<void> {
  const order = await orderOf(number);
  const refunds = (await RefundModel.find({ order: order._id, state: { $ne: "failed" } }).lean()) as Refund[];
  const total = (parts: number[]): number => parts.reduce((sum, part) => sum + part, 0);
  expect(order.refundedFen).toBe(total(refunds.map((refund) => refund.amountFen)));
  expect(order.refundedFen).toBeLessThanOrEqual(order.totalFen);
  for (const line of order.lines) {
    const parts = refunds.flatMap((refund) => refund.lines).filter((part) => part.line === line.line);
    expect(line.refundedFen).toBe(total(parts.map((part) => part.amountFen)));
    expect(line.refundedQuantity).toBe(total(parts.map((part) => part.quantity)));
    expect(line.refundedFen).toBeLessThanOrEqual(line.paidFen);
    expect(line.refundedQuantity).toBeLessThanOrEqual(line.quantity);
    if (line.credit) await lineMustAddUp(order, line, refunds);
  }
  const payment = await PaymentModel.findOne({ reference: order.checkout }).lean();
  const viaProvider = refunds.filter((refund) => refund.kind === "refund" && refund.paymentIntent);
  if (payment) expect(refundedFen(payment as never)).toBe(total(viaProvider.map((refund) => refund.amountFen)));
}

async function lineMustAddUp(order: Order, line: Order["lines"][number], refunds: Refund[]): Promise<void> {
  const done = refunds.filter((refund) => refund.state === "succeeded").flatMap((refund) => refund.lines);
  const back = done.filter((part) => part.line === line.line).reduce((sum, part) => sum + part.amountFen, 0);
  const entries = await EntryModel.find({ line: `${order._id}:${line.line}` }).lean();
  const of = (measure: string): number =>
    entries.filter((entry) => entry.measure === measure).reduce((sum, entry) => sum + entry.amountFen, 0);
  expect(of("paid")).toBe(line.paidFen - back);
  if (order.receivedAt) expect(of("recognised")).toBe(line.paidFen - back);
}

/** Until the provider has answered for every refund: one that had no time to answer is asked again by the sweep. */
export async function refundsAnswered(provider: Provider): Promise<void> {
  for (let tries = 0; await RefundModel.exists({ state: "processing", paymentIntent: { $ne: null } }); tries++) {
    if (tries === 60) throw new Error("refunds stay unanswered");
    if (tries > 0) await sleep(500); // the breaker's rest
    await sweep(provider, later(now(), (tries + 1) * HOUR));
  }
}

/** A photograph as a phone makes one. */
export const photograph = (): Promise<Buffer> =>
  sharp({ create: { width: 900, height: 1200, channels: 3, background: "#b3361e" } })
    .jpeg()
    .toBuffer();
