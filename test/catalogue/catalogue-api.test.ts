import request from "supertest";
import { ProductModel } from "../../src/catalogue/product";
import { SellerModel } from "../../src/sellers/seller";
import { forgetAll } from "../../src/shared/cache";
import type { SellerId } from "../../src/shared/ids";
import { quickest } from "../support/quickest";
import { openWorld, type World } from "../support/world";
import { shelve } from "./market";

let world: World;
beforeAll(async () => {
  world = await openWorld("catalogue_api");
});
afterAll(() => world.close());

const get = (path: string, language = "zh-CN") =>
  request(world.app).get(`/api/v1${path}`).set("accept-language", language);

interface Item {
  slug: string;
  county: { code: string };
  category: string;
  priceFen: number;
  certifications: string[];
  available: boolean;
}
const items = async (query: string): Promise<Item[]> =>
  (await get(`/products?limit=100&${query}`).expect(200)).body.items;

describe("GET /products", () => {
  test("an item is as the contract says", async () => {
    const { body } = await get("/products?q=大米").expect(200);
    expect(body.nextCursor).toBeNull();
    expect(body.items[0]).toMatchObject({
      id: expect.stringMatching(/^prd_/),
      slug: "tushi-gaoshan-dami",
      name: "涂市高山大米",
      county: { code: "500242", name: "酉阳土家族苗族自治县" },
      seller: { id: expect.stringMatching(/^sel_/), name: "飞凌农业专业合作社" },
      category: "agricultural",
      priceFen: 6200,
      unit: "袋",
      netWeightGrams: 5000,
      perHalfKiloFen: 620,
      image: { url: "/assets/img/goods/tushi-gaoshan-dami.svg", alt: expect.any(String) },
      certifications: [],
      available: true,
    });
    expect(body.facets).toBeUndefined();
  });

  test("every filter holds", async () => {
    for (const county of ["youyang", "500242"])
      expect(new Set((await items(`county=${county}`)).map((each) => each.county.code))).toEqual(new Set(["500242"]));
    expect(new Set((await items("helper=500153")).map((each) => each.county.code))).toEqual(new Set(["500230"]));
    expect(new Set((await items("group=southeast")).map((each) => each.county.code))).toEqual(new Set(["500242"]));
    expect(new Set((await items("category=tourism")).map((each) => each.category))).toEqual(new Set(["tourism"]));
    expect((await items("certification=gi")).every((each) => each.certifications.includes("gi"))).toBe(true);
    expect((await items("minFen=3000&maxFen=7000")).every(({ priceFen }) => priceFen >= 3000 && priceFen <= 7000)).toBe(
      true,
    );
    expect((await items("kind=ticket")).length).toBe((await items("category=tourism")).length);
    expect(await items("helper=500107")).toEqual([]);
  });

  test("sorted as asked", async () => {
    const prices = (await items("sort=price")).map((each) => each.priceFen);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
    expect((await items("sort=-price")).map((each) => each.priceFen)).toEqual(prices.reverse());
  });

  test("pages follow one another to the end", async () => {
    const seen: string[] = [];
    for (let cursor = ""; ; ) {
      const { body } = await get(`/products?limit=5${cursor}`).expect(200);
      seen.push(...body.items.map((each: Item) => each.slug));
      if (!body.nextCursor) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(seen.length).toBe((await items("")).length);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test("facets come when asked, in the caller's language", async () => {
    const { body } = await get("/products?facets=1&limit=1", "en").expect(200);
    expect(body.facets.total).toBe((await items("")).length);
    expect(body.facets.county).toContainEqual({
      code: "500242",
      name: "Youyang",
      count: (await items("county=youyang")).length,
    });
    expect(body.facets.certification.map((each: { code: string }) => each.code)).toContain("gi");
  });

  test("what is sold out says so and can be left out", async () => {
    await shelve(0, "YY-RICE-5KG", "YY-RICE-10KG");
    await ProductModel.updateOne({ slug: "tushi-gaoshan-dami" }, { $set: { soldOut: true } });
    expect((await items("q=大米"))[0]?.available).toBe(false);
    expect((await items("q=大米&inStock=1")).map((each) => each.slug)).not.toContain("tushi-gaoshan-dami");
    expect((await get("/products/tushi-gaoshan-dami")).body).toMatchObject({
      available: false,
      variants: [{ available: false, pieces: 0 }, { available: false }],
    });
    await world.freshTrade();
    await ProductModel.updateOne({ slug: "tushi-gaoshan-dami" }, { $set: { soldOut: false } });
  });

  test.each([
    "foo=1",
    "q[$gt]=",
    "q[]=a",
    "county[$ne]=x",
    "minFen[$gt]=1",
    "q=a&q=b",
    "county=youyang&county=fengjie",
    "county=beijing",
    "county=jiangbei",
    "helper=youyang",
    "helper=nobody",
    "category=cars",
    "kind=part",
    "certification=best",
    "season=summer",
    "group=central",
    "sort=$where",
    "sort=password",
    "sort=tokens",
    "limit=0",
    "limit=101",
    "limit=1e2",
    "limit=-1",
    "limit=24.0",
    "minFen=1e3",
    "minFen=-1",
    "minFen=1.5",
    "minFen=0x10",
    "maxFen=%2012",
    "maxFen=9007199254740993",
    "inStock=yes",
    "facets=all",
    "layout=../../package.json",
    "__proto__=1",
    "constructor=1",
    "populate=seller",
    "fields=%2Btokens",
    `q=${"a".repeat(101)}`,
  ])("?%s is refused", async (query) => {
    const { body } = await get(`/products?${query}`)
      .expect(400)
      .expect("content-type", /problem\+json/);
    expect(body).toMatchObject({
      code: "INVALID_QUERY",
      status: 400,
      errors: [expect.objectContaining({ code: expect.any(String), message: expect.any(String) })],
    });
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  test("words that are no words are answered, quickly and with nothing", async () => {
    for (const q of [".*", "(a+)+$", "[".repeat(90), "\\", "$where", "%00", "‮米‮"]) {
      const asked = () => get(`/products?q=${encodeURIComponent(q)}`).expect(200);
      expect(await quickest(asked)).toBeLessThan(400);
    }
    expect(await items("q=.*")).toEqual([]);
  });
});

describe("GET /products/{slug}", () => {
  test("is as the contract says", async () => {
    const { body } = await get("/products/fengjie-qicheng").expect(200);
    expect(body).toMatchObject({
      name: "奉节脐橙",
      description: expect.stringContaining("奉节"),
      origin: { county: { code: "500236", name: "奉节县" }, place: expect.any(String) },
      partnership: { id: "fengjie", name: "沙坪坝—奉节" },
      season: { months: expect.arrayContaining([12]), note: expect.any(String) },
      certifications: ["gi"],
      certificates: [
        { kind: "gi", name: expect.stringContaining("地理标志"), year: 2020, source: expect.stringContaining("2025") },
      ],
    });
    expect(body.variants[0]).toMatchObject({
      sku: expect.stringMatching(/^[A-Z0-9-]+$/),
      priceFen: body.priceFen,
      available: true,
      tiers: expect.any(Array),
    });
  });

  test("in English too", async () => {
    const { body } = await get("/products/fengjie-qicheng", "en").expect(200);
    expect([body.name, body.partnership.name, body.description].join(" ")).not.toMatch(/\p{Script=Han}/u);
  });

  test.each(["nothing", "../etc/passwd", "a".repeat(200), "%00", "fengjie-qicheng%20"])(
    "%s is not there",
    async (slug) => {
      await get(`/products/${encodeURIComponent(slug)}`).expect(404);
    },
  );

  test("nor is what was not approved, or whose shop is closed", async () => {
    await ProductModel.updateOne({ slug: "fengjie-qicheng" }, { $set: { state: "suspended" } });
    await get("/products/fengjie-qicheng").expect(404);
    await ProductModel.updateOne({ slug: "fengjie-qicheng" }, { $set: { state: "approved" } });
    const product = await ProductModel.findOne({ slug: "fengjie-qicheng" }).lean();
    await SellerModel.updateOne({ _id: product?.seller as SellerId }, { $set: { state: "suspended" } });
    await get("/products/fengjie-qicheng").expect(404);
    forgetAll();
    expect((await items("q=脐橙")).map((each) => each.slug)).not.toContain("fengjie-qicheng");
    expect((await get("/products?facets=1&q=脐橙")).body.facets.total).toBe((await items("q=脐橙")).length);
    await world.guest().call("put", "/cart/items/FJ-QICHENG-5J", { quantity: 1 }).expect(404);
    await SellerModel.updateOne({ _id: product?.seller as SellerId }, { $set: { state: "open" } });
    await get("/products/fengjie-qicheng").expect(200);
  });
});

describe("GET /sellers/{slug}", () => {
  test("tells who sells, and whether the name was made up", async () => {
    const seller = await SellerModel.findOne({ name: "飞凌农业专业合作社" }).lean();
    const { body } = await get(`/sellers/${seller?.slug}`).expect(200);
    expect(body).toMatchObject({
      name: "飞凌农业专业合作社",
      county: { code: "500242" },
      invented: false,
      source: expect.stringContaining("重庆日报"),
      registered: false,
    });
    await get("/sellers/nobody").expect(404);
  });
});
