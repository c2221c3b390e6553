import { listEntries, type Selection } from "../../src/credits/entries";
import { EntryModel } from "../../src/credits/entry";
import { post } from "../../src/credits/post";
import type { Visible } from "../../src/credits/visible";
import type { PartnershipId } from "../../src/shared/ids";
import type { Month } from "../../src/shared/time";
import { BANAN, FENGDU, JIANGBEI, noon, recognised, sale, useDatabase, YUZHONG } from "./ground";

useDatabase();
const books = ["youyang", "fengdu"] as PartnershipId[];
const everything: Visible = { books, former: null };

async function all(visible: Visible, selection: Selection, limit: number): Promise<string[]> {
  const keys: string[] = [];
  let cursor: string | null | undefined;
  do {
    const { items, nextCursor } = await listEntries(visible, selection, { limit, cursor: cursor ?? undefined });
    keys.push(...items.map((entry) => entry._id));
    cursor = nextCursor;
  } while (cursor);
  return keys;
}

test("every entry comes once, however small the pages, also those heard of in a later month", async () => {
  for (let i = 0; i < 30; i++) {
    const happened = noon(i % 2 ? "2026-10-30" : "2026-11-02");
    const one = sale({ at: happened, by: { affiliation: i % 3 ? JIANGBEI : YUZHONG } });
    // Half of October's payments are heard of in November, after November's own.
    await post([one, recognised(one)], noon(i % 4 === 1 ? "2026-11-05" : "2026-11-02"));
  }
  const expected = (await EntryModel.find().sort({ period: -1, _id: -1 }).lean()).map((entry) => entry._id);
  for (const limit of [1, 7, 30, 59, 60, 100]) expect(await all(everything, {}, limit)).toEqual(expected);
  const october = { from: "2026-10" as Month, to: "2026-10" as Month };
  expect(await all(everything, october, 7)).toHaveLength(30);
  expect(await all(everything, { measure: "paid", bases: ["purchase"] }, 7)).toHaveLength(20);
});

test("a former helper sees its own unit's entries there and nobody else's", async () => {
  const own = sale({ by: { county: FENGDU, affiliation: BANAN } });
  await post([own, sale({ by: { county: FENGDU, affiliation: YUZHONG } }), sale()], noon("2026-11-02"));
  const visible: Visible = { books: [], former: { books: ["fengdu" as PartnershipId], helper: BANAN } };
  const { items } = await listEntries(visible, {}, { limit: 10 });
  expect(items.map((entry) => entry.key)).toEqual([own.key]);
});

test("a seller, a product and a campaign asked for together are all meant", async () => {
  const rice = sale();
  await post([rice, sale({ product: { id: "prd_tea" as never, name: "茶" } })], noon("2026-11-02"));
  const keys = async (selection: Selection) =>
    (await listEntries(everything, selection, { limit: 10 })).items.map(({ key }) => key);
  const [product, seller] = [rice.product.id, rice.seller.id];
  expect(await keys({ seller })).toHaveLength(2);
  expect(await keys({ seller, product })).toEqual([rice.key]);
  expect(await keys({ seller: "sel_other", product })).toEqual([]);
  expect(await keys({ seller, product, campaign: "cmp_none" })).toEqual([]);
});

test("a page is read off the index in order: nothing is sorted, and no more is read than is shown", async () => {
  for (let i = 0; i < 20; i++)
    await post(
      Array.from({ length: 20 }, () => sale({ by: { affiliation: i % 2 ? JIANGBEI : YUZHONG } })),
      noon("2026-11-02"),
    );
  const filter = {
    book: { $in: books },
    measure: { $in: ["paid"] },
    basis: { $in: ["purchase", "help_sell"] },
    period: { $lte: "2026-12" },
  };
  const plan = (await EntryModel.find(filter as Record<string, unknown>)
    .sort({ period: -1, _id: -1 })
    .limit(25)
    .explain("executionStats")) as unknown as { executionStats: { totalDocsExamined: number } };
  expect(plan.executionStats.totalDocsExamined).toBeLessThan(30);
  expect(JSON.stringify(plan.executionStats)).not.toContain('"stage":"SORT"');
});
