import { StockModel } from "../../src/catalogue/stocks/stock";
import { EntryModel } from "../../src/credits/entry";
import { type Order, OrderModel } from "../../src/orders/order-record";
import { cancelOrder } from "../../src/payments/cancel-order";
import { refundOrder } from "../../src/payments/refunds/refund-order";
import { settleRefund } from "../../src/payments/refunds/settle-refund";
import { sweep } from "../../src/payments/sweep";
import { Refusal } from "../../src/shared/errors";
import { DAY, HOUR, later, MINUTE, now } from "../../src/shared/time";
import { knobs } from "../../src/standin/knobs";
import type { Person } from "../support/person";
import { openWorld, RICE, RICE_FEN, type World } from "../support/world";

let world: World;
let zhou: Person;
let feiling: Person;
beforeAll(async () => {
  world = await openWorld("refund");
});
beforeEach(async () => {
  await world.freshTrade();
  zhou = await world.person("zhou");
  feiling = await world.person("feiling");
});
afterAll(() => world.close());

async function paidOrder(quantity: number): Promise<string> {
  const ordered = await zhou.orders(RICE, quantity);
  await zhou.desk(ordered, "paid");
  await world.deliver();
  return ordered.orders[0]?.number as string;
}

async function receivedOrder(quantity: number): Promise<string> {
  const number = await paidOrder(quantity);
  await feiling.call("post", `/sales/${number}/parcels`, { carrier: "sf", trackingNumber: "SF1234567890" }).expect(201);
  await zhou
    .call("post", `/orders/${number}/receipt`)
    .expect(200)
    .expect(({ body }) => expect(body.state).toBe("received"));
  return number;
}

const sums = async () => {
  const rows = await EntryModel.aggregate<{ _id: string; fen: number }>([
    { $group: { _id: "$measure", fen: { $sum: "$amountFen" } } },
  ]);
  return Object.fromEntries(rows.map((row) => [row._id, row.fen]));
};
const sold = async (): Promise<number | undefined> => (await StockModel.findById(RICE).lean())?.sold;

test("received goods are recognised, exactly what was paid for them", async () => {
  await receivedOrder(2);
  expect(await sums()).toEqual({ paid: 2 * RICE_FEN, recognised: 2 * RICE_FEN });
});

test("cancelling a paid order gives everything back: money, freight, goods, credit", async () => {
  const number = await paidOrder(2);
  const order = (await zhou.call("post", `/orders/${number}/cancellation`).expect(200)).body;
  expect(order).toMatchObject({ state: "refunded", refundedFen: order.totalFen });
  expect(await sums()).toEqual({ paid: 0 });
  expect(await sold()).toBe(0);
  await zhou.call("post", `/orders/${number}/cancellation`).expect(409);
});

test("asked, accepted: part of the money goes back on the day, out of both measures", async () => {
  const number = await receivedOrder(3);
  const ask = { lines: [{ sku: RICE, quantity: 1 }], reason: "damaged", note: "袋子破了" };
  await zhou.call("post", `/orders/${number}/refund-requests`, ask).expect(200);
  await zhou
    .call("post", `/orders/${number}/refund-requests`, { ...ask, lines: [{ sku: RICE, quantity: 3 }] })
    .expect(409);
  const request = (await zhou.order(number)).refundRequests[0].id as string;
  await feiling.submit(`/sales/${number}/answers`, { request, decision: "accept", words: "" }).expect(303);
  expect(await zhou.order(number)).toMatchObject({
    state: "received",
    refundedFen: RICE_FEN,
    lines: [{ refundedQuantity: 1 }],
  });
  expect(await sums()).toEqual({ paid: 2 * RICE_FEN, recognised: 2 * RICE_FEN });
});

test("declined with a reason the buyer can read, and never without one", async () => {
  const number = await receivedOrder(1);
  await zhou
    .call("post", `/orders/${number}/refund-requests`, { lines: [{ sku: RICE, quantity: 1 }], reason: "other" })
    .expect(200);
  const request = (await zhou.order(number)).refundRequests[0].id as string;
  await feiling.submit(`/sales/${number}/answers`, { request, decision: "decline", words: "" }).expect(422);
  await feiling
    .submit(`/sales/${number}/answers`, { request, decision: "decline", words: "照片里袋子是完好的。" })
    .expect(303);
  expect((await zhou.order(number)).refundRequests[0]).toMatchObject({
    state: "declined",
    answer: "照片里袋子是完好的。",
  });
});

test("refunded while on its way, only the rest is recognised on receipt", async () => {
  const number = await paidOrder(3);
  await feiling.call("post", `/sales/${number}/parcels`, { carrier: "sf", trackingNumber: "SF1234567890" }).expect(201);
  await feiling
    .call("post", `/sales/${number}/refunds`, { lines: [{ sku: RICE, quantity: 1 }], reason: "damaged" })
    .expect(201);
  await zhou.call("post", `/orders/${number}/receipt`).expect(200);
  expect(await sums()).toEqual({ paid: 2 * RICE_FEN, recognised: 2 * RICE_FEN });
});

test("fifty refunds of one line at once never give back more than was paid", async () => {
  const number = await receivedOrder(3);
  const order = (await OrderModel.findOne({ number }).lean()) as Order;
  const ask = { lines: [{ line: "1", quantity: 1 }], reason: "damaged" };
  const outcomes = await Promise.allSettled(
    Array.from({ length: 50 }, () => refundOrder(order._id, ask, world.till.provider, now())),
  );
  expect(outcomes.filter((outcome) => outcome.status === "fulfilled").length).toBeLessThanOrEqual(3);
  for (;;) {
    const again = await refundOrder(order._id, ask, world.till.provider, now()).catch(
      (error: { code: string }) => error.code,
    );
    if (again === "REFUND_TOO_LARGE") break;
    expect(again).not.toBe("NOTHING_TO_REFUND");
  }
  expect((await zhou.order(number)).lines[0]).toMatchObject({ refundedFen: 3 * RICE_FEN, refundedQuantity: 3 });
  expect(await sums()).toEqual({ paid: 0, recognised: 0 });
});

test("a refund that fails days later is put back, once", async () => {
  const number = await receivedOrder(2);
  const order = (await OrderModel.findOne({ number }).lean()) as Order;
  const refund = await refundOrder(
    order._id,
    { lines: [{ line: "1", quantity: 1 }], reason: "damaged" },
    world.till.provider,
    now(),
  );
  expect(await sums()).toEqual({ paid: RICE_FEN, recognised: RICE_FEN });
  await settleRefund(refund._id, "failed", now());
  await settleRefund(refund._id, "failed", now());
  expect(await sums()).toEqual({ paid: 2 * RICE_FEN, recognised: 2 * RICE_FEN });
  expect(await zhou.order(number)).toMatchObject({ refundedFen: 0, state: "received" });
});

test("receipt twice, or of what was not sent, is refused and recognises nothing more", async () => {
  const number = await paidOrder(1);
  await zhou.call("post", `/orders/${number}/receipt`).expect(409);
  await feiling.call("post", `/sales/${number}/parcels`, { carrier: "sf", trackingNumber: "SF1234567890" }).expect(201);
  const answers = await Promise.all(Array.from({ length: 6 }, () => zhou.call("post", `/orders/${number}/receipt`)));
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  expect(await sums()).toEqual({ paid: RICE_FEN, recognised: RICE_FEN });
});

test("a refund the provider refuses fails at once, and its money is free again", async () => {
  const number = await receivedOrder(2);
  const order = (await OrderModel.findOne({ number }).lean()) as Order;
  const refusing = { ...world.till.provider, refund: () => Promise.reject(new Refusal("REFUND_TOO_LARGE")) };
  const refund = await refundOrder(
    order._id,
    { lines: [{ line: "1", quantity: 1 }], reason: "damaged" },
    refusing,
    now(),
  );
  expect(refund.state).toBe("failed");
  expect(await zhou.order(number)).toMatchObject({ refundedFen: 0, lines: [{ refundedQuantity: 0 }] });
  expect(await sums()).toEqual({ paid: 2 * RICE_FEN, recognised: 2 * RICE_FEN });
});

test("an order being given back whole is not sent any more, and one that was sent is not cancelled", async () => {
  const number = await paidOrder(1);
  knobs.refundPending = DAY;
  await zhou.call("post", `/orders/${number}/cancellation`).expect(200);
  await feiling.call("post", `/sales/${number}/parcels`, { carrier: "sf", trackingNumber: "SF1234567890" }).expect(409);
  const sent = await paidOrder(1);
  const order = (await OrderModel.findOne({ number: sent }).lean()) as Order;
  await feiling.call("post", `/sales/${sent}/parcels`, { carrier: "sf", trackingNumber: "SF1234567890" }).expect(201);
  await expect(cancelOrder(order, world.till.provider, now())).rejects.toMatchObject({ code: "ORDER_MOVED_ON" });
  expect(await zhou.order(sent)).toMatchObject({ state: "shipped", refundedFen: 0 });
});

test("a refund the provider has not decided is asked about, not made again", async () => {
  const number = await receivedOrder(2);
  const order = (await OrderModel.findOne({ number }).lean()) as Order;
  knobs.refundPending = DAY;
  const refund = await refundOrder(
    order._id,
    { lines: [{ line: "1", quantity: 1 }], reason: "damaged" },
    world.till.provider,
    now(),
  );
  expect(refund.state).toBe("processing");
  const { refund: again, ...provider } = world.till.provider;
  const made = jest.fn(again);
  const counting = { ...provider, refund: made };
  await sweep(counting, later(now(), MINUTE));
  await sweep(counting, later(now(), HOUR));
  expect(made).not.toHaveBeenCalled();
  expect((await zhou.order(number)).refundedFen).toBe(RICE_FEN);
});
