import { type Product, ProductModel } from "../../../src/catalogue/product";
import { ProductVersionModel } from "../../../src/catalogue/review/history";
import { soldInYear } from "../../../src/catalogue/yearly/sold-in-year";
import { type Order, OrderModel } from "../../../src/orders/order-record";
import { lookAtSales } from "../../../src/orders/signals/look";
import { refundOrder } from "../../../src/payments/refunds/refund-order";
import type { Sku } from "../../../src/shared/ids";
import { DAY, later, MINUTE, now, setClock } from "../../../src/shared/time";
import type { Person } from "../../support/person";
import { openWorld, RICE, RICE_FEN, type World } from "../../support/world";
import { inChinese } from "../shop";
import { sell, sharePhone, sums, theCase } from "./ground";

let world: World;
const who = {} as Record<"zhou" | "feiling" | "city" | "youyang", Person>;
beforeAll(async () => {
  world = await openWorld("harvest");
  await sharePhone(null);
  for (const name of ["zhou", "feiling", "city", "youyang"] as const) who[name] = await world.person(name);
});
afterAll(() => world.close());
/** Rice is cut from September on, and there are 50 kg of it: five bags of 10 kg. */
const harvest = (yearly: Product["yearly"], months = [9, 10]) =>
  ProductModel.updateOne({ "variants.sku": RICE as Sku }, { $set: { yearly, "season.months": months } } as never);
beforeEach(async () => {
  await world.freshTrade();
  await harvest({ amount: 50_000, unit: "grams" });
});

const buy = (quantity: number) => sell(world, who.zhou, who.feiling, quantity);
const orderOf = async (number: string) => (await OrderModel.findOne({ number }).lean()) as Order;
const holdOf = async (number: string) => (await orderOf(number)).lines[0]?.hold;
const rice = async () => (await ProductModel.findOne({ "variants.sku": RICE as Sku }).lean()) as unknown as Product;

test("the harvest may be sold; from the order that goes past it on, lines are held, and say why in words", async () => {
  const all = await buy(5);
  expect(await holdOf(all.number)).toBeUndefined();
  const beyond = await buy(1);
  expect(await holdOf(beyond.number)).toBe("held");
  expect((await theCase(beyond.number)).findings).toMatchObject([
    { code: "beyond_harvest", params: { amount: 50_000, unit: "grams", sold: 60_000, from: expect.any(String) } },
  ]);
  // What was sold within the harvest stays so, however much is sold after it.
  await all.send();
  await all.receive();
  expect(await sums(all.number)).toEqual({ paid: 5 * RICE_FEN, recognised: 5 * RICE_FEN });
  await beyond.send();
  await beyond.receive();
  expect(await sums(beyond.number)).toEqual({ paid: RICE_FEN, recognised: 0 });
  await readInWords((await theCase(beyond.number))._id);
});

async function readInWords(id: string): Promise<void> {
  const chinese = (await inChinese(who.youyang.get(`/signals/${id}`)).expect(200)).text;
  expect(chinese).toMatch(/超过全年可供量[\s\S]*店家填的全年可供量是 50 kg；20\d\d年9月起算，连这一单已售 60 kg/);
  const english = (await who.city.get(`/signals/${id}`).set("accept-language", "en").expect(200)).text;
  expect(english).toMatch(/Beyond the yearly supply[\s\S]*it has 50 kg a year; 60 kg are sold since Sept?/);
  const list = (await inChinese(who.city.get("/signals?code=beyond_harvest")).expect(200)).text;
  expect(list).toContain("超过全年可供量");
  const { items } = (await who.city.get("/api/v1/signals?code=beyond_harvest").expect(200)).body;
  expect(items[0].findings).toMatchObject([{ code: "beyond_harvest", params: { sold: 60_000, amount: 50_000 } }]);
}

test("what was given back is there to be sold again, and a new harvest begins anew", async () => {
  const first = await buy(5);
  const order = await orderOf(first.number);
  await refundOrder(order._id, { lines: [{ line: "1", quantity: 2 }], reason: "damaged" }, world.till.provider, now());
  // The provider tells the time of a payment in whole seconds.
  setClock(() => later(new Date(), MINUTE));
  expect(await holdOf((await buy(2)).number)).toBeUndefined();
  expect(await holdOf((await buy(1)).number)).toBe("held");
  // The season now begins next month: what was sold was of the harvest before.
  const month = new Date(later(now(), 8 * 3600_000)).getUTCMonth() + 1;
  await harvest({ amount: 50_000, unit: "grams" }, [(month % 12) + 1]);
  setClock(() => later(new Date(), 32 * DAY));
  const again = await world.person("zhou");
  expect(await holdOf((await sell(world, again, who.feiling, 5)).number)).toBeUndefined();
});

test("pieces of all sizes together; and who says no quantity is asked about none", async () => {
  await harvest({ amount: 3, unit: "pieces" });
  expect(await holdOf((await buy(3)).number)).toBeUndefined();
  const beyond = await buy(1);
  expect((await theCase(beyond.number)).findings).toMatchObject([{ params: { sold: 4, amount: 3, unit: "pieces" } }]);
  await harvest(null);
  expect(await holdOf((await buy(5)).number)).toBeUndefined();
});

test("sizes that left the market still weigh, and the sum is read off the index alone", async () => {
  await buy(4);
  const product = await rice();
  const kept = product.variants.filter(({ sku }) => sku !== RICE);
  const gone = product.variants.find(({ sku }) => sku === RICE);
  await ProductVersionModel.create({
    ...{ _id: "gone", product: product._id, seller: product.seller, deed: "published", at: now() },
    ...{ by: { name: "飞凌", side: "shop" }, changes: [{ field: `variants.${RICE}`, before: gone, after: null }] },
  } as never);
  expect(await soldInYear({ ...product, variants: kept }, now())).toMatchObject({ sold: 40_000, unit: "grams" });
  await lookAtSales(now());
});
