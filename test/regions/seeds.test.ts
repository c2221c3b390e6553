import { PARTNERSHIPS, REGIONS, seedRegions } from "../../seeds/regions";
import { AgreementModel } from "../../src/regions/agreement";
import { Gazetteer } from "../../src/regions/gazetteer";
import { helpersOn, PartnershipModel } from "../../src/regions/partnership";
import { isMainCity, RegionModel } from "../../src/regions/region";
import { withDatabase } from "../accounts/front-door";

withDatabase("region_seeds");

const named = (codes: readonly string[]) =>
  codes.map((code) => REGIONS.find((region) => region._id === code)?.shortName).sort();
const helpersOf = (county: string, day: string) => {
  const partnership = PARTNERSHIPS.find((each) => each._id === county);
  return partnership ? named(helpersOn(partnership, day).map((link) => link.region)) : undefined;
};

test("38 districts and counties and 3 zones: 17 receive, the other 24 help", () => {
  expect(REGIONS).toHaveLength(41);
  expect(REGIONS.filter((region) => /^500\d{3}$/.test(region._id))).toHaveLength(38);
  const size = (group: string) => REGIONS.filter((region) => region.group === group).length;
  expect(["central", "new", "northeast", "southeast", "zone"].map(size)).toEqual([9, 12, 11, 6, 3]);
  expect(REGIONS.filter((region) => region.receiving)).toHaveLength(17);
  expect(REGIONS.filter((region) => region.helper)).toHaveLength(24);
  expect(
    REGIONS.filter((region) => region.helper === region.receiving || region.helper !== isMainCity(region)),
  ).toEqual([]);
});

test("no code, slug or name stands for two regions", () => {
  for (const key of ["_id", "slug", "name", "shortName", "nameEn"] as const)
    expect(new Set(REGIONS.map((region) => region[key])).size).toBe(41);
});

test("17 partnerships by the county's slug, with the 17 confirmed links and no other", () => {
  expect(PARTNERSHIPS.map(({ _id }) => _id).sort()).toEqual(
    "chengkou dianjiang fengdu fengjie kaizhou liangping pengshui qianjiang shizhu wanzhou wulong wushan wuxi xiushan youyang yunyang zhongxian".split(
      " ",
    ),
  );
  const links = PARTNERSHIPS.flatMap((partnership) => partnership.helpers);
  expect(links).toHaveLength(17);
  expect(
    links.filter(
      (link) => link.status !== "confirmed" || !/20\d\d/.test(link.source) || !/^20\d\d-01-01$/.test(link.from),
    ),
  ).toEqual([]);
  expect(named(links.map((link) => link.region))).toHaveLength(17);
});

test.each([
  ["fengdu", ["巴南", "荣昌"]],
  ["zhongxian", ["大渡口", "大足"]],
  ["kaizhou", ["万盛", "江津"]],
  ["pengshui", ["永川", "潼南"]],
  ["youyang", ["江北"]],
  ["fengjie", ["沙坪坝"]],
  ["qianjiang", ["高新区"]],
  ["wanzhou", ["两江新区"]],
])("%s is helped by %j", (county, helpers) => expect(helpersOf(county, "2026-11-23")).toEqual([...helpers].sort()));

test("what is not confirmed stays open: four counties without helpers, seven helpers without a county", () => {
  expect(
    PARTNERSHIPS.filter((partnership) => partnership.helpers.length === 0)
      .map(({ _id }) => _id)
      .sort(),
  ).toEqual(["chengkou", "dianjiang", "shizhu", "xiushan"]);
  const placed = new Set(PARTNERSHIPS.flatMap((partnership) => partnership.helpers.map((link) => link.region)));
  expect(
    named(REGIONS.filter((region) => region.helper && !placed.has(region._id)).map((region) => region._id)),
  ).toEqual(["九龙坡", "南岸", "涪陵", "长寿", "合川", "綦江", "铜梁"].sort());
});

test("a link counts from the year its evidence speaks of", () => {
  expect(helpersOf("wushan", "2024-12-31")).toEqual([]);
  expect(helpersOf("wushan", "2025-01-01")).toEqual(["北碚"]);
});

describe("in the database", () => {
  test("seeding again, even twice at once, changes nothing", async () => {
    const before = await RegionModel.find().sort({ _id: 1 }).lean();
    await Promise.all([seedRegions(), seedRegions()]);
    await expect(RegionModel.find().sort({ _id: 1 }).lean()).resolves.toEqual(before);
    await expect(PartnershipModel.countDocuments()).resolves.toBe(17);
  });

  test("what an administrator changed stays, and what is missing comes back", async () => {
    const link = { region: "500107", status: "confirmed", from: "2026-01-01", to: null, source: "某文件，2026年" };
    await PartnershipModel.updateOne({ _id: "chengkou" as never }, { $set: { helpers: [link] } });
    await AgreementModel.updateOne({ _id: "fengjie:2022" }, { $set: { signedOn: "2022-07-09" } });
    await RegionModel.updateOne({ _id: "500231" as never }, { $set: { group: "new" } });
    await PartnershipModel.deleteOne({ _id: "wuxi" as never });
    await seedRegions();
    await expect(PartnershipModel.findById("chengkou").lean()).resolves.toMatchObject({ helpers: [link] });
    await expect(AgreementModel.findById("fengjie:2022").lean()).resolves.toMatchObject({ signedOn: "2022-07-09" });
    await expect(RegionModel.findById("500231").lean()).resolves.toMatchObject({ group: "new" });
    await expect(PartnershipModel.findById("wuxi").lean()).resolves.toMatchObject({ helpers: [{ region: "500103" }] });
  });

  test("one published target, and the made-up ones say so and never reach production", async () => {
    await AgreementModel.deleteMany({});
    await seedRegions({ demo: false });
    const published = await AgreementModel.find().lean();
    expect(published).toEqual([
      expect.objectContaining({
        partnership: "fengjie",
        year: 2022,
        targetFen: 3_000_000_000,
        signedOn: "2022-07-08",
        demo: false,
      }),
    ]);
    await seedRegions();
    const madeUp = await AgreementModel.find({ demo: true }).lean();
    expect(madeUp).toHaveLength(12);
    expect(madeUp.filter((agreement) => !agreement.source.includes("演示假设"))).toEqual([]);
    expect(
      new Gazetteer(REGIONS, PARTNERSHIPS, published as never).agreement("fengjie" as never, 2022)?.targetFen,
    ).toBe(3_000_000_000);
  });
});
