import request from "supertest";
import demoAccounts from "../../seeds/demo-accounts.json";
import { OrderModel } from "../../src/orders/order-record";
import { RefundModel } from "../../src/payments/refunds/refund";
import { toCursor } from "../../src/shared/page";
import { sign } from "../../src/standin/event";
import { ADDRESS, type Person } from "../support/person";
import { openWorld, PEOPLE, RICE, type World } from "../support/world";

let world: World;
let zhou: Person;
beforeAll(async () => {
  world = await openWorld("security");
  zhou = await world.person("zhou");
});
beforeEach(async () => world.freshTrade());
afterAll(() => world.close());

async function tokenOf(person: Person): Promise<string> {
  const { text } = await person.submit("/account/tokens", { name: "采购系统" }).expect(201);
  return /lq_[\w-]{43}/.exec(text)?.[0] as string;
}

test("a page drawn for a program's owner is never kept for the next guest", async () => {
  const token = await tokenOf(zhou);
  const page = "/products?sort=newest";
  const own = await request(world.app).get(page).set("authorization", `Bearer ${token}`).expect(200);
  expect(own.text).toContain("周敏");
  const guest = await request(world.app).get(page).expect(200);
  expect(guest.text).not.toContain("周敏");
});

test("a kept page does not answer for a token that opens nothing, and nobody is sent round in a circle", async () => {
  await request(world.app).get("/products").expect(200);
  await request(world.app).get("/products").set("authorization", "Bearer nothing").expect(401);
  await request(world.app).get("/sign-in").set("authorization", "Bearer nothing").expect(401);
});

test("a token opens no door of the account: it cannot make another token", async () => {
  const bearer = `Bearer ${await tokenOf(zhou)}`;
  await request(world.app).get("/api/v1/orders").set("authorization", bearer).expect(200);
  await request(world.app).get("/account").set("authorization", bearer).expect(403);
  const form = { name: "另一个" };
  await request(world.app).post("/account/tokens").set("authorization", bearer).type("form").send(form).expect(403);
});

test.each(["/API/v1/session", "/api/v1/Session/", "/SIGN-IN", "/sign-in/"])(
  "the door at %s is the one it is taken for, and lets somebody in",
  async (path) => {
    const [identifier, password] = [PEOPLE.chen, demoAccounts[0]?.password];
    const answer = await request(world.app)
      .post(path)
      .type(path.includes("1") ? "json" : "form")
      .send({ identifier, password });
    expect([200, 303]).toContain(answer.status);
    expect(String(answer.headers["set-cookie"])).toMatch(/(^|,)sid=/);
  },
);

test("the same line twice in one refund gives nothing back", async () => {
  const canteen = await world.person("canteen");
  const [feiling, clerk] = [await world.person("feiling"), await world.person("admin")];
  await canteen.puts(RICE, 2).expect(200);
  const { body } = await canteen.checkout({ payment: "bank_transfer" }).expect(201);
  await clerk.call("post", `/checkouts/${body.id}/transfer-receipt`).expect(200);
  const number = body.orders[0].number as string;
  const lines = Array.from({ length: 5 }, () => ({ sku: RICE, quantity: 1 }));
  await feiling.call("post", `/sales/${number}/refunds`, { lines, reason: "other" }).expect(422);
  expect((await OrderModel.findOne({ number }).lean())?.refundedFen).toBe(0);
  expect(await RefundModel.countDocuments()).toBe(0);
});

test.each([9_007_199_254_740_991, -9_007_199_254_740_991])(
  "a cursor at no instant (%d) begins the list anew",
  async (value) => {
    const cursor = toCursor([0, 0, value, "x", 0]);
    const [first, again] = [
      await request(world.app).get("/api/v1/products?sort=newest").expect(200),
      await request(world.app).get(`/api/v1/products?sort=newest&cursor=${cursor}`).expect(200),
    ];
    expect(again.body.items).toEqual(first.body.items);
    await request(world.app).get(`/products?sort=newest&cursor=${cursor}`).expect(200);
  },
);

const FORM = { ...ADDRESS, payment: "stripe" };

test.each([
  ["a field twice", { ...FORM, name: ["周敏", "陈立"] }],
  ["an object in a field", { ...FORM, street: { $gt: "" } }],
  ["a key that is none, and nothing else", { key: "1" }],
])("the checkout form with %s is drawn again and orders nothing", async (_, form) => {
  await zhou.puts(RICE, 1).expect(200);
  await zhou.submit("/checkout", form as Record<string, string>).expect(422);
  expect(await OrderModel.countDocuments()).toBe(0);
});

test.each(["null", "[]", "{}", '{"id":1}', '{"id":"evt_1","type":"x","data":null}'])(
  "a signed event that says nothing (%s) is refused as unreadable",
  async (payload) => {
    await request(world.app)
      .post("/webhooks/stripe")
      .set("content-type", "application/json")
      .set("stripe-signature", sign(payload, world.config.stripeWebhookSecrets[0] as string))
      .send(payload)
      .expect(400);
  },
);
