import { EntryModel } from "../../../src/credits/entry";
import { type Order, OrderModel } from "../../../src/orders/order-record";
import { CaseModel } from "../../../src/orders/signals/case";
import { heldLines } from "../../../src/orders/signals/held-lines";
import { lookAtSales } from "../../../src/orders/signals/look";
import { RefundModel } from "../../../src/payments/refunds/refund";
import { refundOrder } from "../../../src/payments/refunds/refund-order";
import { settleRefund } from "../../../src/payments/refunds/settle-refund";
import { database } from "../../../src/shared/db";
import { HOUR, later, monthOf, now, setClock } from "../../../src/shared/time";
import { knobs } from "../../../src/standin/knobs";
import { whileLooking } from "../../support/duty";
import type { Person } from "../../support/person";
import { openWorld, RICE_FEN, type World } from "../../support/world";
import { inChinese } from "../shop";
import { decide, passwordOf, sell, sharePhone, sums, theCase } from "./ground";

let world: World;
const who = {} as Record<"zhou" | "feiling" | "city" | "youyang" | "jiangbei" | "admin", Person>;
beforeAll(async () => {
  world = await openWorld("signals");
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.freshTrade();
  for (const name of ["zhou", "feiling", "city", "youyang", "jiangbei", "admin"] as const)
    who[name] = await world.person(name);
  await sharePhone();
});

const orderOf = async (number: string) => (await OrderModel.findOne({ number }).lean()) as Order;
const giveBack = async (number: string, quantity: number) => {
  const order = await orderOf(number);
  const ask = { lines: [{ line: "1", quantity }], reason: "damaged" };
  return refundOrder(order._id, ask, world.till.provider, now());
};
/** Received with a held line, as most of these stories begin. */
async function held(quantity = 2): Promise<string> {
  const sold = await sell(world, who.zhou, who.feiling, quantity);
  await sold.send();
  await sold.receive();
  return sold.number;
}
const ok = async (answer: ReturnType<typeof decide>, status = 200) => expect((await answer).status).toBe(status);

test("a held line stands as paid, waits with its recognition, and is recognised on the day of acceptance once cleared", async () => {
  const number = await held();
  expect(await sums(number)).toEqual({ paid: 2 * RICE_FEN, recognised: 0 });
  expect((await theCase(number)).findings).toEqual([
    expect.objectContaining({ code: "same_phone", params: { phone: "138****1234" } }),
  ]);
  const month = monthOf(now());
  expect(await heldLines("youyang" as never, month, month)).toMatchObject({ sumFen: 2 * RICE_FEN, count: 1 });
  const { receivedAt } = await orderOf(number);
  setClock(() => later(new Date(), HOUR));
  await ok(decide(who.city, "city", number, "cleared"));
  setClock(undefined);
  const entry = await EntryModel.findOne({ "order.number": number, measure: "recognised" }).lean();
  expect(entry).toMatchObject({ amountFen: 2 * RICE_FEN, occurredAt: receivedAt, source: { kind: "order" } });
  expect(await heldLines(null, month, month)).toMatchObject({ sumFen: 0, count: 0 });
});

test("whoever signs the month reads what is held; the public does not", async () => {
  await held();
  const month = `/partnerships/youyang/statements/${monthOf(now())}`;
  const words = "1 笔销售正在核对";
  for (const by of [who.city, who.youyang, who.jiangbei])
    expect((await by.get(month).set("accept-language", "zh-CN").expect(200)).text).toContain(words);
  await who.zhou.get(month).expect(404);
});

test("cleared before the goods came: recognised with the receipt as ever; upheld: never", async () => {
  const first = await sell(world, who.zhou, who.feiling);
  await ok(decide(who.city, "city", first.number, "cleared"));
  await first.send();
  await first.receive();
  expect(await sums(first.number)).toEqual({ paid: 2 * RICE_FEN, recognised: 2 * RICE_FEN });
  const second = await sell(world, who.zhou, who.feiling);
  await ok(decide(who.city, "city", second.number, "upheld"));
  await second.send();
  await second.receive();
  expect(await sums(second.number)).toEqual({ paid: 2 * RICE_FEN, recognised: 0 });
});

test("the shop is paid whatever is held and reads where the check stands, never what was noticed; the buyer reads nothing of it", async () => {
  const sold = await sell(world, who.zhou, who.feiling);
  const { number } = sold;
  await shopReads(number, "held", ["正在核对", "请照常发货", "照常打款，不等这个结果", "认定正在核对"]);
  await sold.send();
  await sold.receive();
  await shopReads(number, "held", ["货已签收，帮扶认定在等市里看过", "照常打款，不等这个结果"]);
  const owed = await owedOf(number);
  expect(owed).toBeGreaterThan(0);
  await ok(decide(who.city, "city", number, "upheld"));
  await shopReads(number, "upheld", ["不计入认定", "不用退回"]);
  await CaseModel.updateOne({ number }, { $set: { "decisions.0.by": "usr_colleague" } } as never);
  await ok(decide(who.city, "city", number, "cleared"));
  await shopReads(number, "cleared", ["核对通过", "已经认定"]);
  expect(await owedOf(number)).toBe(owed);
});

/** What the orders' account with its shop comes to. */
async function owedOf(number: string): Promise<number> {
  const postings = await database().collection("seller_postings").find({ orderNumber: number }).toArray();
  return postings.reduce((sum, { amountFen }) => sum + Number(amountFen), 0);
}

async function shopReads(number: string, check: string, words: readonly string[]): Promise<void> {
  const { text } = await inChinese(who.feiling.get(`/sales/${number}`)).expect(200);
  for (const each of words) expect(text).toContain(each);
  expect(text).not.toMatch(/电话相同|138\*{4}1234|\/signals/);
  expect((await who.feiling.get(`/api/v1/sales/${number}`).expect(200)).body.lines[0].creditCheck).toBe(check);
  const buyers = await inChinese(who.zhou.get(`/orders/${number}`)).expect(200);
  expect(buyers.text).not.toMatch(/核对|不计入|signals|hold"/);
  // Nothing promises or claims what is not so.
  if (check !== "cleared")
    for (const page of [text, buyers.text]) expect(page).not.toMatch(/确认收货，计入认定|签收后认定|已经认定|>已认定/);
  const { body } = await who.zhou.get(`/api/v1/orders/${number}`).expect(200);
  expect(JSON.stringify(body)).not.toMatch(/creditCheck|held|upheld/);
}

describe("refunds are never kept from happening, and take back what stands", () => {
  test.each([
    ["before the decision", ["refund", "cleared"], { paid: RICE_FEN, recognised: RICE_FEN }],
    ["after it was cleared", ["cleared", "refund"], { paid: RICE_FEN, recognised: RICE_FEN }],
    ["before it is upheld", ["refund", "upheld"], { paid: RICE_FEN, recognised: 0 }],
    ["after it was upheld", ["upheld", "refund"], { paid: RICE_FEN, recognised: 0 }],
  ] as const)("%s", async (_name, deeds, expected) => {
    const number = await held();
    for (const deed of deeds)
      if (deed === "refund") await giveBack(number, 1);
      else await ok(decide(who.city, "city", number, deed));
    expect(await sums(number)).toEqual(expected);
  });

  test.each(["cleared", "upheld"] as const)(
    "under way while it is %s, succeeding or failing later",
    async (outcome) => {
      for (const end of ["succeeded", "failed"] as const) {
        const number = await held();
        knobs.refundPending = HOUR;
        const refund = await giveBack(number, 1);
        expect(refund.state).toBe("processing");
        await ok(decide(who.city, "city", number, outcome));
        await settleRefund(refund._id, end, now());
        const left = end === "failed" ? 2 : 1;
        expect(await sums(number)).toEqual({
          paid: left * RICE_FEN,
          recognised: outcome === "cleared" ? left * RICE_FEN : 0,
        });
        // A refund that had succeeded may still be turned down by the bank days later.
        if (end === "succeeded") await settleRefund(refund._id, "failed", now());
        expect(await sums(number)).toEqual({
          paid: 2 * RICE_FEN,
          recognised: outcome === "cleared" ? 2 * RICE_FEN : 0,
        });
        await world.freshTrade();
      }
    },
  );
});

test("whoever of the city only looks decides nothing, and is offered no form", async () => {
  const number = await held();
  const { _id } = await theCase(number);
  await whileLooking("city", async () => {
    await ok(decide(who.city, "city", number, "upheld"), 403);
    expect((await who.city.get(`/signals/${_id}`).expect(200)).text).not.toContain(`/signals/${_id}/decision`);
  });
  expect((await theCase(number)).state).toBe("open");
  expect((await who.city.get(`/signals/${_id}`).expect(200)).text).toContain(`/signals/${_id}/decision`);
});

test("a second person may decide otherwise; whoever decided last may not", async () => {
  const number = await held();
  await ok(decide(who.city, "city", number, "cleared"));
  await ok(decide(who.city, "city", number, "upheld"), 409);
  expect(await sums(number)).toEqual({ paid: 2 * RICE_FEN, recognised: 2 * RICE_FEN });
  // As if a colleague had cleared it.
  await CaseModel.updateOne({ number }, { $set: { "decisions.0.by": "usr_colleague" } } as never);
  await ok(decide(who.city, "city", number, "upheld"));
  expect(await sums(number)).toEqual({ paid: 2 * RICE_FEN, recognised: 0 });
  const [taken] = await EntryModel.find({ "order.number": number, "source.kind": "adjustment" }).lean();
  expect(taken).toMatchObject({ amountFen: -2 * RICE_FEN, reverses: expect.stringMatching(/^recognised:/) });
  await giveBack(number, 1);
  expect(await sums(number)).toEqual({ paid: RICE_FEN, recognised: 0 });
  await CaseModel.updateOne({ number }, { $set: { "decisions.1.by": "usr_colleague" } } as never);
  await ok(decide(who.city, "city", number, "cleared"));
  expect(await sums(number)).toEqual({ paid: RICE_FEN, recognised: RICE_FEN });
  await giveBack(number, 1);
  expect(await sums(number)).toEqual({ paid: 0, recognised: 0 });
});

test("noticed late: the recognition stands, and is taken back by a decision, with refunds under way at that moment", async () => {
  await sharePhone(null);
  const number = await held(3);
  knobs.refundPending = HOUR;
  const going = await giveBack(number, 1);
  await sharePhone();
  await OrderModel.updateOne({ number }, { $set: { lookDue: true } });
  await lookAtSales(now());
  expect(await theCase(number)).toMatchObject({ state: "open", late: true });
  expect(await sums(number)).toEqual({ paid: 3 * RICE_FEN, recognised: 3 * RICE_FEN });
  await ok(decide(who.city, "city", number, "upheld"));
  expect(await sums(number)).toEqual({ paid: 3 * RICE_FEN, recognised: 0 });
  const recognised = await EntryModel.find({ "order.number": number, measure: "recognised" }).lean();
  expect(recognised.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(0);
  await settleRefund(going._id, "succeeded", now());
  expect(await sums(number)).toEqual({ paid: 2 * RICE_FEN, recognised: 0 });
  await settleRefund(going._id, "failed", now());
  expect(await sums(number)).toEqual({ paid: 3 * RICE_FEN, recognised: 0 });
});

test("decision, receipt and refund at the same moment: each happens once, whichever comes first", async () => {
  for (let round = 0; round < 4; round++) {
    await world.freshTrade();
    const sold = await sell(world, who.zhou, who.feiling);
    await sold.send();
    const outcome = round % 2 ? "upheld" : "cleared";
    await Promise.allSettled([
      sold.receive(),
      decide(who.city, "city", sold.number, outcome),
      decide(who.city, "city", sold.number, outcome),
      giveBack(sold.number, 1),
      giveBack(sold.number, 1),
    ]);
    // Whoever was told "busy" comes again.
    const order = await orderOf(sold.number);
    if (order.state === "shipped") await sold.receive();
    if ((await theCase(sold.number)).state === "open") await ok(decide(who.city, "city", sold.number, outcome));
    const refunds = await RefundModel.find({ order: order._id }).lean();
    const left = 2 - refunds.filter((each) => each.state === "succeeded").length;
    const recognised = outcome === "cleared" ? left * RICE_FEN : 0;
    expect(await sums(sold.number)).toEqual({ paid: left * RICE_FEN, recognised });
    expect((await theCase(sold.number)).decisions).toHaveLength(1);
  }
});

test("who sees and who decides", async () => {
  const number = await held();
  const { _id } = await theCase(number);
  for (const by of [who.zhou, who.feiling, who.jiangbei]) {
    await by.get("/signals").expect(403);
    await by.get(`/signals/${_id}`).expect(403);
    await by.get("/api/v1/signals").expect(403);
  }
  const html = (await inChinese(who.youyang.get(`/signals/${_id}`)).expect(200)).text;
  expect(html).toContain("电话相同");
  for (const secret of ["周敏", "13800001234", "观音桥街道"]) expect(html).not.toContain(secret);
  expect(html).not.toContain("确认决定");
  await ok(decide(who.youyang, "youyang", number, "cleared"), 403);
  await ok(decide(who.admin, "admin", number, "cleared"), 403);
  await CaseModel.updateOne({ number }, { $set: { county: "500236" } } as never);
  await who.youyang.get(`/signals/${_id}`).expect(404);
  expect((await who.youyang.get("/api/v1/signals").expect(200)).body.items).toEqual([]);
  const list = (await inChinese(who.city.get("/signals")).expect(200)).text;
  expect(list).toContain(number);
  const form = { outcome: "cleared", reason: "核对了合同", version: "1", password: "wrong" };
  await who.city.submit(`/signals/${_id}/decision`, form).expect(422);
  await who.city.submit(`/signals/${_id}/decision`, { ...form, password: passwordOf("city") }).expect(303);
  expect(await sums(number)).toEqual({ paid: 2 * RICE_FEN, recognised: 2 * RICE_FEN });
});

test("nobody decides about a sale of an organisation of theirs", async () => {
  const number = await held();
  const own = await database().collection("organisations").findOne({ kind: "city_authority" });
  await CaseModel.updateOne({ number }, { $push: { sides: own?._id } } as never);
  await ok(decide(who.city, "city", number, "cleared"), 403);
});
