import fc from "fast-check";
import { type Breakdown, BreakdownModel, subjectsOf, UNNAMED } from "../../src/credits/breakdowns/breakdown";
import { readBreakdown } from "../../src/credits/breakdowns/read-breakdown";
import { compareBreakdowns } from "../../src/credits/breakdowns/recount-breakdowns";
import { hashOf, sealedText } from "../../src/credits/chain";
import type { Deed } from "../../src/credits/deed";
import { type Entry, EntryModel } from "../../src/credits/entry";
import { foldOnce, startFolding } from "../../src/credits/fold";
import { post } from "../../src/credits/post";
import { readTotals } from "../../src/credits/totals/read-totals";
import { rebuild } from "../../src/credits/totals/recount";
import { inSnapshot } from "../../src/shared/db";
import type { OrganisationId, PartnershipId, ProductId, SellerId } from "../../src/shared/ids";
import { giveUpLease } from "../../src/shared/lease";
import type { Month } from "../../src/shared/time";
import { eventually } from "../support/program";
import {
  BANAN,
  campaignOf,
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
const youyang = "youyang" as PartnershipId;
const year = { from: "2026-01" as Month, to: "2026-12" as Month };
const differences = () => inSnapshot((asOf) => compareBreakdowns(asOf));

const school = { id: "org_school" as OrganisationId, name: "江北区第十八中学" };
const boughtBy = (institution: Deed["institution"], more: object = {}) =>
  sale({ buyerKind: "institution", ...(institution && { institution }), ...more });

describe("what sold, whose, and who bought", () => {
  test("is the same before the fold, half way and after it", async () => {
    const oil = { product: { id: "prd_oil" as ProductId, name: "酉阳茶油" }, quantity: 3, amountFen: 26_400 };
    const sales = [sale(), sale({ quantity: 2 }), boughtBy(school, oil)];
    await postAt(sales, at);
    await postAt(refunded(sales[0]!, 4000, "paid"), noon("2026-11-03"));
    const ask = { book: youyang, ...year, kind: "product" as const };
    const before = await readBreakdown(ask);
    expect(before.items.map(({ id, paid }) => [id, paid])).toEqual([
      ["prd_oil", { fen: 26_400, quantity: 3, entries: 1, orders: 1 }],
      ["prd_rice", { fen: 16_000, quantity: 3, entries: 3, orders: 2 }],
    ]);
    const held = await foldLease();
    await foldOnce(held, 2);
    expect(await BreakdownModel.countDocuments()).toBeGreaterThan(0);
    expect(await readBreakdown(ask)).toEqual(before);
    while ((await foldOnce(held)) > 0);
    expect(await readBreakdown(ask)).toEqual(before);
    expect(await differences()).toEqual([]);
  });

  test("names institutions, never a citizen, and keeps purchases nobody put a name to in one line", async () => {
    await postAt([sale(), boughtBy(school), boughtBy(undefined, { amountFen: 900 })], at);
    await foldOnce(await foldLease());
    const { items } = await readBreakdown({ book: youyang, ...year, kind: "institution" });
    expect(items.map(({ id, name, affiliation, paid }) => [id, name, affiliation, paid.fen])).toEqual([
      ["org_school", "江北区第十八中学", JIANGBEI, 10_000],
      [UNNAMED, "未记名机构", JIANGBEI, 900],
    ]);
  });

  test("says the latest name, whichever month or tail it comes from", async () => {
    await postAt([boughtBy(school)], noon("2026-10-02"));
    await foldOnce(await foldLease());
    await postAt([boughtBy({ ...school, name: "江北区第十八中学校" })], at);
    const { items } = await readBreakdown({ book: youyang, ...year, kind: "institution" });
    expect(items).toMatchObject([{ id: "org_school", name: "江北区第十八中学校", paid: { fen: 20_000 } }]);
  });

  test("counts under a campaign what that campaign decided, and nothing else", async () => {
    const live = { by: { affiliation: YUZHONG, campaign: campaignOf(JIANGBEI, "youyang", noon("2026-11-01")) } };
    const late = { by: { campaign: campaignOf(JIANGBEI, "youyang", noon("2026-11-09")) } };
    await postAt([sale(live), sale(late), sale()], at);
    await foldOnce(await foldLease());
    const { items } = await readBreakdown({ book: youyang, ...year, kind: "campaign" });
    expect(items).toMatchObject([{ id: "cam_live", paid: { fen: 10_000, entries: 1 } }]);
    expect(await differences()).toEqual([]);
  });

  test("goods declared under one name by one producer are one thing, however many declarations there are", () => {
    const told = (line: string) => ({
      ...sale(),
      campaign: null,
      order: null,
      product: { id: line as ProductId, name: "野香优莉丝" },
    });
    const [first, second] = [subjectsOf(told("dcl_1:1"))[0], subjectsOf(told("dcl_2:1"))[0]];
    expect(first).toEqual(second);
  });

  test("answers the largest, and what the others come to", async () => {
    const sellers = [300, 100, 200].map((amountFen, n) =>
      sale({ amountFen, seller: { id: `sel_${n}` as SellerId, name: `合作社 ${n}` } }),
    );
    await postAt([...sellers, recognised(sellers[1]!)], at);
    const answer = await readBreakdown({ ...year, kind: "seller", limit: 2 });
    expect(answer.items.map(({ id }) => id)).toEqual(["sel_1", "sel_0"]);
    expect(answer).toMatchObject({
      count: 3,
      whole: { paid: { fen: 600 }, recognised: { fen: 100 } },
      rest: { count: 1, paid: { fen: 200 }, recognised: { fen: 0 } },
    });
  });

  test("keeps to the months, the books and what was asked for", async () => {
    await postAt([sale()], noon("2026-10-02"));
    await postAt([sale({ by: { county: FENGDU, affiliation: BANAN } }), sale({ by: { affiliation: YUZHONG } })], at);
    await foldOnce(await foldLease());
    const november = { from: "2026-11" as Month, to: "2026-11" as Month, kind: "seller" as const };
    const paidFen = async (ask: object) => (await readBreakdown({ ...november, ...ask })).whole.paid.fen;
    expect(await paidFen({})).toBe(20_000);
    expect(await paidFen({ book: youyang })).toBe(10_000);
    expect(await paidFen({ books: [] })).toBe(0);
    expect(await paidFen({ keep: (row: { helper: string | null }) => row.helper === BANAN })).toBe(10_000);
  });
});

describe("the institution in an entry", () => {
  test("is hashed, and an entry without one keeps the bytes it always had", async () => {
    await postAt([sale(), boughtBy(school)], at);
    await foldOnce(await foldLease());
    const [plain, named] = (await EntryModel.find().sort({ buyerKind: 1 }).lean()) as unknown as [Entry, Entry];
    expect(sealedText(plain)).not.toContain(`"institution"`);
    expect(sealedText(named)).toContain(`"institution":{"id":"org_school","name":"江北区第十八中学"}`);
    expect([hashOf(plain), hashOf(named)]).toEqual([plain.hash, named.hash]);
    expect(hashOf({ ...named, institution: { ...school, name: "别处" } })).not.toBe(named.hash);
  });

  test("does not make another deed of one booked before it was known", async () => {
    const deed = boughtBy(undefined);
    await post([deed], at);
    expect(await post([{ ...deed, institution: school }], at)).toBe(0);
  });
});

describe("the recount", () => {
  beforeEach(async () => {
    await postAt([boughtBy(school), sale()], at);
    await foldOnce(await foldLease());
  });

  test("names a figure, a name and a document that are not what the entries say, and rebuilding mends them", async () => {
    const cell = `${JIANGBEI}|purchase|paid|agricultural|institution`;
    const sound = await BreakdownModel.find().sort({ _id: 1 }).lean();
    await BreakdownModel.updateOne({ kind: "institution" }, { $inc: { [`cells.${cell}.fen`]: 1 } });
    await BreakdownModel.updateOne({ kind: "seller" }, { $set: { name: "别家" } });
    await BreakdownModel.deleteOne({ kind: "product" });
    const where = { book: "youyang", period: "2026-11" };
    const found = await differences();
    expect(found).toContainEqual({
      ...where,
      kind: "institution",
      id: "org_school",
      cell,
      field: "fen",
      kept: 10_001,
      entries: 10_000,
    });
    expect(found).toContainEqual({
      ...where,
      kind: "seller",
      id: "sel_feiling",
      cell: null,
      field: "name",
      kept: "别家",
      entries: "飞凌农业专业合作社",
    });
    expect(found).toContainEqual({
      ...where,
      kind: "product",
      id: "prd_rice",
      cell,
      field: "quantity",
      kept: 0,
      entries: 1,
    });
    await rebuild(await foldLease());
    expect(await differences()).toEqual([]);
    expect(await BreakdownModel.find().sort({ _id: 1 }).lean()).toEqual(sound);
  });

  test("a ledger folded before there were breakdowns gets them when folding begins", async () => {
    await BreakdownModel.deleteMany({});
    await giveUpLease(await foldLease());
    const folding = startFolding();
    await eventually(differences, (found) => found.length === 0);
    await folding.stop();
    expect(await differences()).toEqual([]);
    expect(await BreakdownModel.countDocuments()).toBe(3);
  });

  test("does not count the tail as a difference", async () => {
    await postAt([boughtBy(school)], at);
    expect(await differences()).toEqual([]);
  });
});

describe("each kind adds up to the totals, whatever happens", () => {
  const anySale = fc.record({
    by: fc.record({
      county: fc.constantFrom("500242", "500230"),
      affiliation: fc.constantFrom(JIANGBEI, YUZHONG, BANAN, RONGCHANG, null),
    }),
    amountFen: fc.integer({ min: 1, max: 5_000_000 }),
    quantity: fc.integer({ min: 1, max: 40 }),
    day: fc.constantFrom("2026-10-31", "2026-11-01", "2026-11-30"),
    category: fc.constantFrom("agricultural", "cultural", "tourism"),
    buyer: fc.constantFrom("citizen", "org_a", "org_b", "unnamed"),
    product: fc.constantFrom("prd_rice", "prd_oil"),
    seller: fc.constantFrom("sel_a", "sel_b", "sel_c"),
    recognise: fc.boolean(),
    takeBack: fc.option(fc.double({ min: 0.01, max: 1, noNaN: true })),
    /** Folding stops after so many entries of a batch, or is struck down in the midst of one. */
    batch: fc.integer({ min: 1, max: 4 }),
    crash: fc.boolean(),
  });
  type Sold = typeof anySale extends fc.Arbitrary<infer T> ? T : never;

  function storyOf({ buyer, product, seller, recognise, takeBack, day, ...more }: Sold): Deed[] {
    const institution = buyer.startsWith("org_") ? { institution: { id: buyer as OrganisationId, name: buyer } } : {};
    const facts = {
      ...{ product: { id: product as ProductId, name: product }, seller: { id: seller as SellerId, name: seller } },
      ...{ buyerKind: buyer === "citizen" ? ("citizen" as const) : ("institution" as const), ...institution },
    };
    const { batch: _, crash: __, ...kept } = more;
    const paid = sale({ ...(kept as object), ...facts, at: noon(day) });
    const measures = ["paid", ...(recognise ? (["recognised"] as const) : [])] as const;
    const back = takeBack ? refunded(paid, Math.ceil(paid.amountFen * takeBack), ...measures) : [];
    return [paid, ...(recognise ? [recognised(paid)] : []), ...back];
  }

  const add = (sums: Record<string, number>, name: string, value: number) => {
    sums[name] = (sums[name] ?? 0) + value;
  };

  async function totals(only?: "institution") {
    const sums: Record<string, number> = {};
    for (const row of (await readTotals(year)).rows)
      if (!only || row.buyerKind === only) {
        const cell = `${row.book} ${row.measure} ${row.basis} ${row.helper}`;
        add(sums, cell, row.fen);
        add(sums, `${cell} entries`, row.entries);
        add(sums, `${cell} orders`, row.orders);
      }
    return sums;
  }

  async function brokenDown(kind: Breakdown["kind"]) {
    const sums: Record<string, number> = {};
    await readBreakdown({
      ...year,
      kind,
      keep: (row) => {
        const cell = `${row.book} ${row.measure} ${row.basis} ${row.helper}`;
        add(sums, cell, row.fen);
        add(sums, `${cell} entries`, row.entries);
        add(sums, `${cell} orders`, row.orders);
        return true;
      },
    });
    return sums;
  }

  test("random deeds, refunds, and folds struck down half way", async () => {
    const held = await foldLease();
    await fc.assert(
      fc.asyncProperty(fc.array(anySale, { minLength: 1, maxLength: 8 }), async (sales) => {
        for (const one of sales) {
          await postAt(storyOf(one), noon(one.day));
          const struck =
            one.crash && jest.spyOn(BreakdownModel, "bulkWrite").mockRejectedValueOnce(new Error("the plug"));
          await foldOnce(held, one.batch).catch(() => 0);
          if (struck) struck.mockRestore();
          expect(await brokenDown("product")).toEqual(await totals());
          expect(await brokenDown("seller")).toEqual(await totals());
          expect(await brokenDown("institution")).toEqual(await totals("institution"));
        }
        expect(await differences()).toEqual([]);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });
});

test("one thing's months are found in every book without walking past the others'", async () => {
  const plan = await BreakdownModel.find({
    id: "prd_x",
    kind: "product",
    period: { $gte: "2026-01" },
  } as object).explain();
  expect(
    JSON.stringify((plan as unknown as { queryPlanner: { winningPlan: unknown } }).queryPlanner.winningPlan),
  ).toContain("id_1_kind_1_period_1");
});
