import fc from "fast-check";
import { BreakdownModel } from "../../src/credits/breakdowns/breakdown";
import { ChainModel } from "../../src/credits/chain";
import type { Deed } from "../../src/credits/deed";
import { type Entry, EntryModel } from "../../src/credits/entry";
import { foldOnce, startFolding } from "../../src/credits/fold";
import { readTotals } from "../../src/credits/totals/read-totals";
import { recount } from "../../src/credits/totals/recount";
import { TotalModel } from "../../src/credits/totals/total";
import { holdLease } from "../../src/shared/lease";
import type { Month } from "../../src/shared/time";
import { eventually } from "../support/program";
import {
  BANAN,
  FENGDU,
  foldLease,
  JIANGBEI,
  noon,
  postAt,
  RONGCHANG,
  recognised,
  refunded,
  sale,
  useDatabase,
  YUZHONG,
} from "./ground";

useDatabase();
const at = noon("2026-11-02");
const year = { from: "2026-01" as Month, to: "2026-12" as Month };

const sound = async () => {
  const { differences, chains } = await recount();
  expect(differences).toEqual([]);
  expect(chains.filter((chain) => chain.broken)).toEqual([]);
};

describe("folding", () => {
  test("gives every entry its place in the chain and changes no figure", async () => {
    const sales = [
      sale(),
      sale({ by: { affiliation: YUZHONG } }),
      sale({ by: { county: FENGDU, affiliation: BANAN } }),
    ];
    await postAt(sales, at);
    const before = await readTotals(year);
    expect(await foldOnce(await foldLease())).toBe(3);
    const { rows, ...sums } = await readTotals(year);
    expect(sums).toEqual({ ...before, rows: undefined });
    expect(rows).toHaveLength(3);
    const entries = await EntryModel.find().sort({ book: 1, seq: 1 }).lean();
    expect(entries.map(({ book, seq, folded }) => [book, seq, folded])).toEqual([
      ["fengdu", 1, true],
      ["youyang", 1, true],
      ["youyang", 2, true],
    ]);
    expect(entries[2]?.previousHash).toBe(entries[1]?.hash);
    await sound();
  });

  test("done again, does nothing", async () => {
    const held = await foldLease();
    await postAt([sale(), sale()], at);
    await foldOnce(held);
    const totals = await TotalModel.find().lean();
    expect(await foldOnce(held)).toBe(0);
    expect(await TotalModel.find().lean()).toEqual(totals);
  });

  test("goes on batch by batch where a batch ended", async () => {
    const held = await foldLease();
    await postAt(
      Array.from({ length: 7 }, () => sale()),
      at,
    );
    expect([await foldOnce(held, 3), await foldOnce(held, 3), await foldOnce(held, 3)]).toEqual([3, 3, 1]);
    expect((await ChainModel.findOne({}).lean())?.seq).toBe(7);
    await sound();
  });

  test.each([
    ["the entries are marked", EntryModel, "bulkWrite"],
    ["the chain's end moves", ChainModel, "updateOne"],
    ["the totals are added to", TotalModel, "updateOne"],
    ["the breakdowns are added to", BreakdownModel, "bulkWrite"],
  ] as const)("a crash when %s leaves nothing half done", async (_step, model, operation) => {
    const held = await foldLease();
    await postAt([sale(), sale({ at: noon("2026-10-02") })], at);
    const { rows: _, ...before } = await readTotals(year);
    for (const when of ["before", "after"]) {
      const real = (model as never as Record<string, (...given: unknown[]) => unknown>)[operation]!;
      const crash = jest.spyOn(model as never, operation as never) as unknown as jest.SpyInstance;
      crash.mockImplementationOnce(async (...given: unknown[]) => {
        if (when === "after") await real.apply(model, given);
        throw new Error("the plug was pulled");
      });
      await expect(foldOnce(held)).rejects.toThrow("plug");
      crash.mockRestore();
      expect(await EntryModel.countDocuments({ folded: true })).toBe(0);
      expect(await TotalModel.countDocuments()).toBe(0);
      expect(await BreakdownModel.countDocuments()).toBe(0);
      expect(await readTotals(year)).toMatchObject(before);
    }
    expect(await foldOnce(held)).toBe(2);
    await sound();
  });

  test("a runner that lost its lease while asleep cannot fold", async () => {
    await postAt([sale()], at);
    const asleep = await holdLease({ name: "fold", holder: "asleep", at: new Date(0), ms: 1 });
    const awake = await foldLease("awake");
    await expect(foldOnce(asleep!)).rejects.toThrow("lost");
    expect(await EntryModel.countDocuments({ folded: true })).toBe(0);
    expect(await foldOnce(awake)).toBe(1);
    await sound();
  });

  test("two runners at once: each entry is folded once", async () => {
    const held = await foldLease();
    await postAt(
      Array.from({ length: 40 }, () => sale()),
      at,
    );
    const counts = await Promise.all([foldOnce(held, 10), foldOnce(held, 10), foldOnce(held, 10)]);
    expect(counts.reduce((a, b) => a + b, 0)).toBe(30);
    await sound();
  });

  test("runs by itself, stops when told, and hands its lease on", async () => {
    const first = startFolding();
    await postAt([sale()], at);
    await until(async () => (await EntryModel.countDocuments({ folded: true })) === 1);
    await first.stop();
    await postAt([sale()], at);
    const second = startFolding();
    await until(async () => (await EntryModel.countDocuments({ folded: true })) === 2);
    await second.stop();
    await sound();
  });
});

const until = (done: () => Promise<boolean>): Promise<boolean> => eventually(done, (isDone) => isDone);

describe("figures are exact at any moment", () => {
  const anySale = fc.record({
    county: fc.constantFrom("500242", "500230"),
    affiliation: fc.constantFrom(JIANGBEI, YUZHONG, BANAN, RONGCHANG, null),
    amountFen: fc.integer({ min: 1, max: 5_000_000 }),
    day: fc.constantFrom("2026-10-31", "2026-11-01", "2026-11-30"),
    category: fc.constantFrom("agricultural", "cultural", "tourism"),
    buyerKind: fc.constantFrom("citizen", "institution"),
    recognise: fc.boolean(),
    takeBack: fc.option(fc.double({ min: 0.01, max: 1, noNaN: true })),
  });

  test("while entries are posted and folded, a reader sees every acknowledged entry, once", async () => {
    const held = await foldLease();
    await fc.assert(
      fc.asyncProperty(fc.array(anySale, { minLength: 1, maxLength: 12 }), async (sales) => {
        let folding = true;
        const fold = (async () => {
          while (folding) await foldOnce(held, 3);
        })();
        for (const one of sales) {
          await postAt(storyOf(one), noon(one.day));
          expect(await figures()).toEqual(await naive());
        }
        folding = false;
        await fold;
        expect(await figures()).toEqual(await naive());
      }),
      { numRuns: 25, endOnFailure: true },
    );
    await sound();
  });

  type Sold = typeof anySale extends fc.Arbitrary<infer T> ? T : never;
  const storyOf = ({ county, affiliation, amountFen, day, recognise, takeBack, ...more }: Sold): Deed[] => {
    const paid = sale({ amountFen, at: noon(day), by: { county: county as never, affiliation }, ...(more as object) });
    const back = takeBack
      ? refunded(paid, Math.ceil(amountFen * takeBack), "paid", ...(recognise ? (["recognised"] as const) : []))
      : [];
    return [paid, ...(recognise ? [recognised(paid)] : []), ...back];
  };

  const keyOf = ({ book, period, basis, measure, helper, category, buyerKind }: Omit<Entry, "fen">) =>
    [book, period, basis, measure, helper, category, buyerKind].join("/");

  async function figures(): Promise<Record<string, number>> {
    const sums: Record<string, number> = {};
    for (const row of (await readTotals(year)).rows)
      sums[keyOf(row as never)] = (sums[keyOf(row as never)] ?? 0) + row.fen;
    return sums;
  }

  async function naive(): Promise<Record<string, number>> {
    const sums: Record<string, number> = {};
    for (const entry of await EntryModel.find().lean())
      sums[keyOf(entry as Entry)] = (sums[keyOf(entry as Entry)] ?? 0) + entry.amountFen;
    return sums;
  }

  test("with writers, a fold and readers all at once, sums only ever grow by whole deeds", async () => {
    const held = await foldLease();
    let busy = true;
    const fold = (async () => {
      while (busy) await foldOnce(held, 5);
    })();
    const seen: number[] = [];
    const read = (async () => {
      while (busy) seen.push((await readTotals(year)).paidFen);
    })();
    let acknowledged = 0;
    const write = async () => {
      for (let i = 0; i < 25; i++) {
        await postAt([sale({ amountFen: 100 }), sale({ amountFen: 900 })], at);
        acknowledged += 1000;
        const least = acknowledged;
        expect((await readTotals(year)).paidFen).toBeGreaterThanOrEqual(least);
      }
    };
    await Promise.all([write(), write(), write(), write()]);
    busy = false;
    await Promise.all([fold, read]);
    expect(seen.length).toBeGreaterThan(10);
    expect(seen.filter((sum) => sum % 1000 !== 0)).toEqual([]);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect((await readTotals(year)).paidFen).toBe(100_000);
    await foldOnce(held, 1000);
    await sound();
  });
});

describe("reading costs the same", () => {
  interface Plan {
    executionStats: { totalDocsExamined: number; totalKeysExamined: number };
  }
  const plan = (of: { explain(how: string): unknown }) => of.explain("executionStats") as Promise<Plan>;
  const costs = async () => {
    const scope: Record<string, unknown> = { book: "youyang", period: { $gte: year.from, $lte: year.to } };
    const totals = await plan(TotalModel.find(scope));
    const tail = await plan(EntryModel.find({ folded: false, ...scope }));
    return [totals.executionStats.totalDocsExamined, tail.executionStats.totalDocsExamined];
  };

  test("a document per month, whether there are thirty entries or nine hundred", async () => {
    const held = await foldLease();
    const month = () => Array.from({ length: 30 }, (_, i) => sale({ at: noon(`2026-${i % 2 ? "10" : "11"}-02`) }));
    const costAfter = async (times: number) => {
      for (let i = 0; i < times; i++) await postAt(month(), noon(i % 2 ? "2026-10-02" : "2026-11-02"));
      while ((await foldOnce(held)) > 0);
      return costs();
    };
    const few = await costAfter(2);
    const many = await costAfter(28);
    expect(few).toEqual([2, 0]);
    expect(many).toEqual(few);
  });

  test("every look-up of the ledger runs along an index", async () => {
    await postAt([sale()], at);
    const keys = { $or: [{ key: { $in: ["a"] } }, { line: { $in: ["b", "c"] } }] };
    const look = [
      keys,
      { line: "b" },
      { book: "youyang", folded: true, seq: 3 },
      { "source.id": "o1" },
      { "order.number": "LQ" },
      { folded: false },
    ];
    for (const filter of look) {
      const plan = JSON.stringify(await EntryModel.find(filter as Record<string, unknown>).explain("queryPlanner"));
      expect([filter, plan.includes("COLLSCAN")]).toEqual([filter, false]);
    }
  });
});
