import mongoose from "mongoose";
import { ChainModel, hashOf, sealedText, verifyChain } from "../../src/credits/chain";
import { type Entry, EntryModel } from "../../src/credits/entry";
import { foldOnce } from "../../src/credits/fold";
import { rebuild, recount } from "../../src/credits/totals/recount";
import { TotalModel } from "../../src/credits/totals/total";
import type { PartnershipId } from "../../src/shared/ids";
import { holdLease } from "../../src/shared/lease";
import { BANAN, FENGDU, foldLease, noon, postAt, recognised, refunded, sale, useDatabase, YUZHONG } from "./ground";

useDatabase();
const youyang = "youyang" as PartnershipId;
// Through the bare driver, as somebody with the keys of the database would.
const raw = (name: "entries" | "totals" | "chains") => mongoose.connection.collection(name);
const entryAt = async (seq: number) => (await EntryModel.findOne({ book: youyang, seq }).lean()) as Entry;

/** Two books, two months, all measures, sales and refunds: ten entries in Youyang's chain, two in Fengdu's. */
async function aLedger(): Promise<void> {
  const sales = [1, 2, 3].map((n) => sale({ amountFen: n * 1000, category: n === 3 ? "tourism" : "agricultural" }));
  await postAt(sales, noon("2026-10-02"));
  await postAt(
    sales.map((each) => recognised(each)),
    noon("2026-11-02"),
  );
  await postAt(refunded(sales[0]!, 400, "paid", "recognised"), noon("2026-11-03"));
  await postAt(
    [sale({ by: { affiliation: YUZHONG } }), sale({ by: { affiliation: null }, buyerKind: "institution" })],
    noon("2026-11-04"),
  );
  const pomelo = sale({ by: { county: FENGDU, affiliation: BANAN } });
  await postAt([pomelo, recognised(pomelo)], noon("2026-11-05"));
  await foldOnce(await foldLease());
}

beforeEach(aLedger);

describe("a sound ledger", () => {
  test("has no difference and no broken link", async () => {
    expect(await recount()).toEqual({
      entries: 12,
      differences: [],
      chains: [
        { book: "fengdu", verified: 2, broken: null },
        { book: "youyang", verified: 10, broken: null },
      ],
    });
  });

  test("the tail is not counted as a difference", async () => {
    await postAt([sale()], noon("2026-11-06"));
    expect((await recount()).differences).toEqual([]);
  });

  test("a hash can be repeated by anyone from the text it is of", async () => {
    const [first, second] = [await entryAt(1), await entryAt(2)];
    expect(sealedText(second)).toMatch(new RegExp(`^${first.hash}\n\\{"_id":"ent_.*"key":"paid:.*"amountFen":.*\\}$`));
    expect(hashOf(second)).toBe(second.hash);
  });
});

describe("whoever changes an entry is found out", () => {
  const broken = async () => (await verifyChain(youyang)).broken;
  const set = async (seq: number, change: object) => raw("entries").updateOne({ book: youyang, seq }, { $set: change });

  test.each([
    ["the amount", { amountFen: 1 }],
    ["the month", { period: "2026-09" }],
    ["the helper", { helper: BANAN }],
    ["the basis", { basis: "help_sell" }],
    ["the product's name", { "product.name": "泰国香米" }],
    ["the instant", { occurredAt: new Date(0) }],
    ["the place in the line", { turn: 7 }],
    ["the order", { order: null }],
    ["the campaign", { campaign: { id: "cam", setAside: null } }],
    ["the reversal", { reverses: "paid:x:1" }],
  ])("%s", async (_what, change) => {
    await set(4, change);
    expect(await broken()).toMatchObject({ seq: 4, what: "altered" });
  });

  test("an amount with a hash made to match", async () => {
    const entry = { ...(await entryAt(4)), amountFen: 1 as Entry["amountFen"] };
    await set(4, { amountFen: 1, hash: hashOf(entry) });
    expect(await broken()).toMatchObject({ seq: 5, what: "replaced" });
  });

  test("an entry taken out, in the middle and at the end", async () => {
    await raw("entries").deleteOne({ book: youyang, seq: 10 });
    expect(await broken()).toEqual({ seq: 10, entry: null, what: "cut" });
    await raw("entries").deleteOne({ book: youyang, seq: 4 });
    expect(await broken()).toEqual({ seq: 4, entry: null, what: "missing" });
  });

  test("two entries that changed places", async () => {
    const [third, fourth] = [await entryAt(3), await entryAt(4)];
    await set(3, { seq: 99 });
    await set(4, { seq: 3 });
    await set(99, { seq: 4 });
    expect(await broken()).toMatchObject({ seq: 3, entry: fourth._id, what: "replaced" });
    expect(third.hash).not.toBe(fourth.hash);
  });

  test("an entry slipped in at the end, with a chain of its own making", async () => {
    const last = await entryAt(10);
    const forged = {
      ...last,
      _id: "ent_forged",
      key: "paid:forged:1",
      line: "forged:1",
      seq: 11,
      previousHash: last.hash,
    } as Entry;
    await raw("entries").insertOne({ ...forged, hash: hashOf(forged) } as never);
    expect(await broken()).toMatchObject({ seq: 12, what: "cut" });
  });

  test("the known end of the chain moved back", async () => {
    await raw("chains").updateOne({ _id: youyang as never }, { $set: { seq: 9, hash: (await entryAt(9)).hash } });
    expect(await broken()).toMatchObject({ what: "cut" });
  });

  test("an entry put back into the tail", async () => {
    await set(6, { folded: false });
    expect(await broken()).toMatchObject({ seq: 6, what: "missing" });
  });
});

describe("a recount names every difference", () => {
  const cell = "500105|purchase|recognised|agricultural|citizen";
  const differences = async () => (await recount()).differences;

  test("a total that was edited", async () => {
    await raw("totals").updateOne({ _id: "youyang:2026-11" as never }, { $inc: { [`cells.${cell}.fen`]: 5 } });
    expect(await differences()).toEqual([
      { book: "youyang", period: "2026-11", cell, field: "fen", total: 2605, entries: 2600 },
    ]);
  });

  test("an entry that is gone: amount, taken back, number", async () => {
    await raw("entries").deleteOne({ book: youyang, amountFen: -400, measure: "recognised" });
    expect((await differences()).map(({ field, total, entries }) => [field, total, entries])).toEqual([
      ["backFen", -400, 0],
      ["entries", 3, 2],
      ["fen", 2600, 3000],
    ]);
  });

  test("an entry that is there twice", async () => {
    const first = await entryAt(1);
    await raw("entries").insertOne({ ...first, _id: "ent_twice", key: "twice", line: "twice:1", seq: 11 } as never);
    expect((await differences()).map((each) => each.field)).toEqual(["entries", "fen", "orders"]);
  });

  test("an entry in the wrong month differs in both", async () => {
    await raw("entries").updateOne({ book: youyang, seq: 1 }, { $set: { period: "2026-09" } });
    expect(new Set((await differences()).map((each) => each.period))).toEqual(new Set(["2026-09", "2026-10"]));
  });

  test("a month of totals that was lost, and a cell that was made up", async () => {
    await raw("totals").deleteOne({ _id: "youyang:2026-10" as never });
    await raw("totals").updateOne(
      { _id: "fengdu:2026-11" as never },
      { $set: { "cells.x|y": { fen: 7, backFen: 0, entries: 1, orders: 0 } } },
    );
    const found = await differences();
    expect(found).toContainEqual({
      book: "fengdu",
      period: "2026-11",
      cell: "x|y",
      field: "fen",
      total: 7,
      entries: 0,
    });
    expect(
      found
        .filter((each) => each.period === "2026-10")
        .reduce((sum, each) => sum + (each.field === "fen" ? each.entries : 0), 0),
    ).toBe(6000);
  });

  test("fifty seeded corruptions of the totals: fifty found", async () => {
    const fields = ["fen", "backFen", "entries", "orders"];
    const before = await TotalModel.find().lean();
    const targets = before.flatMap(({ _id, cells }) =>
      Object.keys(cells).flatMap((each) => fields.map((field) => ({ _id, path: `cells.${each}.${field}` }))),
    );
    for (let i = 0; i < 50; i++) {
      const { _id, path } = targets[i % targets.length]!;
      await raw("totals").updateOne({ _id: _id as never }, { $inc: { [path]: i + 1 } });
      const found = await differences();
      expect(found.map((each) => `cells.${each.cell}.${each.field}`)).toEqual([path]);
      expect(found[0]!.total - found[0]!.entries).toBe(i + 1);
      await raw("totals").updateOne({ _id: _id as never }, { $inc: { [path]: -(i + 1) } });
    }
  });
});

describe("the totals can be made anew", () => {
  test("from nothing, the same each time, byte for byte", async () => {
    await raw("totals").deleteMany({});
    const held = await foldLease();
    await rebuild(held);
    const first = JSON.stringify(await TotalModel.find().sort({ _id: 1 }).lean());
    expect((await recount()).differences).toEqual([]);
    await rebuild(held);
    expect(JSON.stringify(await TotalModel.find().sort({ _id: 1 }).lean())).toBe(first);
    await postAt([sale()], noon("2026-11-09"));
    await foldOnce(held);
    expect((await recount()).differences).toEqual([]);
  });

  test("not by a runner that lost the lease", async () => {
    const stale = { ...(await foldLease()), token: 0 };
    const before = await TotalModel.find().lean();
    await expect(rebuild(stale)).rejects.toThrow("lost");
    expect(await TotalModel.find().lean()).toEqual(before);
    expect(await holdLease({ name: "fold", holder: "other", at: new Date(), ms: 1000 })).toBeNull();
    expect(await ChainModel.countDocuments()).toBe(2);
  });
});
