import fc from "fast-check";
import { StockModel } from "../../../src/catalogue/stocks/stock";
import { watchRequests } from "../../../src/orders/requests/watch-requests";
import { type Refund, RefundModel } from "../../../src/payments/refunds/refund";
import { sweep } from "../../../src/payments/sweep";
import { HOUR, later, now } from "../../../src/shared/time";
import type { Person } from "../../support/person";
import { openWorld, RICE, RICE_FEN, type World } from "../../support/world";
import { mustAddUp, orderOf, refundsAnswered, Story, sums } from "./story";

let world: World;
let zhou: Person;
let feiling: Person;
let admin: Person;
let story: Story;
beforeAll(async () => {
  world = await openWorld("cap");
  zhou = await world.person("zhou");
  feiling = await world.person("feiling");
  admin = await world.person("admin");
  story = new Story(world, zhou, feiling);
});
beforeEach(() => world.freshTrade());
afterAll(() => world.close());

const statusesOf = async (calls: PromiseLike<{ status: number }>[]): Promise<number[]> =>
  (await Promise.all(calls)).map(({ status }) => status);

test("fifty refunds of one line at once, by shop and platform, never give back more than was paid", async () => {
  const number = await story.received(RICE, 5);
  const ids = [await story.asks(number, RICE, 1), await story.asks(number, RICE, 2)];
  await watchRequests(later(now(), 49 * HOUR));
  const give = (line: object) =>
    feiling.call("post", `/sales/${number}/refunds`, { lines: [{ sku: RICE, ...line }], reason: "damaged" });
  const decide = (id: string) =>
    admin.call("post", `/disputes/${id}/decision`, {
      lines: [{ sku: RICE, amountFen: 9000 }],
      words: "退一部分，理由写明。",
    });
  const calls = Array.from({ length: 50 }, (_, turn) => {
    if (turn % 5 === 0) return decide(ids[turn % 2] as string);
    return turn % 2 === 0 ? give({ quantity: 2 }) : give({ amountFen: Math.floor(RICE_FEN * 0.3) });
  });
  const statuses = await statusesOf(calls);
  expect(statuses.every((status) => [200, 201, 409, 422, 503].includes(status))).toBe(true);
  expect(statuses.filter((status) => status === 201).length).toBeGreaterThan(0);
  await refundsAnswered(world.till.provider);
  await mustAddUp(number);
  const decided = (await orderOf(number)).requests.filter((request) => request.state === "decided");
  expect(decided.length).toBeLessThanOrEqual(2);
});

test("one key gives back once, however often it is sent; with another content it is refused", async () => {
  const number = await story.received(RICE, 3);
  const give = (key: string, line: object) =>
    feiling
      .call("post", `/sales/${number}/refunds`, { lines: [{ sku: RICE, ...line }], reason: "damaged" })
      .set("idempotency-key", key);
  const statuses = await statusesOf(Array.from({ length: 8 }, () => give("one", { quantity: 1 })));
  expect(statuses.filter((status) => status === 201).length).toBeGreaterThan(0);
  expect((await give("one", { quantity: 1 }).expect(201)).body.refundedFen).toBe(RICE_FEN);
  expect((await give("one", { quantity: 2 }).expect(422)).body.code).toBe("KEY_REUSED");
  expect(await RefundModel.countDocuments()).toBe(1);
  await give("two", { quantity: 1 }).expect(201);
  await mustAddUp(number);
});

test("the page's hidden key: pressing twice gives back once", async () => {
  const number = await story.received(RICE, 3);
  const page = (await feiling.get(`/sales/${number}/refunds`).expect(200)).text;
  const key = /name="key" value="([^"]+)"/.exec(page)?.[1] as string;
  const fields = { key, reason: "damaged", "quantity.1": "1", "amount.1": "" };
  await Promise.all([1, 2].map(() => feiling.submit(`/sales/${number}/refunds`, fields)));
  expect((await zhou.order(number)).refundedFen).toBe(RICE_FEN);
  await mustAddUp(number);
});

test("a part of an order is cancelled before it is sent: its goods return, the rest goes on its way", async () => {
  const before = await StockModel.findById(RICE).lean();
  const number = await story.paid(RICE, 3);
  const cancel = (quantity: number) =>
    zhou.call("post", `/orders/${number}/cancellation`, { lines: [{ sku: RICE, quantity }] });
  await cancel(4).expect(409);
  const { body } = await cancel(1).expect(200);
  expect(body).toMatchObject({
    state: "paid",
    refundedFen: RICE_FEN,
    lines: [{ refundedQuantity: 1, leftQuantity: 2 }],
  });
  const after = await StockModel.findById(RICE).lean();
  expect([after?.available, after?.sold]).toEqual([(before?.available ?? 0) - 2, (before?.sold ?? 0) + 2]);
  await feiling.call("post", `/sales/${number}/parcels`, { carrier: "sf", trackingNumber: "SF1234567890" }).expect(201);
  await cancel(1).expect(409);
  await mustAddUp(number);
});

test("when the last piece is cancelled the freight goes back too and the order is over", async () => {
  const number = await story.paid(RICE, 2);
  const cancel = () =>
    zhou.call("post", `/orders/${number}/cancellation`, { lines: [{ sku: RICE, quantity: 1 }] }).expect(200);
  await cancel();
  const { body } = await cancel();
  expect(body).toMatchObject({ state: "refunded", refundedFen: body.totalFen });
  expect(await sums()).toEqual({});
});

test("sending, cancelling a part, cancelling all and giving back race: every end is a lawful one", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom("send", "cut", "cancel", "give"), { minLength: 4, maxLength: 7 }),
      async (deeds) => {
        await world.freshTrade();
        const before = await StockModel.findById(RICE).lean();
        const number = await story.paid(RICE, 3);
        const doing = {
          send: () =>
            feiling.call("post", `/sales/${number}/parcels`, { carrier: "sf", trackingNumber: "SF1234567890" }),
          cut: () => zhou.call("post", `/orders/${number}/cancellation`, { lines: [{ sku: RICE, quantity: 1 }] }),
          cancel: () => zhou.call("post", `/orders/${number}/cancellation`),
          give: () =>
            feiling.call("post", `/sales/${number}/refunds`, { lines: [{ sku: RICE, quantity: 1 }], reason: "other" }),
        };
        const statuses = await statusesOf(deeds.map((deed) => doing[deed]()));
        expect(statuses.every((status) => [200, 201, 409, 503].includes(status))).toBe(true);
        await mustAddUp(number);
        const order = await orderOf(number);
        const [line] = order.lines;
        const sent = order.parcels
          .flatMap((parcel) => parcel.lines ?? [])
          .reduce((sum, part) => sum + part.quantity, 0);
        expect(["paid", "shipped", "refunded"]).toContain(order.state);
        // What was sent and what never left the shop add up to the line; what never left is on the shelf again.
        const refunds = (await RefundModel.find({ order: order._id }).lean()) as Refund[];
        const back = refunds.flatMap((refund) => refund.unsent).reduce((sum, part) => sum + part.quantity, 0);
        expect(sent + back).toBeLessThanOrEqual(3);
        expect(line?.refundedQuantity).toBeGreaterThanOrEqual(back);
        await refundsAnswered(world.till.provider);
        await sweep(world.till.provider, now());
        const stock = await StockModel.findById(RICE).lean();
        expect(stock?.available).toBe((before?.available ?? 0) - 3 + back);
      },
    ),
    { numRuns: 12 },
  );
}, 300_000);
