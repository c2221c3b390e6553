import { OrganisationModel } from "../../src/accounts/organisation";
import { UserModel } from "../../src/accounts/user";
import { ProductModel } from "../../src/catalogue/product";
import { OrderModel } from "../../src/orders/order-record";
import type { RegionalRule } from "../../src/sellers/freight";
import { type SellerCase, SellerModel } from "../../src/sellers/seller";
import { ADDRESS, type Person } from "../support/person";
import { openWorld, RICE, type World } from "../support/world";

let world: World;
let feiling: Person;
beforeAll(async () => {
  world = await openWorld("shop_settings");
  feiling = await world.person("feiling");
});
afterAll(() => world.close());
beforeEach(() => world.freshTrade());

const shop = async (): Promise<SellerCase> => (await SellerModel.findOne({ slug: "feiling" }).lean()) as SellerCase;
const USUAL = { base: "8", baseWeight: "5", step: "1.2", stepWeight: "1", freeOver: "199" };
const SICHUAN = "510000";
const TIBET = "540000";

describe("freight", () => {
  test("the one rule of old is the usual rule, and can be changed", async () => {
    const { text } = await feiling.get("/shop/settings/freight").expect(200);
    for (const value of ['value="5"', 'value="8"', 'value="1.2"', 'value="199"']) expect(text).toContain(value);
    await feiling.submit("/shop/settings/freight", { ...USUAL, base: "9.5", freeOver: "" }).expect(303);
    expect((await shop()).freight).toMatchObject({ baseFen: 950, baseGrams: 5000, stepFen: 120, freeOverFen: null });
    await feiling.submit("/shop/settings/freight", USUAL).expect(303);
  });

  test.each([
    [{ base: "1e3" }, "请填金额"],
    [{ base: "-1" }, "请填金额"],
    [{ baseWeight: "0" }, "请填公斤数"],
    [{ stepWeight: "1.2345" }, "请填公斤数"],
    [{ regions: "all" }, "没有"],
  ])("%j is refused beside its field, and what was typed stays", async (wrong, says) => {
    const { text } = await feiling.submit("/shop/settings/freight", { ...USUAL, ...wrong } as never).expect(422);
    expect(text).toContain(says);
    expect((await shop()).freight.baseFen).toBe(800);
  });

  test("another price for other provinces, none for two of them; the table shows it, the cart and the checkout charge it", async () => {
    const rule = { places: "provinces", served: "yes", ...USUAL, base: "18", freeOver: "" };
    await feiling.submit("/shop/settings/freight/new", rule).expect(303);
    await feiling.submit("/shop/settings/freight/new", { places: TIBET, served: "no", ...USUAL }).expect(303);
    await feiling.submit("/shop/settings/freight/new", { places: TIBET, served: "no" }).expect(422);
    await feiling.submit("/shop/settings/freight/new", { places: "99", served: "no" }).expect(422);
    const page = (await feiling.get("/shop/settings/freight").expect(200)).text;
    expect(page).toMatch(/10 kg[\s\S]*¥14\.00[\s\S]*¥24\.00/);

    const zhou = await world.person("zhou");
    await zhou.puts(RICE, 1).expect(200);
    const to = (region: string) => zhou.checkout({ address: { ...ADDRESS, region } });
    const refused = await to(TIBET).expect(422);
    expect(refused.body.errors).toEqual([
      expect.objectContaining({ field: "address.region", code: "region_not_served" }),
    ]);
    expect(refused.body.errors[0].message).toContain((await shop()).name);
    const { body } = await to(SICHUAN).expect(201);
    expect(body.orders[0].freightFen).toBe(2400);
    const order = await OrderModel.findOne({ number: body.orders[0].number }).lean();
    expect(order?.freightRule).toEqual({
      baseFen: 1800,
      baseGrams: 5000,
      stepFen: 120,
      stepGrams: 1000,
      freeOverFen: null,
    });
  });

  test("the form never charges another sum than it showed", async () => {
    const zhou = await world.person("zhou");
    await zhou.puts(RICE, 1).expect(200);
    const form = { ...ADDRESS, payment: "stripe" };
    const seen = /name="seen" value="(\d+)"/;
    const shown = seen.exec((await zhou.get("/checkout").expect(200)).text)?.[1] as string;
    const other = await zhou.submit("/checkout", { ...form, region: SICHUAN, seen: shown }).expect(422);
    expect(other.text).toContain("请看一眼新的合计");
    expect(other.text).toContain("四川");
    expect(await OrderModel.countDocuments({})).toBe(0);
    const again = seen.exec(other.text)?.[1] as string;
    expect(Number(again)).toBe(Number(shown) + 1000);
    await zhou.submit("/checkout", { ...form, region: SICHUAN, seen: again }).expect(303);
    expect(await OrderModel.countDocuments({})).toBe(1);
  });

  test("an address that is not served is refused beside the field of the form", async () => {
    const zhou = await world.person("zhou");
    await zhou.puts(RICE, 1).expect(200);
    const { text } = await zhou.submit("/checkout", { ...ADDRESS, region: TIBET, payment: "stripe" }).expect(422);
    expect(text).toContain(`${(await shop()).name}不送到这里`);
    expect(text).toContain('aria-invalid="true"');
  });

  test("a rule is changed and taken away; a shop's page and the product's say what differs", async () => {
    const { regions = [] } = (await shop()).freight;
    const [away, never] = regions as [RegionalRule, RegionalRule];
    expect((await world.guest().get("/sellers/feiling").expect(200)).text).toContain("其他省市");
    await feiling.submit(`/shop/settings/freight/${never.id}/removal`, {}).expect(303);
    await feiling.submit(`/shop/settings/freight/${away.id}`, { places: SICHUAN, served: "yes", ...USUAL }).expect(303);
    expect((await shop()).freight.regions).toEqual([expect.objectContaining({ id: away.id, places: [SICHUAN] })]);
    await feiling.submit(`/shop/settings/freight/${never.id}`, { places: TIBET, served: "no" }).expect(404);
  });
});

describe("what visitors read", () => {
  const words = {
    name: "酉阳飞凌合作社",
    place: "涂市镇",
    story: "我们种稻。",
    contactName: "吴凌",
    contactPhone: "13800003333",
  };

  test("a new story is on the page at once; a new name goes to the goods and into the record", async () => {
    await feiling.submit("/shop/settings", words).expect(303);
    const { text } = await world.guest().get("/sellers/feiling?x=1").expect(200);
    expect(text).toContain("我们种稻。");
    expect(text).not.toContain("13800003333");
    const seller = await shop();
    expect(seller.history.at(-1)).toMatchObject({ what: "renamed" });
    expect(await ProductModel.countDocuments({ seller: seller._id, sellerName: { $ne: words.name } })).toBe(0);
    expect(await OrganisationModel.findById(seller.organisation).lean()).toMatchObject({
      contact: { name: "吴凌", phone: "13800003333" },
    });
  });

  test("states, owners and dates in the body are refused, and nothing moves", async () => {
    const before = await shop();
    for (const sneaked of [
      { state: "open" },
      { organisation: "org_x" },
      { openedAt: "2020-01-01" },
      { slug: "official" },
    ])
      await feiling.submit("/shop/settings", { ...words, ...sneaked } as never).expect(422);
    expect(await shop()).toEqual(before);
  });

  test("whoever only helps in the shop reads the settings and changes none", async () => {
    const who = { identifier: "feiling@demo.liangqun" };
    await UserModel.updateOne(who, { $set: { "memberships.0.role": "goods" } });
    expect((await feiling.get("/shop/settings").expect(200)).text).not.toContain("保存店铺资料");
    await feiling.submit("/shop/settings", words).expect(403);
    await feiling.submit("/shop/settings/freight", USUAL).expect(403);
    await feiling.get("/shop/settings/freight/new").expect(403);
    await feiling.submit("/shop/settings/freight/new", { places: TIBET, served: "no" }).expect(403);
    await UserModel.updateOne(who, { $set: { "memberships.0.role": "owner" } });
  });
});
