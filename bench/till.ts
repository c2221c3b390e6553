import mongoose from "mongoose";
import { StockModel } from "../src/catalogue/stocks/stock";
import { setQuantity } from "../src/orders/cart/cart";
import { userOwner } from "../src/orders/cart/cart-owner";
import type { Till } from "../src/payments/checkout/open-payment";
import { hearSession } from "../src/payments/checkout/pay-orders";
import { startCheckout } from "../src/payments/checkout/start-checkout";
import type { Provider, ProviderSession } from "../src/payments/provider/provider";
import type { RegionCode, Sku, UserId } from "../src/shared/ids";
import { fen } from "../src/shared/money";
import { HOUR, later, now } from "../src/shared/time";
import type { Viewer } from "../src/shared/viewer";
import { median } from "./load";

/**
 * Cart → checkout → paid → credited, sixteen buyers at once, by the product's own verbs with a provider that answers from
 * memory (the real one's time is not ours); beside it the same documents written with the bare driver.
 */
const BUYERS = 16;
const ORDERS = 320;
const SKUS = [
  "YY-RICE-5KG",
  "YY-RICE-10KG",
  "FJ-QICHENG-5J",
  "FJ-QICHENG-10J",
  "FD-HONGXINYOU-2",
  "FD-JINCHENG-5J",
] as Sku[];

export async function measureTill(): Promise<object> {
  await StockModel.updateMany({ _id: { $in: SKUS } }, { $set: { available: 1_000_000 } });
  const rounds: { ours: Timed; bare: Timed }[] = [];
  for (let round = 0; round < 3; round++) rounds.push({ bare: await timed(bareOrder), ours: await timed(ourOrder()) });
  const of = (pick: (round: { ours: Timed; bare: Timed }) => number): number => median(rounds.map(pick));
  return {
    buyers: BUYERS,
    ordersPerSecond: of(({ ours }) => ours.perSecond),
    p50Ms: of(({ ours }) => ours.p50Ms),
    p99Ms: of(({ ours }) => ours.p99Ms),
    barePerSecond: of(({ bare }) => bare.perSecond),
    shareOfBare: of(({ ours, bare }) => ours.perSecond / bare.perSecond).toFixed(2),
  };
}

interface Timed {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

async function timed(work: (index: number) => Promise<void>): Promise<Timed> {
  const times: number[] = [];
  let next = 0;
  const begin = performance.now();
  const lane = async (): Promise<void> => {
    for (let index = next++; index < ORDERS; index = next++) {
      const start = performance.now();
      await work(index);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: BUYERS }, lane));
  times.sort((a, b) => a - b);
  const perSecond = Math.round((ORDERS / (performance.now() - begin)) * 10_000) / 10;
  return {
    perSecond,
    p50Ms: Math.round(times[ORDERS / 2] as number),
    p99Ms: Math.round(times[Math.floor(ORDERS * 0.99)] as number),
  };
}

let run = 0;

function ourOrder(): (index: number) => Promise<void> {
  const name = `bench-${process.pid}-${++run}`;
  const sessions = new Map<string, ProviderSession>();
  const till: Till = { provider: memoryProvider(sessions), publicUrl: "http://market.test" };
  return async (index) => {
    const viewer: Viewer = {
      id: `usr_${name}_${index}` as UserId,
      name: "买家",
      roles: ["buyer"],
      homeRegion: "500105" as RegionCode,
    };
    const cartOwner = userOwner(viewer);
    await setQuantity(cartOwner, { sku: SKUS[index % SKUS.length] as Sku, quantity: 1 }, now());
    const address = { name: "周敏", phone: "13800001234", region: "500105" as RegionCode, street: "观音桥街道 8 号" };
    const { sessionId } = await startCheckout(
      { viewer, cartOwner, key: name, language: "zh-CN", ask: { address, payment: "stripe" } },
      till,
      now(),
    );
    const session = sessions.get(String(sessionId)) as ProviderSession;
    await hearSession(
      {
        ...session,
        status: "complete",
        paid: true,
        paidAt: now(),
        paymentIntent: `pi_${session.id}`,
        method: "alipay",
      },
      till.provider,
      now(),
    );
  };
}

function memoryProvider(sessions: Map<string, ProviderSession>): Provider {
  const startSession: Provider["startSession"] = ({ reference, lines, expiresAt }) => {
    const id = `cs_${reference}`;
    const amountFen = fen(lines.reduce((total, line) => total + line.amountFen * line.quantity, 0));
    sessions.set(id, {
      id,
      reference,
      status: "open",
      paid: false,
      amountFen,
      currency: "cny",
      paymentIntent: null,
      paidAt: null,
      url: "http://market.test/",
      expiresAt,
      livemode: false,
      method: null,
    });
    return Promise.resolve({ sessionId: id, url: "http://market.test/", expiresAt });
  };
  return { livemode: false, answers: () => true, startSession } as unknown as Provider;
}

/** What one order must leave in the database, whoever writes it: the writes alone, no reads, no rules. */
async function bareOrder(index: number): Promise<void> {
  const db = mongoose.connection.getClient().db(`${mongoose.connection.name}_bare`);
  const at = now();
  const id = `${process.pid}-${run}-${index}-${at.getTime()}`;
  const line = {
    sku: SKUS[index % SKUS.length],
    name: "涂市高山大米",
    quantity: 1,
    unitFen: 11_800,
    paidFen: 11_800,
    refundedFen: 0,
  };
  const order = {
    _id: id,
    number: id,
    checkout: id,
    state: "placed",
    version: 1,
    buyer: id,
    seller: "s",
    lines: [line],
    totalFen: 12_600,
    placedAt: at,
    delivery: { name: "周敏", phone: "13800001234", street: "观音桥街道 8 号" },
  };
  const entry = {
    _id: id,
    key: id,
    book: "youyang",
    partnership: "youyang",
    period: "2026-11",
    amountFen: 11_800,
    measure: "paid",
    basis: "purchase",
    folded: false,
    occurredAt: at,
  };
  await db.collection<Row>("carts").updateOne({ _id: id }, { $set: { items: [line] } }, { upsert: true });
  await db.collection<Row>("checkouts").insertOne({ _id: id, state: "starting", key: id, at });
  await db.collection<Row>("stocks").updateOne(
    { _id: String(line.sku) },
    {
      $inc: { available: -1, held: 1 } as never,
      $push: { holds: { order: id, quantity: 1, until: later(at, HOUR) } } as never,
    },
    { upsert: true },
  );
  await inBareTransaction(async (session) => {
    await db.collection<Row>("orders").insertOne(order, { session });
    await db.collection<Row>("carts").updateOne({ _id: id }, { $set: { items: [] } }, { session });
  });
  await db.collection<Row>("checkouts").updateOne({ _id: id }, { $set: { state: "placed" } });
  await db.collection<Row>("checkouts").updateOne({ _id: id }, { $set: { state: "open", sessionId: id } });
  await inBareTransaction(async (session) => {
    await db.collection<Row>("checkouts").updateOne({ _id: id }, { $set: { state: "paid" } }, { session });
    await db
      .collection<Row>("orders")
      .updateOne({ _id: id }, { $set: { state: "paid", paidAt: at }, $inc: { version: 1 } as never }, { session });
    await db.collection<Row>("entries").insertOne(entry, { session });
  });
  await db
    .collection<Row>("stocks")
    .updateOne({ _id: String(line.sku) }, { $inc: { held: -1 } as never, $pull: { holds: { order: id } } as never });
}

type Row = { _id: string; [field: string]: unknown };

async function inBareTransaction(work: (session: mongoose.mongo.ClientSession) => Promise<void>): Promise<void> {
  const session = mongoose.connection.getClient().startSession();
  try {
    await session.withTransaction(() => work(session), {
      readConcern: { level: "snapshot" },
      writeConcern: { w: "majority", journal: true },
    });
  } finally {
    await session.endSession();
  }
}
