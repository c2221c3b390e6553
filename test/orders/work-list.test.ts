import { OrganisationModel } from "../../src/accounts/organisation";
import { UserModel } from "../../src/accounts/user";
import { OrderModel } from "../../src/orders/order-record";
import { HOUR, later, now, setClock } from "../../src/shared/time";
import { ADDRESS, type Person } from "../support/person";
import { openWorld, PEOPLE, RICE, type World } from "../support/world";
import { bought, HONEY, inChinese, stockFeiling, TICKET } from "./shop";

let world: World;
let zhou: Person;
let feiling: Person;
beforeAll(async () => {
  world = await openWorld("worklist");
  await stockFeiling();
});
beforeEach(async () => {
  await world.freshTrade();
  zhou = await world.person("zhou");
  feiling = await world.person("feiling");
});
afterAll(() => world.close());

const numbersOf = async (query: string, who = feiling): Promise<string[]> => {
  const { body } = await who.get(`/api/v1/sales?${query}`).expect(200);
  return (body.items as { number: string }[]).map(({ number }) => number);
};
/** One order after another, an hour apart. */
async function ordersInTime(count: number): Promise<string[]> {
  const start = now();
  const numbers = [];
  for (let index = 0; index < count; index++) {
    setClock(() => later(start, (index - count) * HOUR));
    numbers.push(await bought(world, zhou, { [RICE]: 1 }));
  }
  setClock(undefined);
  return numbers;
}

test("the longest paid stands first, and pages follow one another without a gap or a repetition", async () => {
  const numbers = await ordersInTime(5);
  // Two paid at the same instant are told apart by their ids.
  const at = (await OrderModel.findOne({ number: numbers[1] as string }).lean())?.paidAt;
  await OrderModel.updateOne({ number: numbers[2] as string }, { $set: { paidAt: at } });
  const seen: string[] = [];
  let query = "limit=2";
  for (;;) {
    const { body } = await feiling.get(`/api/v1/sales?${query}`).expect(200);
    seen.push(...body.items.map((item: { number: string }) => item.number));
    if (!body.nextCursor) break;
    query = `limit=2&cursor=${body.nextCursor}`;
  }
  expect(seen).toEqual(numbers);
});

test("each order stands in the list its state puts it in, and is counted there", async () => {
  const toPack = await bought(world, zhou, { [RICE]: 1 });
  const part = await bought(world, zhou, { [RICE]: 2 });
  const gone = await bought(world, zhou, { [RICE]: 1 });
  const done = await bought(world, zhou, { [RICE]: 1 });
  const ticket = await bought(world, zhou, { [TICKET]: 1 });
  const send = (number: string, tracking: string, lines?: object[]) =>
    feiling
      .call("post", `/sales/${number}/parcels`, {
        carrier: "sf",
        trackingNumber: tracking,
        ...(lines ? { lines } : {}),
      })
      .expect(201);
  await send(part, "SF01", [{ sku: RICE, quantity: 1 }]);
  await send(gone, "SF02");
  await send(done, "SF03");
  await zhou.call("post", `/orders/${done}/receipt`).expect(200);
  const lists = { to_ship: toPack, part_sent: part, on_the_way: gone, done, to_collect: ticket };
  for (const [list, number] of Object.entries(lists))
    expect([list, await numbersOf(`list=${list}`)]).toEqual([list, [number]]);
  expect((await numbersOf("list=all")).sort()).toEqual(Object.values(lists).sort());
  const { text } = await inChinese(feiling.get("/sales")).expect(200);
  for (const words of ["待装货", "部分发出", "待取 / 待核销", "在路上", "申请退款", "已完成"])
    expect(text).toMatch(new RegExp(`${words} <span class="chip-count">${words === "申请退款" ? 0 : 1}<`));
});

test("an order is found by number, its tail, name, phone's end, tracking number and goods; in every list or in one", async () => {
  const address = { name: "欧阳娜娜", phone: "13912345678", region: "500105", street: "观音桥 8 号" };
  const number = await bought(world, zhou, { [HONEY]: 1 }, { address });
  const other = await bought(world, zhou, { [RICE]: 1 });
  await feiling.call("post", `/sales/${number}/parcels`, { carrier: "sf", trackingNumber: "SF778899" }).expect(201);
  for (const q of [
    number,
    number.toLowerCase(),
    number.slice(-8),
    "欧阳娜娜",
    "欧阳",
    "5678",
    "12345678",
    "13912345678",
    "sf778899",
    "蜂蜜",
    "FENGMI",
  ])
    expect([q, await numbersOf(`q=${encodeURIComponent(q)}`)]).toEqual([q, [number]]);
  for (const q of ["95678", "娜娜", "SF7788", "没有", "0000"])
    expect([q, await numbersOf(`q=${encodeURIComponent(q)}`)]).toEqual([q, []]);
  expect(await numbersOf(`q=${encodeURIComponent("欧阳")}&list=to_ship`)).toEqual([]);
  expect(await numbersOf(`q=${encodeURIComponent("周敏")}&list=to_ship`)).toEqual([other]);
  expect((await inChinese(feiling.get(`/sales?q=${encodeURIComponent("没有")}`))).text).toContain("没有找到");
  const caotang = await world.person("caotang");
  expect(await numbersOf(`q=${number}`, caotang)).toEqual([]);
});

test.each(["q=.*", "q=%24where", "q=%5B", "cursor=!!", "cursor=W10", "cursor=WyJhIiwiYiJd", "list=to_ship&q=%25"])(
  "%s is an ordinary question",
  async (query) => {
    await bought(world, zhou, { [RICE]: 1 });
    const { body } = await feiling.get(`/api/v1/sales?${query}`).expect(200);
    expect(body.items.length).toBeLessThanOrEqual(1);
    await feiling.get(`/sales?${query}`).expect(200);
  },
);

test.each(["limit=0", "limit=101", "list=mine", "list=done&list=asked", "unknown=1"])("%s is refused", (query) =>
  feiling.get(`/api/v1/sales?${query}`).expect(400),
);

test("slips of the chosen orders or of all: recipient, pieces, barcode, note; prices only when asked; tickets have none", async () => {
  const noted = await bought(world, zhou, { [RICE]: 2 }, { note: "请放门卫<b>" });
  const plain = await bought(world, zhou, { [HONEY]: 1 });
  const ticket = await bought(world, zhou, { [TICKET]: 1 });
  const all = (await inChinese(feiling.get("/sales/slips?all=1")).expect(200)).text;
  for (const words of [noted, plain, "请放门卫&lt;b&gt;", "共 2 件", "净重 20 kg", "周敏", "13800001234", "<svg"])
    expect(all).toContain(words);
  for (const words of [ticket, "¥118"]) expect(all).not.toContain(words);
  const priced = (await inChinese(feiling.get(`/sales/slips?number=${noted}&prices=1`))).text;
  expect(priced).toContain("¥118.00");
  expect(priced).not.toContain(plain);
  const labels = await inChinese(feiling.get(`/sales/slips?number=${noted}&number=${plain}&kind=labels`)).expect(200);
  expect(labels.text.match(/class="label"/g)).toHaveLength(2);
  expect(labels.headers["cache-control"]).toBe("no-store");
  const caotang = await world.person("caotang");
  expect((await inChinese(caotang.get(`/sales/slips?number=${noted}`))).text).toContain("没有要打印的订单");
});

test("who only looks sees the list and one order, and does nothing", async () => {
  const number = await bought(world, zhou, { [RICE]: 1 });
  const seat = async (role: "member" | "owner"): Promise<void> => {
    const shop = await OrganisationModel.findOne({ name: "飞凌农业专业合作社" }).lean();
    await UserModel.updateOne(
      { identifier: PEOPLE.feiling, "memberships.organisation": shop?._id as never },
      { $set: { "memberships.$.role": role } },
    );
  };
  await seat("member");
  try {
    const looker = await world.person("feiling");
    const { text } = await inChinese(looker.get("/sales")).expect(200);
    expect(text).toContain(number);
    expect(text).not.toContain("打印装箱单");
    await looker.get(`/sales/${number}`).expect(200);
    const parcel = { carrier: "sf", trackingNumber: "SF0001" };
    await looker.submit(`/sales/${number}/parcels`, parcel).expect(403);
    await looker.call("post", `/sales/${number}/parcels`, parcel).expect(403);
    await looker.call("post", "/sales/collections", { code: "12345678" }).expect(403);
    for (const page of [
      "/sales/slips",
      "/sales/parcels",
      "/sales/collect",
      "/sales/to-pack.xlsx",
      "/shop/pickup-points/new",
    ])
      await looker.get(page).expect(403);
    await looker.get("/shop/pickup-points").expect(200);
  } finally {
    await seat("owner");
  }
});

test("who only looks sees where an order goes, not where its buyer lives or can be rung up", async () => {
  const number = await bought(world, zhou, { [RICE]: 1 });
  const owner = await UserModel.findOne({ identifier: PEOPLE.feiling }).lean();
  const seat = (role: string) =>
    UserModel.updateOne({ identifier: PEOPLE.feiling }, { $set: { "memberships.0.role": role } });
  const paths = ["/api/v1/sales", `/api/v1/sales/${number}`, `/sales/${number}`];
  const bodies = async () => Promise.all(paths.map(async (path) => (await feiling.get(path).expect(200)).text));
  try {
    for (const text of await bodies()) expect(text).toContain(ADDRESS.phone);
    for (const role of ["member", "goods", "finance"]) {
      await seat(role);
      for (const text of await bodies()) {
        expect(text).toContain("138****1234");
        expect(text).not.toMatch(new RegExp(`${ADDRESS.phone}|${ADDRESS.street}`));
      }
    }
  } finally {
    await seat(owner?.memberships[0]?.role ?? "owner");
  }
});

test.each([
  "/sales",
  "/sales?list=done",
  "/sales/slips",
  "/sales/parcels",
  "/sales/collect",
  "/shop/pickup-points",
  "/shop/pickup-points/new",
])("%s speaks English, and is for shops alone", async (path) => {
  const { text } = await feiling.get(path).set("accept-language", "en").expect(200);
  expect(text).toContain('<html lang="en">');
  expect(text.replace(/<(title|select|nav)[\s\S]*?<\/\1>|<a class="(language|crest)[\s\S]*?<\/a>/g, "")).not.toMatch(
    /待装货|自提点|取货码|装箱单/,
  );
  await zhou.get(path).expect(403);
  await world
    .guest()
    .get(path)
    .expect((res) => expect([302, 303, 401]).toContain(res.status));
});
