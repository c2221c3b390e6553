import { seedGoods } from "../../seeds/goods";
import { mustBeEligible } from "../../src/catalogue/eligible";
import { type Product, ProductModel } from "../../src/catalogue/product";
import { countFacets, facetsFor } from "../../src/catalogue/search/facets";
import { type Choices, chooseGently } from "../../src/catalogue/search/filters";
import { search } from "../../src/catalogue/search/search";
import { partsOf } from "../../src/catalogue/search/search-filter";
import { gazetteer } from "../../src/regions/gazetteer";
import { forgetAll } from "../../src/shared/cache";
import { quickest } from "../support/quickest";
import { aProduct, at, aVariant, closeMarket, openMarket, YOUYANG, YUBEI } from "./market";

beforeAll(async () => {
  await openMarket("search");
  await seedGoods();
  // Sales that tie, so that paging has to tell equals apart.
  for (const [index, { _id }] of (await ProductModel.find({}, { _id: 1 }).lean()).entries())
    await ProductModel.updateOne({ _id }, { $set: { sales: index % 4, soldOut: index % 9 === 0 } });
});
afterAll(closeMarket);

const choicesOf = async (params: Record<string, string>): Promise<Choices> =>
  chooseGently(params, await gazetteer()).choices;

async function page(params: Record<string, string>, cursor?: string, limit = 24) {
  return search(await choicesOf(params), { limit, cursor }, await gazetteer(), at);
}
const names = async (params: Record<string, string>): Promise<string[]> =>
  (await page(params, undefined, 100)).items.map((each) => each.name);

describe("words", () => {
  test.each([
    ["脐橙", ["奉节脐橙"]],
    ["红橘", ["万州古红桔"]],
    ["土豆", ["巫溪干洋芋片", "巫溪洋芋"]],
    ["酉阳大米", ["涂市高山大米"]],
    ["fjqc", ["奉节脐橙"]],
    ["qicheng", ["奉节脐橙"]],
    ["木耳 云阳", ["泥溪黑木耳"]],
  ])("%s", async (q, wanted) => {
    expect(await names({ q })).toEqual(expect.arrayContaining(wanted));
    expect((await names({ q })).length).toBeLessThanOrEqual(wanted.length + 1);
  });

  test("by relevance, what is called so comes before what only has to do with it", async () => {
    const found = await names({ q: "大米" });
    expect(found[0]).toBe("涂市高山大米");
    expect(found).toContain("马喇湖贡米");
  });

  test.each(["量子计算机", "大米 量子", ".*", "(a+)+$", "$where", "…", "the of"])(
    "%s finds nothing, and at once",
    async (q) => {
      expect(await names({ q })).toEqual([]);
      expect(await quickest(() => names({ q }))).toBeLessThan(500);
    },
  );

  test("words and filters hold together", async () => {
    expect(await names({ q: "门票", county: "chengkou" })).toEqual([]);
    expect((await names({ q: "门票", group: "southeast" })).length).toBeGreaterThan(3);
  });
});

describe("paging", () => {
  const walks: Record<string, string>[] = [
    {},
    { q: "合作社" },
    { q: "柚", sort: "price" },
    { sort: "price" },
    { sort: "-price" },
    { sort: "newest" },
    { sort: "sales" },
    { county: "youyang" },
    { group: "northeast", inStock: "1" },
  ];

  test.each(walks)("%j: every product once, the same forward and backward", async (params) => {
    const forward: string[][] = [];
    let cursor: string | undefined;
    for (;;) {
      const { items, nextCursor, before, previousCursor } = await page(params, cursor, 7);
      expect(before).toBe(forward.flat().length);
      expect(previousCursor === null).toBe(forward.length === 0);
      forward.push(items.map((each) => each._id));
      if (nextCursor === null) break;
      cursor = nextCursor;
    }
    const all = forward.flat();
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBe((await page(params, undefined, 200)).items.length);
    const backward: string[][] = [];
    for (let here = await page(params, cursor, 7); ; ) {
      backward.unshift(here.items.map((each) => each._id));
      if (here.previousCursor === null) break;
      here = await page(params, here.previousCursor || undefined, 7);
    }
    expect(backward).toEqual(forward);
  });

  test("prices rise, or fall", async () => {
    const prices = async (sort: string) => (await page({ sort }, undefined, 200)).items.map((each) => each.fromFen);
    const up = await prices("price");
    expect(up).toEqual([...up].sort((a, b) => a - b));
    expect(await prices("-price")).toEqual([...up].reverse());
  });

  test.each([
    "",
    "x",
    "bm90IGEga2V5",
    Buffer.from('["a",1,2,"b",0]').toString("base64url"),
    Buffer.from('[24,9,1.5,"b",0]').toString("base64url"),
    "A".repeat(400),
  ])("a cursor that is none of ours begins anew: %s", async (cursor) => {
    expect((await page({}, cursor)).items).toEqual((await page({})).items);
  });
});

describe("facets", () => {
  const naive = async (params: Record<string, string>): Promise<Product[]> => {
    const parts = await partsOf(await choicesOf({ ...params, sort: "sales" }), await gazetteer(), at);
    return (
      await Promise.all(parts.map(({ filter }) => ProductModel.find(filter).lean()))
    ).flat() as unknown as Product[];
  };

  test.each<Record<string, string>>([
    {},
    { county: "youyang" },
    { category: "tourism" },
    { county: "youyang", category: "agricultural" },
    { certification: "gi", group: "northeast" },
    { helper: "jiangbei" },
    { q: "橙", season: "now" },
    { min: "20", max: "60", inStock: "1" },
  ])("%j: each count is what choosing it would find", async (params) => {
    forgetAll();
    const book = await gazetteer();
    const facets = await facetsFor(await choicesOf(params), book, at);
    expect(facets.total).toBe((await naive(params)).length);
    const expected = async (facet: string, slugOf: (value: string) => string) =>
      Promise.all(
        (facets[facet as keyof typeof facets] as { value: string }[]).map(async ({ value }) => ({
          value,
          count: (await naive({ ...params, [facet]: slugOf(value) })).length,
        })),
      );
    for (const facet of ["category", "certification", "group"])
      expect(facets[facet as "group"]).toEqual(await expected(facet, (value) => value));
    for (const facet of ["county", "helper"])
      expect(facets[facet as "county"]).toEqual(await expected(facet, (value) => book.region(value as never).slug));
  });

  test("counts add up over counties and groups", async () => {
    const book = await gazetteer();
    const { total, county, group } = await facetsFor(await choicesOf({}), book, at);
    const sum = (counted: { count: number }[]) => counted.reduce((all, { count }) => all + count, 0);
    expect([sum(county), sum(group)]).toEqual([total, total]);
    expect(county).toHaveLength(17);
  });

  test("no cells, no counts", async () => {
    expect(countFacets([], await choicesOf({}), await gazetteer(), at)).toMatchObject({
      total: 0,
      county: [],
      helper: [],
    });
  });
});

describe("the database", () => {
  const plans: Record<string, string>[] = [
    { county: "youyang" },
    { county: "youyang", sort: "newest" },
    { county: "youyang", sort: "price" },
    {},
    { category: "tourism" },
    { certification: "gi" },
    { q: "大米" },
  ];

  test.each(plans)("%j reads no more than the page it shows", async (params) => {
    const choices = await choicesOf(params);
    const { nextCursor } = await search(choices, { limit: 2 }, await gazetteer(), at);
    expect(nextCursor === null || typeof nextCursor === "string").toBe(true);
    const [part] = await partsOf(choices, await gazetteer(), at);
    const field = choices.sort === "newest" ? "approvedAt" : choices.sort === "price" ? "fromFen" : "sales";
    const direction = choices.sort === "price" ? 1 : -1;
    const asked = ProductModel.find(part?.filter ?? {})
      .sort({ [field]: direction, _id: direction })
      .limit(3);
    const { executionStats, queryPlanner } = (await (part?.hint ? asked.hint(part.hint) : asked).explain(
      "executionStats",
    )) as unknown as {
      executionStats: { totalKeysExamined: number; totalDocsExamined: number };
      queryPlanner: { winningPlan: object };
    };
    expect(executionStats.totalDocsExamined).toBeLessThanOrEqual(4);
    expect(executionStats.totalKeysExamined).toBeLessThanOrEqual(5);
    expect(JSON.stringify(queryPlanner.winningPlan)).not.toMatch(/"COLLSCAN"|"stage":"SORT"/);
  });

  test("facets of the whole market are counted from the index alone", async () => {
    const plan = JSON.stringify(
      await ProductModel.aggregate([
        { $match: { state: "approved" } },
        { $group: { _id: { county: "$originCounty", category: "$category", marks: "$marks" }, count: { $sum: 1 } } },
      ])
        .hint({ state: 1, originCounty: 1, category: 1, marks: 1, soldOut: 1 })
        .explain(),
    );
    expect(plan).not.toContain('"FETCH"');
  });
});

describe("what may be sold", () => {
  test.each([
    { originCounty: YUBEI, category: "other" as const },
    { originCounty: YUBEI },
    { category: "other" as const },
    { variants: [] },
  ])("not goods with %j, such as a car part from the main city", async (facts) => {
    const book = await gazetteer();
    const product = { originCounty: YOUYANG, category: "agricultural" as const, variants: [aVariant()], ...facts };
    expect(() => mustBeEligible(product, book)).toThrow(expect.objectContaining({ code: "PRODUCT_NOT_ELIGIBLE" }));
  });

  test("goods of a receiving county are, and are found as soon as they are approved", async () => {
    const product = await aProduct({ name: "花田贡米", slug: "huatian-gongmi", state: "submitted", approvedAt: null });
    mustBeEligible(product, await gazetteer());
    expect(await names({ q: "花田" })).toEqual([]);
    await ProductModel.updateOne({ _id: product._id }, { $set: { state: "approved", approvedAt: at } });
    expect(await names({ q: "花田" })).toEqual(["花田贡米"]);
  });
});
