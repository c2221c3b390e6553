import { NoticeModel } from "../../src/accounts/notices/notice";
import { EntryModel } from "../../src/credits/entry";
import { acceptSilently } from "../../src/orders/parcels/accept-silently";
import { giveBackExpired } from "../../src/payments/refunds/expire-tickets";
import { log } from "../../src/shared/log";
import { DAY, later, now } from "../../src/shared/time";
import { standStill } from "../support/clock";
import type { Person } from "../support/person";
import { openWorld, RICE, RICE_FEN, type World } from "../support/world";
import { bought, buys, HONEY, inChinese, stockFeiling, TICKET } from "./shop";

let world: World;
let zhou: Person;
let feiling: Person;
let shop: string;
let point: string;
beforeAll(async () => {
  world = await openWorld("handover");
  shop = await stockFeiling();
  point = await openPoint(await world.person("feiling"), "观音桥社区自提点");
});
beforeEach(async () => {
  await world.freshTrade();
  zhou = await world.person("zhou");
  feiling = await world.person("feiling");
});
afterAll(() => world.close());

async function openPoint(seller: Person, name: string): Promise<string> {
  const form = { name, region: "500105", address: "观音桥步行街 1 号", hours: "周六 9:00–12:00" };
  await seller.submit("/shop/pickup-points", form).expect(303);
  const list = (await seller.get("/shop/pickup-points").expect(200)).text;
  const at = list.indexOf(name);
  return /pickup-points\/(pup_\w+)"/.exec(list.slice(at))?.[1] ?? "";
}

const collected = () => ({ pickups: [{ seller: shop, point }] });
const codeOf = async (number: string): Promise<string> => (await zhou.order(number)).collectionCode;
const collect = (body: object) => feiling.call("post", "/sales/collections", body);
const sums = async (): Promise<Record<string, number>> => {
  const rows = await EntryModel.aggregate<{ _id: string; fen: number }>([
    { $group: { _id: "$measure", fen: { $sum: "$amountFen" } } },
  ]);
  return Object.fromEntries(rows.map((row) => [row._id, row.fen]));
};

test("goods to collect cost no freight, wait packed for their buyer, and are recognised with the code", async () => {
  const [order] = await buys(world, zhou, { [RICE]: 1 }, collected());
  expect(order).toMatchObject({ freightFen: 0, totalFen: RICE_FEN });
  const number = order?.number ?? "";
  expect(await zhou.order(number)).toMatchObject({
    way: "pickup",
    stage: "to_pack",
    pickup: { name: "观音桥社区自提点" },
  });
  await feiling.submit(`/sales/${number}/readiness`, {}).expect(303);
  expect(await NoticeModel.find({ kind: "order_ready" }).lean()).toMatchObject([
    { params: { number, place: "观音桥社区自提点" } },
  ]);
  const page = (await inChinese(zhou.get(`/orders/${number}`))).text;
  const code = await codeOf(number);
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
  expect(page).toContain(`${code.slice(0, 4)}-${code.slice(4)}`);
  expect(page).toContain("备好了，可以来取");
  expect(page).not.toContain(`/orders/${number}/receipt`);
  const typed = ` ${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`;
  const done = await feiling.submit("/sales/collect", { code: typed }).expect(303);
  expect(done.headers.location).toBe(`/sales/collect?done=${number}`);
  expect((await inChinese(feiling.get(String(done.headers.location)))).text).toContain("核对无误，请交货");
  expect(await zhou.order(number)).toMatchObject({
    state: "received",
    handovers: [{ lines: [{ sku: RICE, quantity: 1 }] }],
  });
  expect((await sums()).recognised).toBe(RICE_FEN);
  await collect({ code })
    .expect(409)
    .expect(({ body }) => expect(body.code).toBe("CODE_USED"));
});

test("the code is the buyer's alone: in no answer to the shop, in no list, in no log line, in no address", async () => {
  const lines: string[] = [];
  const spy = jest
    .spyOn(log, "info")
    .mockImplementation((...words: unknown[]) => void lines.push(JSON.stringify(words)));
  const number = await bought(world, zhou, { [RICE]: 1 }, collected());
  const code = await codeOf(number);
  const seen = [
    (await feiling.get(`/sales/${number}`)).text,
    JSON.stringify((await feiling.get(`/api/v1/sales/${number}`)).body),
    (await feiling.get("/sales")).text,
    JSON.stringify((await zhou.get("/api/v1/orders")).body),
  ];
  await feiling.submit("/sales/collect", { code: "WRONG000" }).expect(422);
  await feiling.submit("/sales/collect", { code }).expect(303);
  spy.mockRestore();
  for (const text of [...seen, ...lines]) expect(text).not.toContain(code);
  expect((await zhou.order(number)).collectionCode).toBeUndefined();
});

test("a code opens nothing at another shop, and wrong ones run out of tries for a whole shop", async () => {
  standStill();
  const number = await bought(world, zhou, { [RICE]: 1 }, collected());
  const code = await codeOf(number);
  const caotang = await world.person("caotang");
  await caotang.submit("/sales/collect", { code }).expect(422);
  for (let tried = 1; tried < 30; tried++)
    await caotang.submit("/sales/collect", { code: `0000000${tried}` }).expect(422);
  const shut = await caotang.submit("/sales/collect", { code: "00000000" }).expect(429);
  expect(Number(shut.headers["retry-after"])).toBeGreaterThan(0);
  await caotang.call("post", "/sales/collections", { code: "00000000" }).expect(429);
  await collect({ code }).expect(200);
});

test("ten gates at once hand one order over once", async () => {
  const number = await bought(world, zhou, { [RICE]: 1 }, collected());
  const code = await codeOf(number);
  const answers = await Promise.all(Array.from({ length: 10 }, () => collect({ code })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect((await zhou.order(number)).handovers).toHaveLength(1);
  expect((await sums()).recognised).toBe(RICE_FEN);
});

test("what is collected or shown at a gate is sent by no parcel and accepted by no button", async () => {
  const orders = await buys(world, zhou, { [RICE]: 1, [TICKET]: 2 }, collected());
  expect(orders).toHaveLength(2);
  for (const { number } of orders) {
    const parcel = { carrier: "sf", trackingNumber: "SF-X1" };
    const refused = await feiling.call("post", `/sales/${number}/parcels`, parcel).expect(409);
    expect(refused.body.code).toBe("ACCEPTED_BY_CODE");
    await zhou.call("post", `/orders/${number}/receipt`).expect(409);
  }
});

test("tickets are used a few at a time with one code; recognised with the last, exactly what was paid", async () => {
  const number = await bought(world, zhou, { [TICKET]: 4 });
  const { totalFen, collectionCode: code, stage } = await zhou.order(number);
  expect(stage).toBe("to_collect");
  const asked = await inChinese(feiling.submit("/sales/collect", { code })).expect(200);
  expect(asked.text).toContain("还剩 4");
  const key = /name="key" value="([^"]+)"/.exec(asked.text)?.[1] ?? "";
  for (let twice = 0; twice < 2; twice++)
    await feiling.submit("/sales/collect", { code, key, "pieces.1": "3" }).expect(303);
  expect(await zhou.order(number)).toMatchObject({ state: "shipped", lines: [{ leftQuantity: 1 }] });
  expect((await sums()).recognised).toBeUndefined();
  await collect({ code, lines: [{ sku: TICKET, quantity: 2 }] })
    .expect(422)
    .expect(({ body }) => expect(body.errors[0].code).toBe("too_big"));
  await feiling.submit("/sales/collect", { code }).expect(303);
  expect((await zhou.order(number)).state).toBe("received");
  expect((await sums()).recognised).toBe(totalFen);
});

test("tickets nobody used in half a year are given back, and only the used ones are recognised", async () => {
  const number = await bought(world, zhou, { [TICKET]: 3 });
  const code = await codeOf(number);
  await collect({ code, lines: [{ sku: TICKET, quantity: 1 }] }).expect(200);
  const start = now();
  const round = async (at: Date): Promise<void> => {
    await giveBackExpired(world.till.provider, at);
    await acceptSilently(at);
  };
  await round(later(start, 179 * DAY));
  expect((await zhou.order(number)).state).toBe("shipped");
  for (let again = 0; again < 2; again++) await round(later(start, 181 * DAY));
  const order = await zhou.order(number);
  const third = order.totalFen / 3;
  expect(order).toMatchObject({ state: "received", refundedFen: 2 * third });
  expect(await sums()).toEqual({ paid: third, recognised: third });
});

test("an unused ticket can be cancelled; its code is then worth nothing", async () => {
  const number = await bought(world, zhou, { [TICKET]: 1 });
  const code = await codeOf(number);
  await zhou.call("post", `/orders/${number}/cancellation`).expect(200);
  await collect({ code }).expect(409);
  expect(await sums()).toEqual({ paid: 0 });
});

test("the checkout offers the points, keeps what was typed while it reckons again, and charges what it showed", async () => {
  await zhou.puts(HONEY, 1).expect(200);
  const shown = (await inChinese(zhou.get("/checkout"))).text;
  expect(shown).toContain("自提：观音桥社区自提点");
  const seen = (text: string): string => /name="seen" value="(\d+)"/.exec(text)?.[1] ?? "";
  const form = {
    key: crypto.randomUUID(),
    name: "周敏",
    phone: "13800001234",
    region: "500105",
    street: "观音桥 9 号",
    payment: "stripe",
    [`pickup.${shop}`]: point,
  };
  const again = await inChinese(zhou.submit("/checkout/totals", form)).expect(200);
  expect(again.text).toContain("观音桥 9 号");
  expect(Number(seen(again.text))).toBeLessThan(Number(seen(shown)));
  await zhou.submit("/checkout", { ...form, seen: seen(shown) }).expect(422);
  await zhou.submit("/checkout", { ...form, seen: seen(again.text) }).expect(303);
  const [order] = (await zhou.get("/api/v1/orders")).body.items;
  expect(order).toMatchObject({ way: "pickup", freightFen: 0, totalFen: Number(seen(again.text)) });
});

test("a closed point, another shop's point and a point of nobody cannot be chosen", async () => {
  const closed = await openPoint(feiling, "旧自提点");
  await feiling.submit(`/shop/pickup-points/${closed}/closing`, {}).expect(303);
  const offered = (await zhou.get(`/api/v1/pickup-points?seller=${shop}`).expect(200)).body.items;
  expect(offered).toMatchObject([{ id: point, name: "观音桥社区自提点", region: "500105" }]);
  const caotang = await world.person("caotang");
  const theirs = await openPoint(caotang, "奉节老站");
  await zhou.puts(RICE, 1).expect(200);
  for (const wrong of [closed, theirs, "pup_nobody"])
    await zhou
      .checkout({ pickups: [{ seller: shop, point: wrong }] })
      .expect(422)
      .expect(({ body }) => expect(body.errors[0]).toMatchObject({ field: "pickups.0.point", code: "not_an_option" }));
  await feiling.get(`/shop/pickup-points/${theirs}`).expect(404);
  await feiling.submit(`/shop/pickup-points/${theirs}/closing`, {}).expect(404);
  await zhou.get("/shop/pickup-points").expect(403);
});
