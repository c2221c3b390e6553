import mongoose from "mongoose";
import { BREAKDOWN_KINDS, type BreakdownKind, BreakdownModel } from "../../src/credits/breakdowns/breakdown";
import { readBreakdown } from "../../src/credits/breakdowns/read-breakdown";
import { sideAsOf } from "../../src/credits/breakdowns/side";
import { EntryModel } from "../../src/credits/entry";
import { foldOnce } from "../../src/credits/fold";
import { figuresOf } from "../../src/credits/statements/figures";
import { readTotals, totalsAsOf } from "../../src/credits/totals/read-totals";
import { rebuild } from "../../src/credits/totals/recount";
import { inSnapshot } from "../../src/shared/db";
import type { PartnershipId } from "../../src/shared/ids";
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

describe("what sold, whose and who bought, remembered between two reads", () => {
  const books = ["youyang", "fengdu"] as PartnershipId[];
  const side = () => inSnapshot((asOf) => sideAsOf(asOf, { books, years: YEAR, span: YEAR, kinds: BREAKDOWN_KINDS }));
  /** Read past everything that is remembered. */
  const readAnew = async (kind: BreakdownKind) => (await readBreakdown({ books, ...YEAR, kind })).whole.paid;
  const sumOf = (
    rows: readonly { measure: string; fen: number; quantity: number; entries: number; orders: number }[],
  ) =>
    rows
      .filter(({ measure }) => measure === "paid")
      .reduce(
        (sum, { fen, quantity, entries, orders }) => ({
          fen: sum.fen + fen,
          quantity: sum.quantity + quantity,
          entries: sum.entries + entries,
          orders: sum.orders + orders,
        }),
        { fen: 0, quantity: 0, entries: 0, orders: 0 },
      );

  test("never hides what was folded meanwhile, in whichever months and books", async () => {
    const held = await foldLease();
    for (let n = 1; n <= 24; n++) {
      const at = noon(`2026-${String((n % 10) + 1).padStart(2, "0")}-05`);
      const by = n % 2 ? {} : { by: { county: FENGDU, affiliation: BANAN } };
      await postAt([sale({ amountFen: n * 100, at, buyerKind: n % 3 ? "citizen" : "institution", ...by })], at);
      if (n % 3 === 0) await foldOnce(held);
      const { rows, parts } = await side();
      expect(sumOf(parts.product).fen).toBe(await bare());
      expect(rows.reduce((sum, row) => sum + row.fen, 0)).toBe(await bare());
      for (const kind of BREAKDOWN_KINDS) expect(sumOf(parts[kind])).toEqual(await readAnew(kind));
    }
  });

  test("is forgotten when it is made anew", async () => {
    const held = await foldLease();
    await postAt([sale({ amountFen: 1000 })], noon("2026-11-02"));
    await foldOnce(held);
    const [product] = await BreakdownModel.find({ kind: "product" }).lean();
    const [cell] = Object.keys(product?.cells ?? {});
    await BreakdownModel.updateOne({ _id: product?._id as string }, { $inc: { [`cells.${cell}.fen`]: 7 } });
    expect(sumOf((await side()).parts.product).fen).toBe(1007);
    await rebuild(held);
    expect(sumOf((await side()).parts.product).fen).toBe(1000);
  });
});
