import { StockModel } from "../../../src/catalogue/stocks/stock";
import { OrderModel } from "../../../src/orders/order-record";
import { giveBackExpired } from "../../../src/payments/refunds/expire-tickets";
import { type Refund, RefundModel } from "../../../src/payments/refunds/refund";
import { settleRefund } from "../../../src/payments/refunds/settle-refund";
import { Refusal } from "../../../src/shared/errors";
import type { Sku } from "../../../src/shared/ids";
import { DAY, later, now, setClock } from "../../../src/shared/time";
import { bought, stockFeiling, TICKET } from "../../orders/shop";
import type { Person } from "../../support/person";
import { openWorld, RICE, type World } from "../../support/world";
import { orderOf, Story } from "./story";

let world: World;
let zhou: Person;
let canteen: Person;
let feiling: Person;
let admin: Person;
let story: Story;
beforeAll(async () => {
  world = await openWorld("shelf");
  await stockFeiling();
});
beforeEach(async () => {
  await world.freshTrade();
  zhou = await world.person("zhou");
  canteen = await world.person("canteen");
  feiling = await world.person("feiling");
  admin = await world.person("admin");
  story = new Story(world, zhou, feiling);
});
afterAll(() => world.close());

const lastRefund = async (): Promise<Refund> => (await RefundModel.findOne().sort({ _id: -1 }).lean()) as Refund;
const shelf = async () => {
  const stock = await StockModel.findById(RICE).lean();
  return { available: stock?.available, sold: stock?.sold };
};
const setShelf = (available: number) => StockModel.updateOne({ _id: RICE as Sku }, { $set: { available, sold: 0 } });
const retry = (refund: Refund) => admin.call("post", `/refunds/${refund._id}/retry`).expect(200);

test("pieces that somebody else has bought do not come back a second time with the refund's second try", async () => {
  await setShelf(6);
  const number = await story.paid(RICE, 6);
  await zhou.call("post", `/orders/${number}/cancellation`, { lines: [{ sku: RICE, quantity: 2 }] }).expect(200);
  const first = await lastRefund();
  await new Story(world, canteen, feiling).paid(RICE, 2);
  expect(await shelf()).toEqual({ available: 0, sold: 6 });
  await settleRefund(first._id, "failed", now());
  expect((await lastRefund()).goodsGone).toBe(true);
  await retry(first);
  const second = await lastRefund();
  expect(second.state).toBe("succeeded");
  expect(await shelf()).toEqual({ available: 0, sold: 6 });
  // Nor with the third, after the second has failed as well.
  await settleRefund(second._id, "failed", now());
  await retry(second);
  expect((await lastRefund()).state).toBe("succeeded");
  expect(await shelf()).toEqual({ available: 0, sold: 6 });
});

test("of an order on its way too, unsent pieces come off the shelf when their refund fails, and go back once", async () => {
  await setShelf(3);
  const number = await story.paid(RICE, 3);
  const parcel = { carrier: "sf", trackingNumber: "SF1234567890", lines: [{ sku: RICE, quantity: 2 }] };
  await feiling.call("post", `/sales/${number}/parcels`, parcel).expect(201);
  const some = { lines: [{ sku: RICE, quantity: 1 }] };
  await zhou.call("post", `/orders/${number}/cancellation`, some).expect(200);
  expect(await shelf()).toEqual({ available: 1, sold: 2 });
  const failed = await lastRefund();
  await settleRefund(failed._id, "failed", now());
  expect(await shelf()).toEqual({ available: 0, sold: 3 });
  await retry(failed);
  expect(await shelf()).toEqual({ available: 1, sold: 2 });
});

test("a ticket used while expired ones are given back is not given back as well", async () => {
  const number = await bought(world, zhou, { [TICKET]: 2 });
  const other = await bought(world, zhou, { [TICKET]: 1 });
  const { collectionCode: code } = await zhou.order(number);
  setClock(() => later(new Date(), 181 * DAY));
  const at = now();
  // The gate is quicker than the chore: it opens after the chore has read its orders.
  const { paidAt } = await orderOf(number);
  feiling = await world.person("feiling");
  const { refund } = world.till.provider;
  let used = false;
  const provider = {
    ...world.till.provider,
    refund: async (...asked: Parameters<typeof refund>) => {
      if (!used) {
        used = true;
        await feiling.call("post", "/sales/collections", { code, lines: [{ sku: TICKET, quantity: 1 }] }).expect(200);
      }
      return refund(...asked);
    },
  };
  // The other order is looked at first.
  await OrderModel.updateOne({ number: other }, { $set: { paidAt: later(paidAt as Date, -DAY) } });
  await giveBackExpired(provider as typeof world.till.provider, at);
  expect((await orderOf(number)).lines[0]).toMatchObject({ quantity: 2, refundedQuantity: 1 });
});

test("an expired ticket whose money cannot go back is tried once, and then waits for the clerk", async () => {
  const number = await bought(world, zhou, { [TICKET]: 1 });
  const refund = () => Promise.reject(new Refusal("REFUND_TOO_LARGE"));
  const provider = { ...world.till.provider, refund };
  for (const days of [181, 182, 183]) await giveBackExpired(provider, later(now(), days * DAY));
  expect(await RefundModel.find().lean()).toMatchObject([
    { state: "failed", reason: "ticket_expired", closedAt: null },
  ]);
  expect(await orderOf(number)).toMatchObject({ state: "paid", refundedFen: 0 });
});
