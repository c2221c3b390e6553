import { type Order, OrderModel } from "../../../src/orders/order-record";
import { CaseModel } from "../../../src/orders/signals/case";
import { lookAtSales } from "../../../src/orders/signals/look";
import { database } from "../../../src/shared/db";
import { HOUR, later, MINUTE, now } from "../../../src/shared/time";
import type { Person } from "../../support/person";
import { openWorld, RICE, type World } from "../../support/world";
import { bought, inChinese } from "../shop";
import { sharePhone } from "./ground";

let world: World;
const who = {} as Record<"zhou" | "city" | "youyang" | "admin", Person>;
beforeAll(async () => {
  world = await openWorld("look");
  for (const name of ["zhou", "city", "youyang", "admin"] as const) who[name] = await world.person(name);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.freshTrade();
  await sharePhone();
});

const buy = () => bought(world, who.zhou, { [RICE]: 1 });
const orderOf = async (number: string) => (await OrderModel.findOne({ number }).lean()) as Order;
/** A line in nobody's book that says it is in one: no case can be written about it. */
const spoil = (number: string) =>
  database()
    .collection("orders")
    .updateOne({ number }, { $set: { "lines.0.credit": {} } });

test("orders whose look fails step behind the others, are seen, and are looked at when they can be", async () => {
  const stuck = [await buy(), await buy()];
  const good = await buy();
  const { credit } = (await orderOf(stuck[0] as string)).lines[0] as Order["lines"][number];
  for (const number of stuck) await spoil(number);
  const at = now();
  // As many in a round as there are stuck ones, and these are the older.
  await lookAtSales(at, 2);
  expect(await CaseModel.countDocuments()).toBe(0);
  await lookAtSales(at, 2);
  expect(await CaseModel.distinct("number")).toEqual([good]);
  for (const number of stuck)
    expect(await orderOf(number)).toMatchObject({
      lookDue: true,
      lookFailed: { tries: 1, at, next: later(at, MINUTE) },
    });
  await lookAtSales(later(at, MINUTE), 2);
  expect((await orderOf(stuck[0] as string)).lookFailed).toMatchObject({ tries: 2, next: later(at, 3 * MINUTE) });
  await seenByThoseWhoDecide(stuck);
  for (const number of stuck)
    await database()
      .collection("orders")
      .updateOne({ number }, { $set: { "lines.0.credit": credit } });
  await lookAtSales(later(at, HOUR), 2);
  expect((await CaseModel.distinct("number")).sort()).toEqual([...stuck, good].sort());
  expect(await orderOf(stuck[1] as string)).toMatchObject({ lookDue: false, lookFailed: null });
});

async function seenByThoseWhoDecide(stuck: readonly string[]): Promise<void> {
  for (const by of [who.city, who.admin]) {
    const html = (await inChinese(by.get("/signals")).expect(200)).text;
    for (const words of ["还没看成的订单", "试了 2 次", ...stuck]) expect(html).toContain(words);
    const { notLookedAt } = (await by.get("/api/v1/signals").expect(200)).body;
    expect(notLookedAt.map(({ order }: { order: string }) => order).sort()).toEqual([...stuck].sort());
  }
  expect((await inChinese(who.youyang.get("/signals")).expect(200)).text).not.toContain("还没看成的订单");
  expect((await who.youyang.get("/api/v1/signals").expect(200)).body.notLookedAt).toEqual([]);
}
