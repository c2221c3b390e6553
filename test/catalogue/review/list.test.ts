import { ProductModel } from "../../../src/catalogue/product";
import { reviewList } from "../../../src/catalogue/review/queue";
import { forgetAll } from "../../../src/shared/cache";
import type { RegionCode } from "../../../src/shared/ids";
import { DAY, later, now, setClock } from "../../../src/shared/time";
import type { Viewer } from "../../../src/shared/viewer";
import type { Person } from "../../support/person";
import { openWorld, type World } from "../../support/world";
import { handedIn, official } from "./goods";

let world: World;
let county: Person;
let admin: Person;

beforeAll(async () => {
  world = await openWorld("review_list");
  county = await world.person("youyang");
  admin = await world.person("admin");
});
afterAll(() => world.close());
afterEach(() => setClock(undefined));

const inEnglish = async (person: Person, path: string): Promise<string> =>
  (await person.get(path).set("accept-language", "en").expect(200)).text;

test("an empty list says what will be here", async () => {
  expect((await county.get("/review").expect(200)).text).toContain("没有等县里看的货");
  expect(await inEnglish(county, "/review?tab=suspended")).toContain("Nothing is suspended");
  expect((await county.get("/review?tab=nonsense").expect(200)).text).toContain("待县里看");
});

test("those waiting longest come first, page by page, and each county has its own", async () => {
  const start = now();
  const names = ["苦荞一", "苦荞二", "苦荞三", "苦荞四", "苦荞五"];
  for (const [index, name] of names.entries()) {
    setClock(() => later(start, (index - 8) * DAY));
    await handedIn({ name });
  }
  setClock(() => start);
  await handedIn({ name: "奉节苦荞", originCounty: "500236" });
  const viewer = (region: string | null, role: "county_official" | "admin") =>
    ({ id: "usr_1", name: "", roles: [role], organisation: { region: region as RegionCode } }) as unknown as Viewer;
  const listed = async (who: Viewer) => {
    const found: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await reviewList(who, { tab: "submitted", limit: 2, cursor });
      found.push(...page.items.map(({ draft }) => draft?.content.name ?? ""));
      if (!page.nextCursor) return found;
      cursor = page.nextCursor;
    }
  };
  expect(await listed(viewer("500242", "county_official"))).toEqual(names);
  expect(await listed(viewer("500236", "county_official"))).toEqual(["奉节苦荞"]);
  expect(await listed(viewer(null, "admin"))).toEqual([...names, "奉节苦荞"]);

  const page = (await county.get("/review")).text;
  expect(page).toContain("已等 8 天");
  expect(page).not.toContain("奉节苦荞");
  const foreign = (await (await official(world, "fengjie")).get("/review")).text;
  expect(foreign).toContain("产地与店铺不同县");
  expect(foreign).toContain("今天提交");
});

test("the platform chooses a county and finds by name, shop or SKU; typed characters stand for themselves", async () => {
  const all = (await admin.get("/review?tab=approved")).text;
  expect(all).toContain("涂市高山大米");
  expect((await admin.get("/review?tab=approved&county=500236")).text).not.toContain("涂市高山大米");
  expect((await admin.get(`/review?tab=approved&q=${encodeURIComponent("高山大")}`)).text).toContain("涂市高山大米");
  expect((await admin.get(`/review?tab=submitted&q=${encodeURIComponent("苦荞三")}`)).text).toContain("苦荞三");
  expect((await admin.get("/review?tab=approved&q=.*")).text).toContain("没有找到");
  expect((await county.get("/review?tab=approved&county=500236")).text).toContain("涂市高山大米");
});

test("a price far above what others ask is flagged with its reference, for the shop as for the officials", async () => {
  const [rice] = await ProductModel.find({ kind: "grain", state: "approved" }).lean();
  await ProductModel.insertMany(
    [10, 11, 12, 13, 14].map((yuan, index) => ({
      ...rice,
      _id: `prd_grain_${index}`,
      slug: `grain-${index}`,
      seller: `sel_other_${index}`,
      variants: [{ ...rice?.variants[0], sku: `GRAIN-${index}`, netWeightGrams: 500, priceFen: yuan * 100, tiers: [] }],
    })) as never[],
  );
  forgetAll();
  const draft = await handedIn({ name: "天价苦荞", variants: [{ price: "48.1" }] });
  expect(draft.flags).toMatchObject([{ code: "dear", params: { askedFen: 4810, basis: "median" } }]);
  const page = (await county.get(`/review/${draft._id}`)).text;
  expect(page).toContain("价格偏高");
  expect(page).toMatch(/每 500 g ¥48.10，比参考价 ¥\d+(\.\d\d)? 高 \d+%。参考：同品类别家在售 \d+ 件的中位价/);
  expect((await county.get("/review")).text).toContain("价格偏高");
  expect(await inEnglish(county, `/review/${draft._id}`)).toContain("above the reference of");
  const honest = await handedIn({ name: "平价苦荞", variants: [{ price: "12" }] });
  expect(honest.flags).toEqual([]);
});

test("the history is written for whoever reads it: people for the shop, offices for officials", async () => {
  const draft = await handedIn({ name: "史记苦荞" });
  await county.call("post", `/products/${draft._id}/return`, { reason: "产地请写到乡镇" }).expect(200);
  const feiling = await world.person("feiling");
  const own = (await feiling.get(`/shelf/${draft._id}/history`).expect(200)).text;
  expect(own).toContain("产地请写到乡镇");
  expect(own).toContain("提交审核");
  const theirs = (await county.get(`/review/${draft._id}/history`).expect(200)).text;
  expect(theirs).toContain("飞凌农业专业合作社");
  expect(await inEnglish(feiling, `/shelf/${draft._id}/history`)).toContain("Returned for changes");
  await (await world.person("caotang")).get(`/shelf/${draft._id}/history`).expect(404);
  await (await official(world, "fengjie")).get(`/review/${draft._id}/history`).expect(404);
  await (await world.person("zhou")).get(`/shelf/${draft._id}/history`).expect(403);
  expect((await feiling.get("/shelf/prd_nothing/history")).status).toBe(404);
});
