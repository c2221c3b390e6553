import { randomBytes } from "node:crypto";
import { type Product, ProductModel } from "../../../src/catalogue/product";
import { StockModel } from "../../../src/catalogue/stocks/stock";
import { transferDue } from "../../../src/payments/checkout/transfer-time";
import { forgetAll } from "../../../src/shared/cache";
import { database } from "../../../src/shared/db";
import type { Sku } from "../../../src/shared/ids";
import { DAY, later, setClock } from "../../../src/shared/time";
import { standStill } from "../../support/clock";
import type { Person } from "../../support/person";
import { openWorld, RICE, type World } from "../../support/world";
import { Story } from "./story";

let world: World;
let zhou: Person;
let feiling: Person;
let story: Story;
let product: Product;
beforeAll(async () => {
  world = await openWorld("limits");
  zhou = await world.person("zhou");
  feiling = await world.person("feiling");
  story = new Story(world, zhou, feiling);
  await ProductModel.updateOne({ "variants.sku": RICE as Sku }, { $set: { "variants.$.limitPerBuyer": 3 } });
  product = (await ProductModel.findOne({ "variants.sku": RICE as Sku }).lean()) as Product;
}, 60_000);
beforeEach(async () => {
  await world.freshTrade();
  forgetAll();
});
afterAll(() => world.close());

const over = async (quantity: number): Promise<Record<string, unknown>> => {
  await zhou.puts(RICE, quantity).expect(200);
  return (await zhou.checkout().expect(409)).body;
};

test("a limit counts over the buyer's orders of thirty days, and names what is left", async () => {
  await story.paid(RICE, 2);
  const refused = await over(2);
  expect(refused.code).toBe("LIMIT_PER_BUYER");
  const cart = (await zhou.get("/cart").set("accept-language", "zh-CN")).text;
  expect(cart).toContain("您还可以买 1 件");
  expect((await StockModel.findById(RICE).lean())?.held).toBe(0);
  await zhou.orders(RICE, 1);
  setClock(() => later(new Date(), 31 * DAY));
  await zhou.orders(RICE, 3);
});

test("cancelled orders and pieces given back do not count", async () => {
  const number = await story.paid(RICE, 3);
  await zhou.call("post", `/orders/${number}/cancellation`, { lines: [{ sku: RICE, quantity: 1 }] }).expect(200);
  await zhou.orders(RICE, 1);
  expect((await over(1)).code).toBe("LIMIT_PER_BUYER");
});

test("two checkouts at one moment do not both pass", async () => {
  const tries = await Promise.all(
    [1, 2].map(async () => {
      const again = await world.person("zhou");
      await again.puts(RICE, 2);
      return again.checkout();
    }),
  );
  expect(tries.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(1);
});

test("the checkout page says it above the form, and the product page before", async () => {
  await story.paid(RICE, 3);
  await zhou.puts(RICE, 1).expect(200);
  const fields = { name: "周敏", phone: "13800001234", region: "500105", street: "观音桥街道 8 号", payment: "stripe" };
  const page = await zhou.submit("/checkout", fields).set("accept-language", "zh-CN").expect(422);
  expect(page.text).toContain("限购 3 件");
  const shown = await world.guest().get(`/products/${product.slug}`).set("accept-language", "zh-CN").expect(200);
  expect(shown.text).toContain("每人 30 天内限购 3");
});

test("somebody who makes guests' carts by the hundred is told to wait", async () => {
  standStill();
  const comes = () => world.guest().agent.put(`/api/v1/cart/items/${RICE}`).send({ quantity: 1 });
  await comes().expect(200);
  await database()
    .collection("visits")
    .updateMany({ _id: /^new-carts:/ as never }, { $set: { n: 400 } });
  const { headers } = await comes().expect(429);
  expect(Number(headers["retry-after"])).toBeGreaterThan(0);
  // A cookie that somebody has made up is no cart, and neither does it stand for one the next time.
  const made = () => comes().set("cookie", `cart=${randomBytes(32).toString("base64url")}`);
  expect((await made().expect(429)).body.code).toBe("TOO_MANY_REQUESTS");
  // Coming through a campaign makes a cart as well.
  await world.guest().submit("/campaigns/of-whatever-name/visits", {}).expect(429);
});

test("a guest's own cart is changed as often as hands can, and no oftener", async () => {
  standStill();
  const visits = database().collection("visits");
  await visits.deleteMany({});
  const guest = world.guest();
  const put = (quantity: number) => guest.agent.put(`/api/v1/cart/items/${RICE}`).send({ quantity });
  await put(1).expect(200);
  expect(await visits.countDocuments({ _id: /^new-carts:/ as never })).toBe(1);
  await put(2).expect(200);
  expect(await visits.findOne({ _id: /^new-carts:/ as never })).toMatchObject({ n: 1 });
  await visits.updateMany({ _id: /^guest-carts:/ as never }, { $set: { n: 300 } });
  expect((await put(3).expect(429)).body.code).toBe("TOO_MANY_REQUESTS");
});

test("a transfer has until the end of the third working day", () => {
  const until = (text: string): string => transferDue(new Date(text)).toISOString();
  // Monday morning in Chongqing: to the end of Thursday. Friday evening: to the end of Wednesday.
  expect(until("2026-11-23T01:00:00Z")).toBe("2026-11-26T16:00:00.000Z");
  expect(until("2026-11-27T12:00:00Z")).toBe("2026-12-02T16:00:00.000Z");
  // Sunday just after midnight in Chongqing is still Saturday in UTC.
  expect(until("2026-11-28T16:30:00Z")).toBe("2026-12-02T16:00:00.000Z");
});
