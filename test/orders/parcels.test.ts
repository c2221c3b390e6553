import { NoticeModel } from "../../src/accounts/notices/notice";
import { EntryModel } from "../../src/credits/entry";
import { acceptSilently } from "../../src/orders/parcels/accept-silently";
import { tellOfPaid } from "../../src/orders/parcels/tell-paid";
import { DAY, later, now } from "../../src/shared/time";
import type { Person } from "../support/person";
import { openWorld, RICE, RICE_FEN, type World } from "../support/world";
import { bought, HONEY, inChinese, stockFeiling } from "./shop";

let world: World;
let zhou: Person;
let feiling: Person;
beforeAll(async () => {
  world = await openWorld("parcels");
  await stockFeiling();
});
beforeEach(async () => {
  await world.freshTrade();
  zhou = await world.person("zhou");
  feiling = await world.person("feiling");
});
afterAll(() => world.close());

const send = (number: string, trackingNumber: string, lines?: object[]) =>
  feiling.call("post", `/sales/${number}/parcels`, { carrier: "sf", trackingNumber, ...(lines ? { lines } : {}) });
const sums = async (): Promise<Record<string, number>> => {
  const rows = await EntryModel.aggregate<{ _id: string; fen: number }>([
    { $group: { _id: "$measure", fen: { $sum: "$amountFen" } } },
  ]);
  return Object.fromEntries(rows.map((row) => [row._id, row.fen]));
};
const noticesOf = async (kind: string) => NoticeModel.find({ kind }).lean();

test("an order in three parcels: on its way with the first, part sent until the last, accepted only then", async () => {
  const number = await bought(world, zhou, { [RICE]: 3, [HONEY]: 1 });
  const first = (await send(number, "SF-A1", [{ sku: RICE, quantity: 2 }]).expect(201)).body;
  expect(first).toMatchObject({
    state: "shipped",
    stage: "part_sent",
    receiptDue: null,
    lines: [
      { sku: RICE, sentQuantity: 2, leftQuantity: 1 },
      { sku: HONEY, sentQuantity: 0, leftQuantity: 1 },
    ],
    parcels: [{ carrier: "sf", trackingNumber: "SF-A1", lines: [{ sku: RICE, quantity: 2 }] }],
  });
  expect((await inChinese(zhou.get(`/orders/${number}`))).text).toContain("还有 2 件没有发出");
  await zhou
    .call("post", `/orders/${number}/receipt`)
    .expect(409)
    .expect(({ body }) => expect(body.code).toBe("NOT_ALL_SENT"));
  await send(number, "SF-A2", [{ sku: RICE, quantity: 2 }])
    .expect(422)
    .expect(({ body }) => expect(body.errors[0]).toMatchObject({ field: "lines.0.quantity", code: "too_big" }));
  await send(number, "SF-A2", [{ sku: RICE, quantity: 1 }]).expect(201);
  const last = (await send(number, "SF-A3").expect(201)).body;
  expect(last).toMatchObject({ stage: "on_the_way", parcels: [{}, {}, { lines: [{ sku: HONEY, quantity: 1 }] }] });
  await zhou.call("post", `/orders/${number}/receipt`).expect(200);
  const { paid, recognised } = await sums();
  expect(recognised).toBe(paid);
});

test("the same parcel told of twice is one, also at once; a further box of goods already sent is written down", async () => {
  const number = await bought(world, zhou, { [RICE]: 1 });
  const both = await Promise.all([send(number, "SF-B1"), send(number, "SF-B1")]);
  expect(both.map(({ status }) => status)).toEqual([201, 201]);
  expect((await send(number, "SF-B1").expect(201)).body.parcels).toHaveLength(1);
  const boxed = (await send(number, "SF-B2").expect(201)).body;
  expect(boxed.parcels).toMatchObject([{ lines: [{ quantity: 1 }] }, { lines: [] }]);
  expect(boxed.stage).toBe("on_the_way");
});

test("two clerks at once never send more pieces than were ordered", async () => {
  const number = await bought(world, zhou, { [RICE]: 3 });
  const tries = Array.from({ length: 6 }, (_, index) => send(number, `SF-C${index}`, [{ sku: RICE, quantity: 1 }]));
  await Promise.all(tries);
  const order = (await feiling.get(`/api/v1/sales/${number}`).expect(200)).body;
  expect(order.lines[0].sentQuantity).toBeLessThanOrEqual(3);
  expect(order.parcels.length).toBe(order.lines[0].sentQuantity);
});

test("a wrong number is corrected, the wrong one stays to be found by, and the buyer is told once", async () => {
  const number = await bought(world, zhou, { [RICE]: 1 });
  await send(number, "SF-WRONG").expect(201);
  const fix = { parcel: "1", carrier: "zto", trackingNumber: "ZT-RIGHT" };
  for (let again = 0; again < 2; again++)
    await feiling.submit(`/sales/${number}/parcels/1/correction`, fix).expect(303);
  const page = (await inChinese(zhou.get(`/orders/${number}`))).text;
  expect(page).toContain("ZT-RIGHT");
  expect(page).toContain("原来写的是 顺丰 SF-WRONG");
  expect(page).toContain('href="https://www.zto.com/"');
  expect(await noticesOf("order_corrected")).toHaveLength(1);
  for (const q of ["SF-WRONG", "zt-right"])
    expect((await feiling.get(`/api/v1/sales?q=${q}`).expect(200)).body.items).toHaveLength(1);
  await feiling.submit(`/sales/${number}/parcels/2/correction`, fix).expect(404);
  const refused = await feiling.submit(`/sales/${number}/parcels/1/correction`, { ...fix, trackingNumber: "x y" });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('value="x y"');
});

test("what is given back or asked back is not packed; with the rest sent, the order is whole", async () => {
  const number = await bought(world, zhou, { [RICE]: 3 });
  await send(number, "SF-D1", [{ sku: RICE, quantity: 1 }]).expect(201);
  await zhou
    .call("post", `/orders/${number}/refund-requests`, {
      lines: [{ sku: RICE, quantity: 1 }],
      reason: "not_received",
      note: "等不了了",
    })
    .expect(200);
  const page = (await inChinese(feiling.get(`/sales/${number}`))).text;
  expect(page).toContain("1 件买家在申请退款，先别装");
  await send(number, "SF-D2", [{ sku: RICE, quantity: 2 }]).expect(422);
  const sent = (await send(number, "SF-D2").expect(201)).body;
  expect(sent.parcels[1].lines).toEqual([{ sku: RICE, quantity: 1 }]);
  expect(sent).toMatchObject({ stage: "on_the_way", receiptDue: null });
});

test("silence accepts ten days after the last parcel, not after the first", async () => {
  const number = await bought(world, zhou, { [RICE]: 2 });
  const start = now();
  await send(number, "SF-E1", [{ sku: RICE, quantity: 1 }]).expect(201);
  await acceptSilently(later(start, 30 * DAY));
  expect((await zhou.order(number)).state).toBe("shipped");
  await send(number, "SF-E2").expect(201);
  await acceptSilently(later(start, 9 * DAY));
  expect((await zhou.order(number)).state).toBe("shipped");
  await acceptSilently(later(start, 11 * DAY));
  expect((await zhou.order(number)).state).toBe("received");
  expect((await sums()).recognised).toBe(2 * RICE_FEN);
});

test("the page's form: some pieces, a mistyped number, and everything comes back as typed", async () => {
  const number = await bought(world, zhou, { [RICE]: 3 });
  const form = { carrier: "sf", trackingNumber: "SF F1", "pieces.1": "2" };
  const refused = await feiling.submit(`/sales/${number}/parcels`, form).expect(422);
  expect(refused.text).toContain('value="SF F1"');
  expect(refused.text).toMatch(/name="pieces.1"[^>]*value="2"/);
  const many = await inChinese(
    feiling.submit(`/sales/${number}/parcels`, { ...form, trackingNumber: "SF-F1", "pieces.1": "4" }),
  );
  expect(many.status).toBe(422);
  expect(many.text).toContain("不能大于 3");
  const none = await feiling.submit(`/sales/${number}/parcels`, { ...form, trackingNumber: "SF-F1", "pieces.1": "0" });
  expect(none.status).toBe(422);
  await feiling.submit(`/sales/${number}/parcels`, { ...form, trackingNumber: "SF-F1" }).expect(303);
  expect((await zhou.order(number)).lines[0]).toMatchObject({ sentQuantity: 2, leftQuantity: 1 });
});

test("the buyer is told of each parcel and of paying, the shop of a new order; nobody twice", async () => {
  const number = await bought(world, zhou, { [RICE]: 2 });
  expect(await noticesOf("sale_new")).toEqual([]);
  for (let round = 0; round < 2; round++) await tellOfPaid(now());
  expect(await noticesOf("order_paid")).toMatchObject([{ params: { number }, href: `/orders/${number}` }]);
  expect(await noticesOf("sale_new")).toMatchObject([{ params: { number, count: 2 }, href: `/sales/${number}` }]);
  await send(number, "SF-G1", [{ sku: RICE, quantity: 1 }]).expect(201);
  await send(number, "SF-G2").expect(201);
  expect(await noticesOf("order_part_sent")).toMatchObject([{ params: { carrier: "sf", trackingNumber: "SF-G1" } }]);
  expect(await noticesOf("order_sent")).toMatchObject([{ params: { trackingNumber: "SF-G2" } }]);
});

test("a van's phone number stands in no notice", async () => {
  const number = await bought(world, zhou, { [RICE]: 1 });
  await feiling.call("post", `/sales/${number}/parcels`, { carrier: "own", trackingNumber: "13900001111" }).expect(201);
  const [notice] = await noticesOf("order_sent_own");
  expect(JSON.stringify(notice?.params)).not.toContain("13900001111");
});

test("another shop's order is not there, whatever is tried with it", async () => {
  const number = await bought(world, zhou, { [RICE]: 1 });
  const caotang = await world.person("caotang");
  const parcel = { carrier: "sf", trackingNumber: "SF-H1" };
  await caotang.get(`/sales/${number}`).expect(404);
  await caotang.get(`/api/v1/sales/${number}`).expect(404);
  await caotang.call("post", `/sales/${number}/parcels`, parcel).expect(404);
  await caotang.submit(`/sales/${number}/parcels`, parcel).expect(404);
  await caotang.call("post", `/sales/${number}/readiness`).expect(404);
  await caotang.call("post", `/sales/${number}/parcels/1/correction`, parcel).expect(404);
  await zhou.call("post", `/sales/${number}/parcels`, parcel).expect(403);
  expect((await caotang.get(`/api/v1/sales?q=${number}`)).body.items).toEqual([]);
  expect((await zhou.order(number)).state).toBe("paid");
});
