import { setTimeout } from "node:timers/promises";
import request from "supertest";
import { NoticeModel } from "../../../src/accounts/notices/notice";
import { UserModel } from "../../../src/accounts/user";
import { StockModel } from "../../../src/catalogue/stocks/stock";
import { CheckoutModel } from "../../../src/payments/checkout/checkout";
import { type Refund, RefundModel } from "../../../src/payments/refunds/refund";
import { settleRefund } from "../../../src/payments/refunds/settle-refund";
import { sweep } from "../../../src/payments/sweep";
import type { Sku } from "../../../src/shared/ids";
import { DAY, later, now, setClock } from "../../../src/shared/time";
import { knobs } from "../../../src/standin/knobs";
import type { CheckedOut, Person } from "../../support/person";
import { openWorld, PEOPLE, RICE, RICE_FEN, type World } from "../../support/world";
import { mustAddUp, orderOf, Story, sums } from "./story";

let world: World;
let zhou: Person;
let canteen: Person;
let feiling: Person;
let admin: Person;
let story: Story;
beforeAll(async () => {
  world = await openWorld("clerk");
  zhou = await world.person("zhou");
  canteen = await world.person("canteen");
  feiling = await world.person("feiling");
  admin = await world.person("admin");
  story = new Story(world, zhou, feiling);
});
beforeEach(() => world.freshTrade());
afterAll(() => world.close());

const onlyRefund = async (): Promise<Refund> => (await RefundModel.findOne().sort({ _id: -1 }).lean()) as Refund;
const available = async (): Promise<number> => (await StockModel.findById(RICE).lean())?.available ?? -1;
const give = (number: string, line: object) =>
  feiling.call("post", `/sales/${number}/refunds`, { lines: [{ sku: RICE, ...line }], reason: "damaged" });

async function transferred(quantity: number): Promise<{ number: string; checkout: string }> {
  const ordered = (await canteen.orders(RICE, quantity, { payment: "bank_transfer" })) as CheckedOut;
  await admin.call("post", `/checkouts/${ordered.id}/transfer-receipt`).expect(200);
  return { number: ordered.orders[0]?.number as string, checkout: ordered.id };
}

test("what was paid by transfer goes back when the clerk has sent it, and not before", async () => {
  const { number } = await transferred(3);
  await give(number, { quantity: 1 }).expect(201);
  const refund = await onlyRefund();
  expect(refund).toMatchObject({ state: "processing", paymentIntent: null });
  expect(await sums()).toEqual({ paid: 3 * RICE_FEN });
  await sweep(world.till.provider, later(now(), DAY));
  expect((await onlyRefund()).state).toBe("processing");
  expect((await admin.get("/desk/money")).text).toContain(refund._id);
  const payout = (reference: string) => admin.call("post", `/refunds/${refund._id}/payout`, { reference });
  await zhou.call("post", `/refunds/${refund._id}/payout`, { reference: "TT-0001" }).expect(403);
  await payout("x").expect(422);
  expect((await payout("TT-0001").expect(200)).body).toMatchObject({ state: "succeeded", reference: "TT-0001" });
  await payout("TT-0001").expect(200);
  await payout("TT-0002").expect(409);
  expect(await sums()).toEqual({ paid: 2 * RICE_FEN });
  expect((await admin.get("/desk/money")).text).not.toContain(refund._id);
  expect((await NoticeModel.find({ kind: "money_back" }).lean()).length).toBe(1);
});

test("a clerk's personal token moves no money: not at the JSON doors, not by the pages' forms", async () => {
  const ordered = (await canteen.orders(RICE, 1, { payment: "bank_transfer" })) as CheckedOut;
  const { number } = await transferred(3);
  await give(number, { quantity: 1 }).expect(201);
  const refund = await onlyRefund();
  const made = await admin.submit("/account/tokens", { name: "对账" }).expect(201);
  const bearer = `Bearer ${/lq_[\w-]{43}/.exec(made.text)?.[0]}`;
  const send = (path: string, body: object = {}) =>
    request(world.app).post(path).set("authorization", bearer).send(body);
  await request(world.app).get("/api/v1/disputes").set("authorization", bearer).expect(200);
  await send(`/api/v1/checkouts/${ordered.id}/transfer-receipt`).expect(403);
  await send("/api/v1/disputes/rq_none/decision", { lines: [], words: "按照片退一半" }).expect(403);
  for (const door of [`/api/v1/refunds/${refund._id}`, `/desk/refunds/${refund._id}`]) {
    await send(`${door}/payout`, { reference: "TT-0001" }).expect(403);
    await send(`${door}/retry`).expect(403);
  }
  await send(`/desk/transfers/${ordered.id}/receipt`).expect(403);
  await send(`/desk/worries/${refund._id}/end`).expect(403);
  await send("/desk/disputes/rq_none/decision").expect(403);
  expect(await onlyRefund()).toMatchObject({ state: "processing" });
  const { body } = await request(world.app).get("/api/openapi.json").expect(200);
  expect(body.paths["/refunds/{id}/payout"].post.security).toEqual([{ session: [] }]);
});

test("whoever of the platform may only look, or has another duty, moves no money", async () => {
  const ordered = (await canteen.orders(RICE, 1, { payment: "bank_transfer" })) as CheckedOut;
  const { number } = await transferred(3);
  await give(number, { quantity: 1 }).expect(201);
  const refund = await onlyRefund();
  const become = (role: string) =>
    UserModel.updateOne({ identifier: PEOPLE.admin }, { $set: { "memberships.0.role": role } });
  for (const role of ["member", "goods"]) {
    await become(role);
    await admin.call("post", `/checkouts/${ordered.id}/transfer-receipt`).expect(403);
    await admin.submit(`/desk/transfers/${ordered.id}/receipt`, {}).expect(403);
    await admin.call("post", `/refunds/${refund._id}/payout`, { reference: "TT-0001" }).expect(403);
    await admin.submit(`/desk/refunds/${refund._id}/payout`, { reference: "TT-0001" }).expect(403);
    await admin.submit(`/desk/worries/${refund._id}/end`, {}).expect(403);
  }
  expect(await onlyRefund()).toMatchObject({ state: "processing" });
  await become("finance");
  await admin.call("post", `/refunds/${refund._id}/payout`, { reference: "TT-0001" }).expect(200);
  await become("owner");
});

test("failed days later: put back, told to everybody, and tried again under a new key", async () => {
  const number = await story.received(RICE, 2);
  await give(number, { quantity: 1 }).expect(201);
  const failed = await onlyRefund();
  await settleRefund(failed._id, "failed", now());
  expect(await sums()).toEqual({ paid: 2 * RICE_FEN, recognised: 2 * RICE_FEN });
  const kinds = (await NoticeModel.find().lean()).map((notice) => notice.kind);
  expect(kinds).toEqual(
    expect.arrayContaining(["money_back_failed", "money_back_failed_shop", "money_back_failed_desk"]),
  );
  const answers = await Promise.all([1, 2, 3].map(() => admin.call("post", `/refunds/${failed._id}/retry`)));
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  const anew = await onlyRefund();
  expect(anew._id).not.toBe(failed._id);
  expect(anew).toMatchObject({ state: "succeeded", amountFen: RICE_FEN });
  expect((await zhou.order(number)).refundedFen).toBe(RICE_FEN);
  expect(await sums()).toEqual({ paid: RICE_FEN, recognised: RICE_FEN });
});

test("where the way it came is closed, the clerk pays it back by transfer", async () => {
  const number = await story.received(RICE, 2);
  await give(number, { amountFen: 2500 }).expect(201);
  const failed = await onlyRefund();
  await settleRefund(failed._id, "failed", now());
  await admin.submit(`/desk/refunds/${failed._id}/payout`, { reference: "" }).expect(422);
  await admin.submit(`/desk/refunds/${failed._id}/payout`, { reference: "ICBC-7781" }).expect(303);
  expect(await onlyRefund()).toMatchObject({ state: "succeeded", paymentIntent: null, reference: "ICBC-7781" });
  expect(await sums()).toEqual({ paid: 2 * RICE_FEN - 2500, recognised: 2 * RICE_FEN - 2500 });
  await admin.submit(`/desk/refunds/${failed._id}/payout`, { reference: "ICBC-7782" }).expect(409);
  expect((await orderOf(number)).refundedFen).toBe(2500);
});

test("unsent goods that went back on the shelf come off it again when their refund fails", async () => {
  const before = await available();
  const number = await story.paid(RICE, 2);
  knobs.refundFailsLater = 20;
  await zhou.call("post", `/orders/${number}/cancellation`).expect(200);
  expect(await available()).toBe(before);
  const refund = await onlyRefund();
  knobs.refundFailsLater = 0;
  await setTimeout(50);
  await world.till.provider.refundStatus(refund.providerRefund as string);
  knobs.duplicate = 1;
  await world.deliver();
  await sweep(world.till.provider, now());
  expect(await available()).toBe(before - 2);
  expect(await orderOf(number)).toMatchObject({ state: "paid", refundedFen: 0 });
  const { state } = (await admin.call("post", `/refunds/${refund._id}/retry`).expect(200)).body;
  expect(state).toBe("succeeded");
  expect(await available()).toBe(before);
  await mustAddUp(number);
});

test("when somebody has bought them meanwhile, the clerk is told by name", async () => {
  const number = await story.paid(RICE, 2);
  await zhou.call("post", `/orders/${number}/cancellation`).expect(200);
  const refund = await onlyRefund();
  await StockModel.updateOne({ _id: RICE as Sku }, { $set: { available: 1 } });
  await settleRefund(refund._id, "failed", now());
  expect(await available()).toBe(1);
  const page = (await admin.get("/desk/money").set("accept-language", "zh-CN").expect(200)).text;
  expect(page).toContain("货已卖给别人");
  await admin.submit(`/desk/worries/${refund._id}/end`, {}).expect(303);
  expect(await onlyRefund()).toMatchObject({ goodsGone: false, closedAt: null });
});

describe("a transfer that comes after its time", () => {
  async function ended(quantity: number): Promise<CheckedOut> {
    const ordered = (await canteen.orders(RICE, quantity, { payment: "bank_transfer" })) as CheckedOut;
    setClock(() => later(new Date(), 6 * DAY));
    await sweep(world.till.provider, now());
    expect((await CheckoutModel.findById(ordered.id).lean())?.state).toBe("expired");
    // Nobody is still signed in after so long.
    admin = await world.person("admin");
    return ordered;
  }

  test("is recorded: goods that are still there are held again", async () => {
    const before = await available();
    const ordered = await ended(2);
    expect(await available()).toBe(before);
    await admin.call("post", `/checkouts/${ordered.id}/transfer-receipt`).expect(200);
    await admin.call("post", `/checkouts/${ordered.id}/transfer-receipt`).expect(409);
    expect(await orderOf(ordered.orders[0]?.number as string)).toMatchObject({ state: "paid" });
    expect(await available()).toBe(before - 2);
    expect(await sums()).toEqual({ paid: 2 * RICE_FEN });
  });

  test("goods that are gone: it waits for the clerk to send it back, and credits nobody", async () => {
    const ordered = await ended(2);
    await StockModel.updateOne({ _id: RICE as Sku }, { $set: { available: 1 } });
    await admin.call("post", `/checkouts/${ordered.id}/transfer-receipt`).expect(200);
    await sweep(world.till.provider, now());
    expect(await onlyRefund()).toMatchObject({ state: "processing", paymentIntent: null, reason: "paid_too_late" });
    expect(await sums()).toEqual({});
    expect((await admin.get("/desk/money")).text).toContain((await onlyRefund())._id);
  });

  test("the clerk finds it by the reference on the slip", async () => {
    const ordered = await ended(1);
    const reference = ordered.id.slice(-8).toUpperCase();
    const page = (await admin.get(`/desk/transfers?q=${reference.toLowerCase()}`).expect(200)).text;
    expect(page).toContain(`/desk/transfers/${ordered.id}/receipt`);
    expect((await admin.get("/desk/transfers?q=NOTHING0").expect(200)).text).not.toContain(ordered.id);
    await admin.submit(`/desk/transfers/${ordered.id}/receipt`, {}).expect(303);
    expect((await CheckoutModel.findById(ordered.id).lean())?.state).toBe("paid");
  });
});
