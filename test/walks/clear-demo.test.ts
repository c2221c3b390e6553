import { clearDemo } from "../../seeds/clear-demo";
import { UserModel } from "../../src/accounts/user";
import { ProductModel } from "../../src/catalogue/product";
import { ChainModel } from "../../src/credits/chain";
import { EntryModel } from "../../src/credits/entry";
import { startFolding } from "../../src/credits/fold";
import { TotalModel } from "../../src/credits/totals/total";
import { OrderModel } from "../../src/orders/order-record";
import { PartnershipModel } from "../../src/regions/partnership";
import { eventually } from "../support/program";
import { openWorld, RICE, type World } from "../support/world";

let world: World;
beforeAll(async () => {
  world = await openWorld("clear");
});
afterAll(() => world.close());

async function sellRice(): Promise<void> {
  const zhou = await world.person("zhou");
  await zhou.desk(await zhou.orders(RICE, 1), "paid");
  await world.deliver();
  const folding = startFolding();
  await eventually(
    () => EntryModel.countDocuments({ folded: false }),
    (tail) => tail === 0,
  );
  await folding.stop();
}

test("a real order keeps the demonstration where it is: its chain must not be torn", async () => {
  await sellRice();
  await OrderModel.updateMany({}, { $set: { demo: false } });
  await expect(clearDemo()).rejects.toThrow("real orders");
  expect(await EntryModel.countDocuments()).toBe(1);
  await OrderModel.updateMany({}, { $set: { demo: true } });
});

test("cleared, nothing of the demonstration is left, the regions stand, and every page has its empty state", async () => {
  await clearDemo();
  for (const model of [OrderModel, EntryModel, TotalModel, ChainModel, ProductModel])
    expect(await (model as typeof OrderModel).countDocuments()).toBe(0);
  expect(await UserModel.countDocuments({ demo: true })).toBe(0);
  expect(await PartnershipModel.countDocuments()).toBe(17);
  const guest = world.guest();
  for (const path of [
    "/",
    "/products",
    "/counties",
    "/counties/youyang",
    "/campaigns",
    "/contributions",
    "/partnerships/youyang",
    "/partnerships/youyang/entries",
    "/cart",
    "/demo",
  ]) {
    const { status, text } = await guest.get(path);
    expect([path, status]).toEqual([path, 200]);
    expect(text).not.toContain("demo-banner");
  }
});
