import { setClock } from "../../../src/shared/time";
import { openWorld, type World } from "../../support/world";
import { CORRUPTIONS, TOUCHED } from "./corruptions";
import { count, kept, raw, rebuildAll, trade } from "./trade";

let world: World;
let heal: () => Promise<void>;

beforeAll(async () => {
  world = await openWorld("recount_fifty");
  await world.freshTrade();
  await trade(world);
  heal = await kept(TOUCHED);
});
afterAll(async () => {
  setClock(undefined);
  await world.close();
});

test("a healthy ledger has nothing to name", async () => {
  const { recount, differences } = await count(world);
  expect(differences).toEqual([]);
  expect(recount).toMatchObject({ state: "done", differences: 0, leftOut: [] });
  expect(recount.counted).toMatchObject({ orders: 6, refunds: 2, declarations: 1, statements: 1, checkouts: 6 });
  expect(recount.counted.entries).toBe(await raw("entries").countDocuments());
  expect(recount.counted.payments).toBeGreaterThanOrEqual(4);
});

describe("each of them alone is found, named with its code, and healed again", () => {
  afterEach(async () => {
    await heal();
  });

  test.each(CORRUPTIONS)("$what", async ({ corrupt, codes }) => {
    await corrupt();
    expect((await count(world)).codes).toEqual([...codes].sort());
  });
});

test("after all of them it is healthy, and rebuilt totals are byte for byte what they were", async () => {
  expect((await count(world)).codes).toEqual([]);
  const bytes = async (): Promise<string> =>
    JSON.stringify([
      await raw("totals").find().sort({ _id: 1 }).toArray(),
      await raw("breakdowns").find().sort({ _id: 1 }).toArray(),
    ]);
  const before = await bytes();
  await raw("totals").deleteMany({});
  await raw("breakdowns").updateMany({}, { $set: { cells: {} } });
  await rebuildAll();
  expect(await bytes()).toBe(before);
  expect((await count(world)).codes).toEqual([]);
});
