import { randomUUID } from "node:crypto";
import { UserModel } from "../../src/accounts/user";
import { StockModel } from "../../src/catalogue/stocks/stock";
import { OrderModel } from "../../src/orders/order-record";
import { CheckoutModel } from "../../src/payments/checkout/checkout";
import { knobs } from "../../src/standin/knobs";
import { ADDRESS } from "../support/person";
import { openWorld, PEOPLE, RICE, RICE_FEN, type World } from "../support/world";

let world: World;
beforeAll(async () => {
  world = await openWorld("checkout");
});
beforeEach(() => world.freshTrade());
afterAll(() => world.close());

const onShelf = async (sku: string): Promise<number> => (await StockModel.findById(sku).lean())?.available ?? -1;

test("goods of three producers become three orders under one payment", async () => {
  const zhou = await world.person("zhou");
  await zhou.puts(RICE, 2).expect(200);
  await zhou.puts("FJ-QICHENG-5J", 1).expect(200);
  const cart = (await zhou.puts("FD-NIUROU-NAN-1KG", 1)).body;
  const ordered = (await zhou.checkout().expect(201)).body;
  expect(ordered.orders).toHaveLength(
    new Set(cart.items.map((item: { seller: { id: string } }) => item.seller.id)).size,
  );
  expect(ordered.totalFen).toBe(cart.totalFen);
  const sums = ordered.orders.reduce(
    (total: number, order: { goodsFen: number; freightFen: number }) => total + order.goodsFen + order.freightFen,
    0,
  );
  expect(sums).toBe(ordered.totalFen);
  expect(ordered.payment).toMatchObject({ kind: "stripe", url: expect.stringContaining("/paydesk/cs_") });
  expect((await zhou.get("/api/v1/cart")).body.items).toEqual([]);
});

test("the tier for the quantity applies, and the server's price alone", async () => {
  const zhou = await world.person("zhou");
  const cart = (await zhou.puts(RICE, 10).expect(200)).body;
  expect(cart.items[0]).toMatchObject({ priceFen: 11_200, lineFen: 112_000 });
  await zhou
    .checkout({ priceFen: 1 })
    .expect(422)
    .expect(({ body }) => expect(body.errors[0]).toMatchObject({ field: "priceFen", code: "unknown_field" }));
  const ordered = (await zhou.checkout().expect(201)).body;
  expect(ordered.orders[0].goodsFen).toBe(112_000);
});

test("nobody orders from a shop they belong to, whoever they act for", async () => {
  const [feiling, zhou] = [await world.person("feiling"), await world.person("zhou")];
  await feiling.puts(RICE, 1).expect(200);
  expect((await feiling.checkout().expect(409)).body.code).toBe("OWN_GOODS");
  const owner = await UserModel.findOne({ identifier: PEOPLE.feiling }).lean();
  const [membership] = owner?.memberships ?? [];
  await UserModel.updateOne({ identifier: PEOPLE.zhou }, { $push: { memberships: { ...membership, role: "member" } } });
  await zhou.puts(RICE, 1).expect(200);
  expect((await zhou.checkout().expect(409)).body.code).toBe("OWN_GOODS");
  expect([await OrderModel.countDocuments(), await CheckoutModel.countDocuments()]).toEqual([0, 0]);
  await UserModel.updateOne({ identifier: PEOPLE.zhou }, { $set: { memberships: [] } });
});

test.each(["1e3", -1, 0, 0.5, null, true, "2", [7], { $gt: 0 }, 2 ** 53, 10_000])(
  "a quantity of %p is refused",
  async (quantity) => {
    const guest = world.guest();
    await guest.call("put", `/cart/items/${RICE}`, { quantity }).expect(422);
    expect((await guest.get("/api/v1/cart")).body.items).toEqual([]);
  },
);

test("pressing twice orders once: five identical calls at once give one checkout and one answer", async () => {
  const zhou = await world.person("zhou");
  await zhou.puts(RICE, 1).expect(200);
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 5 }, () => zhou.checkout({}, key)));
  expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201, 201]);
  expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
  expect(await OrderModel.countDocuments()).toBe(1);
  expect(await CheckoutModel.countDocuments()).toBe(1);
});

test("the same key with another body is refused and changes nothing", async () => {
  const zhou = await world.person("zhou");
  await zhou.puts(RICE, 1).expect(200);
  const key = randomUUID();
  await zhou.checkout({}, key).expect(201);
  await zhou
    .checkout({ note: "另一句话" }, key)
    .expect(422)
    .expect(({ body }) => expect(body.code).toBe("KEY_REUSED"));
  expect(await OrderModel.countDocuments()).toBe(1);
});

test("two tabs with the same cart: one order, and the other is told", async () => {
  const zhou = await world.person("zhou");
  const before = await onShelf(RICE);
  await zhou.puts(RICE, 1).expect(200);
  const answers = await Promise.all([zhou.checkout(), zhou.checkout()]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
  expect(await OrderModel.countDocuments()).toBe(1);
  expect(await onShelf(RICE)).toBe(before - 1);
});

test("what is sold out is named, and nothing of the rest is held", async () => {
  const zhou = await world.person("zhou");
  await zhou.puts("FJ-QICHENG-5J", 1).expect(200);
  await zhou.puts(RICE, 5000).expect(200);
  const before = await onShelf("FJ-QICHENG-5J");
  await zhou
    .checkout()
    .expect(409)
    .expect(({ body }) => {
      expect(body.code).toBe("SOLD_OUT");
      expect(body.detail).toContain("涂市高山大米");
    });
  expect(await onShelf("FJ-QICHENG-5J")).toBe(before);
  expect((await zhou.get("/api/v1/cart")).body.items).toHaveLength(2);
});

test("an empty cart, a citizen's bank transfer and a zone as postal place are refused", async () => {
  const zhou = await world.person("zhou");
  await zhou
    .checkout()
    .expect(409)
    .expect(({ body }) => expect(body.code).toBe("CART_EMPTY"));
  await zhou.puts(RICE, 1).expect(200);
  await zhou.checkout({ payment: "bank_transfer" }).expect(422);
  await zhou.checkout({ address: { ...ADDRESS, region: "CQ-LJXQ" } }).expect(422);
  await zhou
    .checkout({ address: { ...ADDRESS, phone: "123" } })
    .expect(422)
    .expect(({ body }) => expect(body.errors[0].field).toBe("address.phone"));
});

test("without a key, without signing in, without the form token: refused each in its way", async () => {
  const zhou = await world.person("zhou");
  await zhou.puts(RICE, 1).expect(200);
  await zhou.call("post", "/checkouts", { address: ADDRESS, payment: "stripe" }).expect(422);
  await world.guest().checkout().expect(401);
  await zhou.agent
    .post("/api/v1/checkouts")
    .set("idempotency-key", "k")
    .send({ address: ADDRESS, payment: "stripe" })
    .expect(403);
  await zhou.agent
    .post("/api/v1/checkouts")
    .set("origin", "https://evil.example")
    .set("idempotency-key", "k")
    .send({ address: ADDRESS, payment: "stripe" })
    .expect(403);
  expect(await OrderModel.countDocuments()).toBe(0);
});

test("an institution buys for the district it is registered in, and cannot say otherwise", async () => {
  const canteen = await world.person("canteen");
  await canteen.puts(RICE, 12).expect(200);
  await canteen
    .checkout({ affiliation: "500103" })
    .expect(422)
    .expect(({ body }) => expect(body.code).toBe("AFFILIATION_NOT_ALLOWED"));
  const ordered = (await canteen.checkout({ payment: "bank_transfer" }).expect(201)).body;
  const order = await canteen.order(ordered.orders[0].number);
  expect(order.affiliation).toEqual({ region: "500105", how: "registration" });
  const admin = await world.person("admin");
  await admin.call("post", `/checkouts/${ordered.id}/transfer-receipt`).expect(200);
  const paid = await canteen.order(ordered.orders[0].number);
  expect(paid).toMatchObject({
    state: "paid",
    lines: [{ credit: { partnershipId: "youyang", basis: "purchase", helper: "500105" } }],
  });
});

test("with the provider away the order stands, and asking again with the same key goes on from there", async () => {
  const zhou = await world.person("zhou");
  await zhou.puts(RICE, 1).expect(200);
  const key = randomUUID();
  knobs.failApi = 3;
  await zhou
    .checkout({}, key)
    .expect(503)
    .expect(({ body, headers }) => {
      expect(body.code).toBe("PAYMENT_UNAVAILABLE");
      expect(headers["retry-after"]).toBeDefined();
    });
  expect(await OrderModel.countDocuments({ state: "placed" })).toBe(1);
  const ordered = (await zhou.checkout({}, key).expect(201)).body;
  expect(ordered.payment.url).toContain("/paydesk/");
  expect(await OrderModel.countDocuments()).toBe(1);
});

test("a guest's cart comes along when signing in", async () => {
  const guest = world.guest();
  await guest.puts(RICE, 3).expect(200);
  await guest.signIn({ identifier: "zhoumin@demo.liangqun", password: "two-hills-one-table" });
  expect((await guest.get("/api/v1/cart")).body).toMatchObject({
    items: [{ sku: RICE, quantity: 3 }],
    goodsFen: 3 * RICE_FEN,
  });
});

test("somebody else's order is not there, by any door", async () => {
  const zhou = await world.person("zhou");
  const { number } = (await zhou.orders(RICE, 1)).orders[0] as { number: string };
  const chen = await world.person("chen");
  await chen.get(`/api/v1/orders/${number}`).expect(404);
  await chen.get(`/orders/${number}`).expect(404);
  for (const deed of ["receipt", "cancellation"]) await chen.call("post", `/orders/${number}/${deed}`).expect(404);
  await chen
    .call("post", `/orders/${number}/refund-requests`, { lines: [{ sku: RICE, quantity: 1 }], reason: "other" })
    .expect(404);
  const other = await world.person("caotang");
  await other.get(`/sales/${number}`).expect(404);
  await other.call("post", `/sales/${number}/parcels`, { carrier: "sf", trackingNumber: "SF123456" }).expect(404);
  expect((await zhou.order(number)).state).toBe("placed");
});

test("whoever holds the goods of eight unpaid checkouts pays or cancels one first", async () => {
  const zhou = await world.person("zhou");
  const numbers: string[] = [];
  for (let i = 0; i < 8; i++) numbers.push((await zhou.orders(RICE, 1)).orders[0]?.number as string);
  await zhou.puts(RICE, 1).expect(200);
  const refused = await zhou.checkout().expect(409);
  expect(refused.body.code).toBe("TOO_MANY_OPEN");
  await zhou.call("post", `/orders/${numbers[0]}/cancellation`).expect(200);
  await zhou.checkout().expect(201);
});
