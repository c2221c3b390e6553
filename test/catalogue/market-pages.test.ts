import request, { type Response } from "supertest";
import { ProductModel } from "../../src/catalogue/product";
import { SellerModel } from "../../src/sellers/seller";
import { forgetAll } from "../../src/shared/cache";
import { setClock } from "../../src/shared/time";
import { openWorld, type World } from "../support/world";
import { shelve } from "./market";

let world: World;
beforeAll(async () => {
  world = await openWorld("market_pages");
  setClock(() => new Date("2026-11-23T02:00:00Z"));
});
afterAll(() => world.close());
beforeEach(() => forgetAll());

/** With a district chosen a page is drawn for this visitor alone, so no test meets a page kept from another. */
const open = (path: string, { language = "zh-CN", district = "500107" } = {}) =>
  request(world.app).get(path).set("cookie", `lang=${language}; district=${district}`);
const text = ({ text }: Response): string => text.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

const PAGES = [
  "/",
  "/products",
  "/products?q=大米",
  "/products?q=量子",
  "/products?county=youyang&season=now",
  "/products/tushi-gaoshan-dami",
  "/counties",
  "/counties/youyang",
  "/counties/chengkou",
  "/sellers/youyang-feiling",
];

describe("every page", () => {
  test.each(PAGES)("%s is whole in both languages", async (path) => {
    const address = path.includes("feiling") ? `/sellers/${await sellerSlug()}` : path;
    for (const language of ["zh-CN", "en"]) {
      const page = await open(encodeURI(address), { language }).expect(200);
      expect(page.text).toContain(`<html lang="${language}"`);
      expect(page.text.match(/<h1/g)).toHaveLength(1);
      expect(page.text).not.toMatch(/undefined|NaN|\[object|catalogue:|common:|sellers:/);
      if (language === "en") expect(text(page)).not.toMatch(/件好物|当季|协同区/);
    }
  });

  test("anonymous visitors are drawn the same page twice", async () => {
    const [first, second] = [
      await request(world.app).get("/products").expect(200),
      await request(world.app).get("/products").expect(200),
    ];
    expect(first.text).toBe(second.text);
  });
});

async function sellerSlug(): Promise<string> {
  const { body } = await request(world.app).get("/api/v1/products/tushi-gaoshan-dami");
  return (await SellerModel.findById(body.seller.id).lean())?.slug ?? "";
}

describe("the front page", () => {
  test("tells what is in season this month", async () => {
    const page = text(await open("/").expect(200));
    expect(page).toContain("十一月 · 正当季");
    expect(page).toContain("丰都红心柚");
    setClock(() => new Date("2026-08-10T02:00:00Z"));
    forgetAll();
    const summer = text(await open("/", { district: "500108" }).expect(200));
    expect(summer).toContain("八月 · 正当季");
    expect(summer).not.toContain("看看丰都红心柚");
    setClock(() => new Date("2026-11-23T02:00:00Z"));
  });

  test("shows a district its own partnership, and keeps the choice", async () => {
    const visitor = world.guest();
    await visitor.submit("/district", { district: "500105", back: "/" }).expect(303).expect("location", "/");
    const page = await visitor.get("/").expect(200);
    expect(text(page)).toContain("江北区结对酉阳土家族苗族自治县 · 2026 年已认定");
    expect(page.text).toContain('href="/partnerships/youyang"');
    await visitor.submit("/district", { district: "" }).expect(303);
    expect(text(await visitor.get("/"))).toContain("十七个结对");
  });

  test("does not guess whom a district helps", async () => {
    expect(text(await open("/", { district: "500107" }))).toContain("还没有查到公开的名单");
    expect(text(await open("/", { district: "500242" }))).toContain("不是帮扶区");
  });

  test("takes a signed-in citizen's district from the account", async () => {
    const page = text(await (await world.person("zhou")).get("/").expect(200));
    expect(page).toContain("江北区结对酉阳");
    expect(page).not.toContain("你在哪个区");
  });

  test.each([
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "/a\r\nSet-Cookie: x=1",
  ])("a form cannot lead away to %s", async (back) => {
    await world.guest().submit("/district", { district: "500105", back }).expect(303).expect("location", "/");
  });

  test("a district that is none is refused, and so is anything more", async () => {
    await world.guest().submit("/district", { district: "110000" }).expect(422);
    await world.guest().submit("/district", { district: "500105", admin: "1" }).expect(422);
  });
});

describe("the market", () => {
  test("a filter that makes no sense is left out and named", async () => {
    const page = text(await open("/products?county=youyang&min=abc&foo=1&sort=cheap&helper=x").expect(200));
    expect(page).toContain("有的筛选看不懂，先没有用：min、foo、sort、helper。");
    expect(page).toContain("涂市高山大米");
    expect(text(await open("/products?county=youyang&county=fengjie").expect(200))).toContain("先没有用：county");
  });

  test("empty fields of a filter form are no filters", async () => {
    expect(text(await open("/products?min=&max=&q=").expect(200))).not.toContain("看不懂");
  });

  test("prices are asked in yuan", async () => {
    const page = await open("/products?min=39.9&max=39.90").expect(200);
    expect(text(page)).toContain("奉节脐橙");
    expect(text(page)).toContain("1 件好物");
  });

  test("a chosen facet can be taken off, and the rest stays", async () => {
    const drawn = await open("/products?county=youyang&category=agricultural").expect(200);
    const page = drawn.text.replaceAll("&#x3D;", "=");
    expect(page).toContain('href="/products?category=agricultural"');
    expect(page).toContain('href="/products?county=youyang"');
    expect(page).toContain('name="county" value="youyang"');
  });

  test("unknown words are said to be unknown, and known ones offered", async () => {
    const page = text(await open(`/products?q=${encodeURIComponent("脐澄 大米")}&county=fengjie`).expect(200));
    expect(page).toContain("没有找到“脐澄 大米”");
    expect(page).toContain("这里没有叫“脐澄”的东西");
    expect(page).toContain("大米：");
    expect(page).toContain("名字相近的");
    expect(page).toContain("奉节脐橙");
  });

  test("filters that exclude each other say how many there were without them", async () => {
    expect(text(await open(`/products?q=${encodeURIComponent("大米")}&county=fengjie`).expect(200))).toContain(
      "去掉筛选再搜“大米”：",
    );
  });

  test("nothing typed comes back as markup", async () => {
    for (const evil of [
      "<script>alert(1)</script>",
      '"><img src=x onerror=alert(1)>',
      "{{7*7}}",
      "javascript:alert(1)",
      "</title><svg onload=alert(1)>",
    ]) {
      const page = await open(`/products?q=${encodeURIComponent(evil)}&${encodeURIComponent(evil)}=1`).expect(200);
      expect(page.text).not.toMatch(/<script>alert|<img src=x|<svg onload|href="javascript:/);
    }
  });

  test("the engine's own options cannot be reached from the address", async () => {
    const page = await open(
      "/products?layout=../../package.json&settings[view options]=1&_locals=1&cache=false&partials=x",
    ).expect(200);
    expect(page.text).toContain("<html");
    expect(page.text).not.toContain('"dependencies"');
  });
});

describe("a product", () => {
  const rice = "/products/tushi-gaoshan-dami";

  test("says before buying what matters: price by size and quantity, stock, freight, returns, where the price is from", async () => {
    await shelve(3, "YY-RICE-10KG");
    const page = text(await open(rice).expect(200));
    for (const words of [
      "5 kg 袋装",
      "¥62",
      "¥118",
      "¥6.20/500 g",
      "只剩 3 件",
      "满 20 袋",
      "七天",
      "价格是演示假设",
      "免运费",
      "飞凌农业专业合作社",
    ])
      expect(page).toContain(words);
    expect(text(await open("/products/fengjie-qicheng"))).toContain("鲜活易腐，不适用七天无理由退货");
    expect(text(await open("/products/fengjie-qicheng"))).toContain("价格参考公开资料（");
    await world.freshTrade();
  });

  test("what is gone cannot be chosen; when all is gone there is no button", async () => {
    await shelve(0, "YY-RICE-5KG");
    const some = (await open(rice)).text;
    expect(some).toMatch(/value="YY-RICE-5KG" required disabled/);
    expect(some).toMatch(/value="YY-RICE-10KG" required checked/);
    await shelve(0, "YY-RICE-10KG");
    const none = await open(rice);
    expect(text(none)).toContain("这件商品卖完了");
    expect(none.text).not.toContain("buy-bar");
    await world.freshTrade();
  });

  test("goes into the cart from its own form", async () => {
    const guest = world.guest();
    await guest.submit("/cart/items", { sku: "YY-RICE-10KG", quantity: "2" }).expect(303);
    expect((await guest.get("/api/v1/cart")).body).toMatchObject({
      items: [{ sku: "YY-RICE-10KG", quantity: 2 }],
      goodsFen: 23_600,
    });
  });

  test.each([
    ["500105", "你在江北：这一笔计入 江北—酉阳，方式是采购。"],
    ["500103", "你在渝中，不是酉阳的协同区"],
    ["500101", "你在万州，不在主城都市区"],
  ])("says what a purchase from %s counts for", async (district, sentence) => {
    expect(text(await open(rice, { district }))).toContain(sentence);
  });

  test("does not promise a partnership whose helpers nobody has published", async () => {
    await ProductModel.updateOne({ slug: "tushi-gaoshan-dami" }, { $set: { originCounty: "500229" } });
    expect(text(await open(rice, { district: "500105" }))).toContain("城口的协同区还没有查到公开的名单");
    await ProductModel.updateOne({ slug: "tushi-gaoshan-dami" }, { $set: { originCounty: "500242" } });
  });

  test("tells search engines the same, and nothing can leave the data block", async () => {
    const evil = '</script><script>alert("x")</script><!--&\u2028';
    await ProductModel.updateOne({ slug: "tushi-gaoshan-dami" }, { $set: { summary: evil, name: evil } });
    const { text: page } = await open(rice).expect(200);
    const block = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? "";
    const data = JSON.parse(block);
    expect(data).toMatchObject({
      "@type": "Product",
      name: evil,
      description: evil,
      url: "http://market.test/products/tushi-gaoshan-dami",
    });
    expect(data.offers[0]).toMatchObject({
      price: "62.00",
      priceCurrency: "CNY",
      availability: "https://schema.org/InStock",
    });
    expect(page).not.toContain("<script>alert");
    await ProductModel.updateOne(
      { slug: "tushi-gaoshan-dami" },
      { $set: { summary: "一季高山田，米香，凉了也软", name: "涂市高山大米" } },
    );
  });

  test("one that is not there is a page that says so", async () => {
    expect((await open("/products/nothing").expect(404)).text).toContain("<h1");
    await open("/counties/jiangbei").expect(404);
    await open("/sellers/nobody").expect(404);
  });
});

describe("counties and producers", () => {
  test("a county names its helpers, how sure that is, and its book", async () => {
    const page = await open("/counties/fengdu").expect(200);
    expect(text(page)).toMatch(/巴南区.*荣昌区/);
    expect(page.text).toContain('href="/partnerships/fengdu"');
    expect(text(await open("/counties/chengkou"))).toContain("不猜");
    expect(text(await open("/counties/chengkou"))).toContain("还没有商品上架");
  });

  test("an invented shop says that it is invented; a named one claims no approval it never had", async () => {
    const named = text(await open(`/sellers/${await sellerSlug()}`).expect(200));
    expect(named).toContain("店名有公开出处");
    expect(named).not.toContain("平台审核后开店");
    const invented = await SellerModel.findOne({ source: null }).lean();
    expect(text(await open(`/sellers/${invented?.slug}`).expect(200))).toContain("这是一家演示店铺");
  });
});

describe("for search engines", () => {
  test("the sitemap lists what is open, by its address in the world", async () => {
    const { text: map } = await request(world.app).get("/sitemap.xml").expect(200).expect("content-type", /xml/);
    expect(map).toContain("<loc>http://market.test/products/tushi-gaoshan-dami</loc>");
    expect(map).toContain("<loc>http://market.test/counties/chengkou</loc>");
    expect(map.match(/<url>/g)?.length).toBeGreaterThan(50);
  });

  test("robots are shown the door of carts and orders", async () => {
    const { text: robots } = await request(world.app)
      .get("/robots.txt")
      .expect(200)
      .expect("content-type", /text\/plain/);
    expect(robots).toMatch(/Disallow: \/cart\n[\s\S]*Sitemap: http:\/\/market\.test\/sitemap\.xml/);
  });
});
