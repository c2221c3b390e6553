import { eachEntry, extentOf } from "../../src/credits/each-entry";
import { type Entry, EntryModel } from "../../src/credits/entry";
import { foldOnce } from "../../src/credits/fold";
import { post } from "../../src/credits/post";
import { totalsAsOf } from "../../src/credits/totals/read-totals";
import { inSnapshot } from "../../src/shared/db";
import type { PartnershipId } from "../../src/shared/ids";
import { month } from "../../src/shared/time";
import { BANAN, FENGDU, foldLease, noon, recognised, refunded, sale, useDatabase } from "./ground";

useDatabase();

const SPAN = { from: month("2026-08"), to: month("2026-12") };
const EVERYTHING = { books: ["youyang", "fengdu"] as PartnershipId[], former: null };
const fengdu = { county: FENGDU, affiliation: BANAN };
const WHOLE = ["_id", "amountFen", "seq", "hash", "previousHash", "folded", "period"] as const;
const plain = (entry: Entry) => Object.fromEntries(WHOLE.map((name) => [name, entry[name]]));

/** Sales of three months in two books, some of them given back. */
async function trade(count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const at = noon(`2026-${["09", "10", "11"][index % 3]}-${10 + (index % 15)}`);
    const sold = sale({ amountFen: 1000 + index, at, ...(index % 2 ? { by: fengdu } : {}) });
    await post([sold], at);
    await post([recognised(sold)], at);
    if (index % 4 === 0) await post(refunded(sold, 300, "paid", "recognised"), noon("2026-11-20"));
  }
}

test("rows read page by page, with sales and folds in between, are the ledger as it was at the beginning", async () => {
  await trade(14);
  await foldOnce(await foldLease());
  await trade(5);
  const [extent, totals, all] = await inSnapshot(async (asOf) => [
    await extentOf(asOf),
    await totalsAsOf(asOf, SPAN),
    (await asOf(EntryModel.find().sort({ period: -1, _id: -1 })).lean()) as Entry[],
  ]);
  expect(extent.tail.size).toBeGreaterThan(0);
  const rows: Entry[] = [];
  let written = 0;
  for await (const entry of eachEntry(EVERYTHING, SPAN, extent, 3)) {
    rows.push(entry);
    if (rows.length % 3 !== 0 || written >= 6) continue;
    // Both sides of where the reading is: months behind it, and months still before it.
    await trade(2);
    await post([sale({ amountFen: 77, at: noon("2026-08-15") })], noon("2026-08-15"));
    if (++written % 2 === 0) await foldOnce(await foldLease());
  }
  expect(rows.map(plain)).toEqual(all.map(plain));
  const sum = (measure: string) =>
    rows.filter((each) => each.measure === measure).reduce((fen, each) => fen + each.amountFen, 0);
  expect([sum("paid"), sum("recognised")]).toEqual([totals.paidFen, totals.recognisedFen]);
  expect(await EntryModel.countDocuments()).toBeGreaterThan(rows.length + 20);
});

test("a page that ends where the rows end, and nothing at all", async () => {
  await trade(6);
  const extent = await inSnapshot(extentOf);
  const count = await EntryModel.countDocuments({ book: "youyang" as PartnershipId });
  const youyang = { books: ["youyang" as PartnershipId], former: null };
  for (const size of [1, count - 1, count, count + 1]) {
    let seen = 0;
    for await (const _ of eachEntry(youyang, {}, extent, size)) seen++;
    expect(seen).toBe(count);
  }
  for await (const _ of eachEntry(youyang, { from: month("2030-01") }, extent)) throw new Error("there is none");
});
