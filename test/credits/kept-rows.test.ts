import mongoose from "mongoose";
import { EntryModel } from "../../src/credits/entry";
import { foldOnce } from "../../src/credits/fold";
import { figuresOf } from "../../src/credits/statements/figures";
import { readTotals, totalsAsOf } from "../../src/credits/totals/read-totals";
import { rebuild } from "../../src/credits/totals/recount";
import { inSnapshot } from "../../src/shared/db";
import { month } from "../../src/shared/time";
import { BANAN, FENGDU, foldLease, noon, postAt, sale, useDatabase } from "./ground";

useDatabase();
const YEAR = { from: month("2026-01"), to: month("2026-12") };
const paid = async (): Promise<number> => (await readTotals(YEAR)).paidFen;
/** What the bare entries say, past everything that is remembered. */
async function bare(): Promise<number> {
  const entries = await EntryModel.find({ measure: "paid" }).lean();
  return entries.reduce((sum, { amountFen }) => sum + amountFen, 0);
}

describe("rows remembered between two reads", () => {
  test("never hide what was folded meanwhile, in whichever months and books", async () => {
    const held = await foldLease();
    for (let n = 1; n <= 24; n++) {
      const at = noon(`2026-${String((n % 10) + 1).padStart(2, "0")}-05`);
      await postAt(
        [sale({ amountFen: n * 100, at, ...(n % 2 ? {} : { by: { county: FENGDU, affiliation: BANAN } }) })],
        at,
      );
      if (n % 3 === 0) await foldOnce(held);
      expect(await paid()).toBe(await bare());
    }
  });

  test("an older reader keeps its own instant while a newer one has read on", async () => {
    const held = await foldLease();
    await postAt([sale({ amountFen: 1000 })], noon("2026-11-02"));
    await foldOnce(held);
    await inSnapshot(async (asOf) => {
      const before = await totalsAsOf(asOf, YEAR);
      await postAt([sale({ amountFen: 500 })], noon("2026-11-03"));
      await foldOnce(held);
      expect(await paid()).toBe(1500);
      expect(await totalsAsOf(asOf, YEAR)).toEqual(before);
    });
    expect(await paid()).toBe(1500);
  });

  test("are forgotten when the totals are made anew", async () => {
    const held = await foldLease();
    await postAt([sale({ amountFen: 1000 })], noon("2026-11-02"));
    await foldOnce(held);
    const totals = mongoose.connection.collection<{ _id: string; cells: Record<string, { fen: number }> }>("totals");
    const [total] = await totals.find().toArray();
    const [cell] = Object.keys(total?.cells ?? {});
    await totals.updateOne({}, { $inc: { [`cells.${cell}.fen`]: 7 } });
    expect(await paid()).toBe(1007);
    await rebuild(held);
    expect(await paid()).toBe(1000);
  });

  test("are no part of what is signed: a month repaired by another process is read as it is", async () => {
    const held = await foldLease();
    const [deed, at] = [sale({ amountFen: 1000 }), noon("2026-11-02")];
    await postAt([deed], at);
    await foldOnce(held);
    expect(await paid()).toBe(1000);
    const totals = mongoose.connection.collection<{ _id: string; cells: Record<string, { fen: number }> }>("totals");
    const [cell] = Object.keys((await totals.findOne({}))?.cells ?? {});
    await totals.updateOne({}, { $inc: { [`cells.${cell}.fen`]: 7 } });
    const { book } = deed.attribution;
    expect((await inSnapshot((asOf) => figuresOf(book, month("2026-11"), asOf))).paidFen).toBe(1007);
  });
});
