import { setClock } from "../../src/shared/time";
import { openWorld, RICE, type World } from "../support/world";

let world: World;
beforeAll(async () => {
  world = await openWorld("shop");
});
beforeEach(() => world.freshTrade());
afterAll(() => world.close());

const today = async (): Promise<string> => (await (await world.person("feiling")).get("/shop").expect(200)).text;

test("a shop with nothing to do is told so, and sees its county's ledger all the same", async () => {
  const page = await today();
  expect(page).toContain("今天没有要办的事");
  expect(page).toContain("酉阳的结对账本");
  expect(page).toContain("还没有成交");
});

test("a paid order is the first thing to do, and stands in the week, among the best goods and in the county's ledger", async () => {
  const zhou = await world.person("zhou");
  await zhou.desk(await zhou.orders(RICE, 2), "paid");
  await world.deliver();
  const page = await today();
  expect(page).toMatch(/订单等着发货<\/a>[\s\S]{0,200}?>1</);
  expect(page).toContain("¥236.00");
  expect(page).toContain("涂市高山大米");
  expect(page).not.toContain("还没有成交");
});

test("a sale of the last minute of Sunday in Chongqing is in that week, one of Monday 00:00 in the next", async () => {
  const zhou = await world.person("zhou");
  for (const at of ["2026-11-15T15:59:59.000Z", "2026-11-15T16:00:00.000Z"]) {
    setClock(() => new Date(at));
    await zhou.desk(await zhou.orders(RICE, 1), "paid");
    await world.deliver();
  }
  setClock(() => new Date("2026-11-20T02:00:00Z"));
  const page = await today();
  expect(page).toMatch(/11\.9<\/th>[\s\S]*?¥118\.00[\s\S]*?11\.16<\/th>[\s\S]*?¥118\.00/);
});

test("only a shop's people have a shop", async () => {
  await (await world.person("zhou")).get("/shop").expect(403);
  await (await world.person("youyang")).get("/shop").expect(403);
  await world.guest().get("/shop").expect(303);
});
