import { randomUUID } from "node:crypto";
import { seedCampaigns } from "../../seeds/campaigns";
import { now } from "../../src/shared/time";
import { knobs } from "../../src/standin/knobs";
import { ADDRESS, type Person } from "../support/person";
import { openWorld, RICE, type World } from "../support/world";

let world: World;
beforeAll(async () => {
  world = await openWorld("pages");
});
beforeEach(() => world.freshTrade());
afterAll(() => world.close());

const form = (more: Record<string, string> = {}) => ({ ...ADDRESS, key: randomUUID(), payment: "stripe", ...more });
const inChinese = (test: ReturnType<Person["get"]>) => test.set("accept-language", "zh-CN");

/** Orders on the page and pays at the desk; the number of the one order. */
async function bought(buyer: Person, sku = RICE): Promise<string> {
  const ordered = await buyer.orders(sku, 2);
  await buyer.desk(ordered, "paid").expect(303);
  await world.deliver();
  return ordered.orders[0]?.number ?? "";
}

test("a guest's cart shows every producer's freight and what is missing to free freight", async () => {
  const guest = world.guest();
  await guest.submit("/cart/items", { sku: RICE, quantity: "1" }).expect(303);
  const { text } = await inChinese(guest.get("/cart")).expect(200);
  expect(text).toContain("飞凌农业专业合作社");
  expect(text).toMatch(/满 ¥199 免运费，还差 ¥81/);
  await guest.submit("/cart/quantities", { sku: RICE, quantity: "1e3" }).expect("location", "/cart?problem=quantity");
  await guest.submit("/cart/quantities", { sku: RICE, quantity: "0" }).expect("location", "/cart");
  expect((await inChinese(guest.get("/cart"))).text).toContain("购物车还空着");
});

test("the checkout says whose account the order goes to, and asks for nothing the last order knows", async () => {
  const zhou = await world.person("zhou");
  await zhou.puts(RICE, 1).expect(200);
  const { text } = await inChinese(zhou.get("/checkout")).expect(200);
  expect(text).toContain("这一单算在江北区的帮扶账上，那是您的常住区。");
  expect(text).toContain("酉阳的货：记在江北—酉阳的结对账上，算采购");
  await zhou
    .submit("/checkout", form())
    .expect(303)
    .expect("location", /\/paydesk\//);
  await zhou.puts(RICE, 1).expect(200);
  expect((await zhou.get("/checkout")).text).toContain(ADDRESS.street);
});

test("a refused form comes back filled in, with a word beside each field", async () => {
  const zhou = await world.person("zhou");
  await zhou.puts(RICE, 1).expect(200);
  const answer = await zhou.submit("/checkout", form({ phone: "12", street: "观音桥 9 号<b>" })).expect(422);
  expect(answer.text).toContain('value="12"');
  expect(answer.text).toContain("观音桥 9 号&lt;b&gt;");
  expect(answer.text).toContain('id="phone-problem"');
  expect((await zhou.get("/api/v1/orders")).body.items).toEqual([]);
});

test("what has sold out is said above the form, by name", async () => {
  const zhou = await world.person("zhou");
  await zhou.puts(RICE, 870).expect(200);
  const answer = await inChinese(zhou.submit("/checkout", form())).expect(422);
  expect(answer.text).toContain("“涂市高山大米 10 kg 袋装”的库存不够了");
  expect(answer.text).toContain("只剩 860 件");
});

test("who goes back from the pay page, or sends the form again otherwise filled in, finds the order already made", async () => {
  const zhou = await world.person("zhou");
  await zhou.puts(RICE, 1).expect(200);
  const sent = form();
  await zhou.submit("/checkout", sent).expect(303);
  await zhou.get("/checkout").expect("location", /^\/checkouts\/chk_/);
  await zhou.submit("/checkout", { ...sent, street: "别处 1 号" }).expect("location", /^\/checkouts\/chk_/);
  expect((await zhou.get("/api/v1/orders")).body.items).toHaveLength(1);
});

test("with the provider away the order stands and its page offers to pay later", async () => {
  const zhou = await world.person("zhou");
  await zhou.puts(RICE, 1).expect(200);
  knobs.failApi = 20;
  const sent = await zhou.submit("/checkout", form()).expect(303);
  const page = await inChinese(zhou.get(String(sent.headers.location))).expect(200);
  expect(page.text).toContain("刚才没有连上支付机构");
  expect(page.text).toContain("去付款 ¥132.00");
});

test("coming back before the provider's word, the page renews itself; with the word it says what the purchase did", async () => {
  const zhou = await world.person("zhou");
  const ordered = await zhou.orders(RICE, 1);
  const paid = await zhou.desk(ordered, "paid").expect(303);
  const back = new URL(String(paid.headers.location));
  expect(back.searchParams.get("back")).toBe("1");
  const waiting = await zhou.get(`${back.pathname}${back.search}`).expect(200);
  expect(waiting.headers.refresh).toBe(`3; url=${back.pathname}?back=2`);
  expect((await zhou.get(`${back.pathname}?back=20`)).headers.refresh).toBeUndefined();
  await world.deliver();
  const { text, headers } = await inChinese(zhou.get(`${back.pathname}?back=2`));
  expect(headers.refresh).toBeUndefined();
  expect(text).toContain("您给江北区与酉阳的账添了");
  expect(text).toContain("江北区采购酉阳好物");
  expect(text).toContain("已成交，签收后认定");
});

test("from packing to receipt: the shop ships, the buyer asks, the shop answers, the buyer confirms", async () => {
  const [zhou, feiling] = [await world.person("zhou"), await world.person("feiling")];
  const number = await bought(zhou);
  expect((await feiling.get("/sales")).text).toContain(number);
  const wrong = await feiling.submit(`/sales/${number}/parcels`, { carrier: "", trackingNumber: "SF 1" }).expect(422);
  expect(wrong.text).toContain('value="SF 1"');
  await feiling.submit(`/sales/${number}/parcels`, { carrier: "sf", trackingNumber: "SF12345678" }).expect(303);
  expect((await zhou.get(`/orders/${number}`)).text).toContain("SF12345678");

  const asked = { reason: "", note: "袋子破了", [`quantity.${RICE}`]: "0" };
  const refused = await zhou.submit(`/orders/${number}/refund-requests`, asked).expect(422);
  expect(refused.text).toContain("袋子破了");
  expect(refused.text).toContain('id="lines-problem"');
  expect(refused.text).toContain('id="reason-problem"');
  await zhou
    .submit(`/orders/${number}/refund-requests`, {
      ...asked,
      reason: "damaged",
      noPhoto: "坏的已经扔了",
      [`quantity.${RICE}`]: "1",
    })
    .expect(303);

  const page = /href="(\/sales\/[^"]+\/refund-requests\/[^"]+)"/.exec(
    (await feiling.get(`/sales/${number}`)).text,
  )?.[1];
  const sale = (await inChinese(feiling.get(String(page)))).text;
  expect(sale).toContain("全部同意，退 ¥118.00");
  const request = /name="request" value="([^"]+)"/.exec(sale)?.[1] ?? "";
  await feiling.submit(`/sales/${number}/answers`, { request, decision: "decline", words: "" }).expect(422);
  await feiling.submit(`/sales/${number}/answers`, { request, decision: "accept" }).expect(303);
  await world.deliver();

  await zhou.submit(`/orders/${number}/receipt`, {}).expect(303);
  const { text } = await inChinese(zhou.get(`/orders/${number}`));
  expect(text).toContain("已认定");
  expect(text).toContain("−¥118.00");
});

test("somebody else's order is not there, and a shop's pages are for shops", async () => {
  const [zhou, chen] = [await world.person("zhou"), await world.person("chen")];
  const number = await bought(zhou);
  await chen.get(`/orders/${number}`).expect(404);
  await chen.submit(`/orders/${number}/receipt`, {}).expect(404);
  await chen.get("/sales").expect(403);
  await (await world.person("caotang")).get(`/sales/${number}`).expect(404);
});

test("who comes through a campaign is told so, and the order counts for its helper", async () => {
  await seedCampaigns(now());
  const chen = await world.person("chen");
  expect((await inChinese(chen.get("/campaigns"))).text).toContain("江北新米直播间");
  await chen.submit("/campaigns/jiangbei-xinmi/visits", {}).expect("location", /joined=1/);
  expect((await inChinese(chen.get("/campaigns/jiangbei-xinmi?joined=1"))).text).toContain("记下了：您从这场活动来");
  await chen.puts(RICE, 1).expect(200);
  expect((await inChinese(chen.get("/checkout"))).text).toContain("算帮助销售");
  await chen.submit("/campaigns/jiangjin-chuncheng/visits", {}).expect(409);
});

test("an institution that pays by transfer learns what to write into it", async () => {
  const canteen = await world.person("canteen");
  await canteen.puts(RICE, 20).expect(200);
  const sent = await canteen.submit("/checkout", form({ payment: "bank_transfer" })).expect(303);
  const { text } = await inChinese(canteen.get(String(sent.headers.location).replace("http://market.test", "")));
  expect(text).toContain("等对公转账");
  expect(text).toContain(String(sent.headers.location).slice(-8).toUpperCase());
  const zhou = await world.person("zhou");
  await zhou.puts(RICE, 1).expect(200);
  await zhou.submit("/checkout", form({ payment: "bank_transfer" })).expect(422);
});

test.each(["/cart", "/orders", "/campaigns", "/demo", "/privacy", "/errors", "/sales"])(
  "%s speaks English too",
  async (path) => {
    const feiling = await world.person("feiling");
    const { text } = await feiling.get(path).set("accept-language", "en").expect(200);
    expect(text).toContain('<html lang="en">');
  },
);
