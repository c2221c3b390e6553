import { StockModel } from "../../../src/catalogue/stocks/stock";
import { EntryModel } from "../../../src/credits/entry";
import { type Chargeback, ChargebackModel } from "../../../src/payments/chargebacks/chargeback";
import { hearChargeback } from "../../../src/payments/chargebacks/hear-chargeback";
import { spread } from "../../../src/payments/chargebacks/spread";
import { type Checkout, CheckoutModel } from "../../../src/payments/checkout/checkout";
import type { ProviderChargeback } from "../../../src/payments/provider/provider";
import { RefundModel, refundById } from "../../../src/payments/refunds/refund";
import { settleRefund } from "../../../src/payments/refunds/settle-refund";
import { hearAllRecent, sweep } from "../../../src/payments/sweep";
import { fen } from "../../../src/shared/money";
import { DAY, now } from "../../../src/shared/time";
import { knobs } from "../../../src/standin/knobs";
import { PaymentModel } from "../../../src/standin/payment";
import type { CheckedOut, Person } from "../../support/person";
import { openWorld, RICE, RICE_FEN, type World } from "../../support/world";
import { mustAddUp, ORANGES, orderOf, Story, sums } from "./story";

let world: World;
let zhou: Person;
let feiling: Person;
let admin: Person;
let story: Story;
beforeAll(async () => {
  world = await openWorld("chargeback");
  zhou = await world.person("zhou");
  feiling = await world.person("feiling");
  admin = await world.person("admin");
  story = new Story(world, zhou, feiling);
});
beforeEach(() => world.freshTrade());
afterAll(() => world.close());

type Argument = "disputed" | "dispute_won" | "dispute_lost";

/** What the payer and the bank do, at the pay desk; the news travels with the next delivery. */
async function argue(number: string, outcome: Argument): Promise<void> {
  const payment = await PaymentModel.findOne({ reference: (await orderOf(number)).checkout }).lean();
  await zhou.agent.post(`/paydesk/${payment?._id}`).type("form").send({ outcome }).expect(303);
}
const told = async (number: string, outcome: Argument): Promise<void> => {
  await argue(number, outcome);
  await world.deliver();
};

test("opened: what the bank took is taken out of both measures, once however often it is told", async () => {
  const number = await story.received(RICE, 2);
  knobs.duplicate = 3;
  await told(number, "disputed");
  await hearAllRecent(world.till.provider, now());
  expect(await sums()).toEqual({});
  expect(await RefundModel.countDocuments({ kind: "chargeback" })).toBe(1);
  const order = await orderOf(number);
  expect(order).toMatchObject({ state: "received", refundedFen: order.totalFen, contested: true });
  const entries = await EntryModel.find({ "source.kind": "chargeback" }).lean();
  expect(entries.map((entry) => entry.amountFen)).toEqual([-2 * RICE_FEN, -2 * RICE_FEN]);
  expect(entries[0]?.key).toMatch(/^chargeback:dp_test_/);
  await mustAddUp(number);
});

test("won: all of it is put back, once", async () => {
  const number = await story.received(RICE, 2);
  await told(number, "disputed");
  knobs.duplicate = 2;
  await told(number, "dispute_won");
  expect(await sums()).toEqual({ paid: 2 * RICE_FEN, recognised: 2 * RICE_FEN });
  expect(await orderOf(number)).toMatchObject({ refundedFen: 0, contested: false, state: "received" });
  await mustAddUp(number);
});

test("two disputes of one payment: nothing is sent until the last of them has ended", async () => {
  const number = await story.paid(RICE, 3);
  const { checkout } = await orderOf(number);
  const { paymentIntent } = (await CheckoutModel.findById(checkout).lean()) as Checkout;
  const dispute = {
    paymentIntent,
    currency: "cny",
    reason: "general",
    openedAt: now(),
    respondBy: null,
    livemode: false,
  };
  const hear = (id: string, amountFen: number, state: ProviderChargeback["state"]) =>
    hearChargeback({ ...dispute, id, amountFen: fen(amountFen), state }, world.till.provider, now());
  const send = () =>
    feiling.call("post", `/sales/${number}/parcels`, { carrier: "sf", trackingNumber: "SF1234567890" });
  await hear("dp_test_a", 1000, "open");
  await hear("dp_test_b", 500, "open");
  await hear("dp_test_a", 1000, "won");
  expect(await orderOf(number)).toMatchObject({ contested: true, refundedFen: 500 });
  await send().expect(409);
  await hear("dp_test_b", 500, "lost");
  expect(await orderOf(number)).toMatchObject({ contested: false, refundedFen: 500, state: "paid" });
  await send().expect(201);
  await mustAddUp(number);
});

test("lost: it stays taken, and nothing of it can be given back again", async () => {
  const number = await story.received(RICE, 2);
  await told(number, "disputed");
  await told(number, "dispute_lost");
  expect(await sums()).toEqual({});
  await feiling
    .call("post", `/sales/${number}/refunds`, { lines: [{ sku: RICE, quantity: 1 }], reason: "damaged" })
    .expect(409);
  await mustAddUp(number);
  expect((await admin.get("/desk/money").expect(200)).text).toContain("dp_test_");
});

test("told in the wrong order, or never but at the end, it comes out the same", async () => {
  const number = await story.received(RICE, 1);
  knobs.drop = true;
  await argue(number, "disputed");
  knobs.drop = false;
  knobs.reorder = true;
  await told(number, "dispute_won");
  expect(await sums()).toEqual({ paid: RICE_FEN, recognised: RICE_FEN });
  const other = await story.received(RICE, 1);
  knobs.drop = true;
  await argue(other, "disputed");
  await argue(other, "dispute_lost");
  await hearAllRecent(world.till.provider, now());
  expect(await sums()).toEqual({ paid: RICE_FEN, recognised: RICE_FEN });
  await mustAddUp(other);
});

test("the bank's word overtakes the payment's: the payment is heard first", async () => {
  knobs.drop = true;
  const ordered = (await zhou.orders(RICE, 1)) as CheckedOut;
  await zhou.desk(ordered, "paid");
  const number = ordered.orders[0]?.number as string;
  knobs.drop = false;
  await told(number, "disputed");
  const order = await orderOf(number);
  expect(order).toMatchObject({ state: "paid", contested: true, refundedFen: order.totalFen });
  expect(await sums()).toEqual({});
  await feiling.call("post", `/sales/${number}/parcels`, { carrier: "sf", trackingNumber: "SF1234567890" }).expect(409);
});

test("lost before anything was sent: the order is over and its goods are for sale again; won after all, they are promised again", async () => {
  const before = await StockModel.findById(RICE).lean();
  const number = await story.paid(RICE, 2);
  await told(number, "disputed");
  await told(number, "dispute_lost");
  await sweep(world.till.provider, now());
  expect((await orderOf(number)).state).toBe("refunded");
  expect((await StockModel.findById(RICE).lean())?.available).toBe(before?.available);
  const lost = (await ChargebackModel.findOne().lean()) as Chargeback;
  const heard = (await world.till.provider.chargeback(lost._id)) as ProviderChargeback;
  await hearChargeback({ ...heard, state: "won" }, world.till.provider, now());
  await sweep(world.till.provider, now());
  expect(await orderOf(number)).toMatchObject({ state: "paid", contested: false, refundedFen: 0 });
  expect((await StockModel.findById(RICE).lean())?.available).toBe((before?.available ?? 0) - 2);
});

test("after a partial refund the bank takes only what is left; together they never exceed what was paid", async () => {
  const number = await story.received(RICE, 3);
  await feiling
    .call("post", `/sales/${number}/refunds`, { lines: [{ sku: RICE, quantity: 1 }], reason: "damaged" })
    .expect(201);
  await told(number, "disputed");
  const order = await orderOf(number);
  expect(order.refundedFen).toBe(order.totalFen);
  expect(await sums()).toEqual({});
  await mustAddUp(number);
  await told(number, "dispute_won");
  expect(await orderOf(number)).toMatchObject({ refundedFen: RICE_FEN });
  expect(await sums()).toEqual({ paid: 2 * RICE_FEN, recognised: 2 * RICE_FEN });
  await mustAddUp(number);
});

test("more than is left: the rest is a worry of the clerk's, and of nobody's account", async () => {
  const number = await story.received(RICE, 2);
  knobs.refundPending = DAY;
  await feiling
    .call("post", `/sales/${number}/refunds`, { lines: [{ sku: RICE, quantity: 1 }], reason: "damaged" })
    .expect(201);
  const order = await orderOf(number);
  const heard = {
    id: "dp_test_more",
    paymentIntent: (await refundById((await RefundModel.findOne().lean())?._id as never)).paymentIntent,
    amountFen: order.totalFen,
    currency: "cny",
    state: "lost" as const,
    reason: "fraudulent",
    openedAt: now(),
    respondBy: null,
    livemode: false,
  };
  await hearChargeback(heard, world.till.provider, now());
  expect((await orderOf(number)).refundedFen).toBe(order.totalFen);
  expect(await ChargebackModel.findById("dp_test_more").lean()).toMatchObject({
    takenFen: order.totalFen - RICE_FEN,
    state: "lost",
  });
  const page = (await admin.get("/desk/money").set("accept-language", "zh-CN").expect(200)).text;
  expect(page).toContain("银行多收回的");
  const refund = await RefundModel.findOne({ kind: "refund" }).lean();
  await settleRefund(refund?._id as never, "succeeded", now());
  expect(await sums()).toEqual({});
});

test("one payment for two shops: each bears what is its own", async () => {
  await zhou.puts(RICE, 1).expect(200);
  await zhou.puts(ORANGES, 2).expect(200);
  const ordered = (await zhou.checkout().expect(201)).body as CheckedOut;
  await zhou.desk(ordered, "paid");
  await world.deliver();
  const [first, second] = ordered.orders.map((order) => order.number) as [string, string];
  await told(first, "disputed");
  for (const number of [first, second]) {
    const order = await orderOf(number);
    expect(order.refundedFen).toBe(order.totalFen);
    await mustAddUp(number);
  }
  await told(first, "dispute_won");
  expect((await orderOf(second)).refundedFen).toBe(0);
});

test("received while it is disputed, recognised when it is won", async () => {
  const number = await story.sent(RICE, 1);
  await told(number, "disputed");
  await zhou.call("post", `/orders/${number}/receipt`).expect(200);
  expect(await sums()).toEqual({});
  await told(number, "dispute_won");
  expect(await sums()).toEqual({ paid: RICE_FEN, recognised: RICE_FEN });
});

test("a chargeback of no payment of ours is set aside for a person", async () => {
  const heard = {
    id: "dp_test_foreign",
    paymentIntent: "pi_test_foreign",
    amountFen: fen(500),
    currency: "cny",
    state: "open" as const,
    reason: "general",
    openedAt: now(),
    respondBy: null,
    livemode: false,
  };
  await hearChargeback(heard, world.till.provider, now());
  expect(await ChargebackModel.countDocuments()).toBe(0);
  expect((await admin.get("/desk/money").expect(200)).text).toContain("dp_test_foreign");
});

test("spreading takes in proportion, loses no fen, and never more than is left of a part", () => {
  const left = [1, 1, 1].map(fen);
  expect(spread(fen(2), left).reduce((a, b) => a + b, 0)).toBe(2);
  expect(Math.max(...spread(fen(2), left))).toBe(1);
  expect(spread(fen(9), left)).toEqual(left);
  expect(spread(fen(50), [fen(100), fen(0), fen(300)])).toEqual([12, 0, 38]);
});
