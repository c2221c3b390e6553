import { clearDemo } from "../../../seeds/clear-demo";
import { seedMonths } from "../../../seeds/months";
import { seedOfficials } from "../../../seeds/officials";
import { seedRegions } from "../../../seeds/regions";
import { DeclarationModel } from "../../../src/credits/declarations/record/declaration";
import { post } from "../../../src/credits/post";
import { StatementModel } from "../../../src/credits/statements/statement";
import { AgreementModel } from "../../../src/regions/agreement";
import { type AgreementVersion, AgreementVersionModel } from "../../../src/regions/agreements/agreement-version";
import { PartnershipChangeModel } from "../../../src/regions/changes/change";
import { PartnershipModel } from "../../../src/regions/partnership";
import { RecordFigureModel } from "../../../src/regions/record/figure";
import type { PartnershipId, RegionCode } from "../../../src/shared/ids";
import { DAY, dayOf, later, now } from "../../../src/shared/time";
import { sale } from "../../credits/ground";
import { openWorld, type World } from "../../support/world";
import { PROOF } from "./office";

let world: World;
beforeAll(async () => {
  world = await openWorld("officials_demo");
  await seedOfficials(now());
});
afterAll(() => world.close());

test("there is a declaration in every state, and something on every desk", async () => {
  expect((await DeclarationModel.distinct("state")).sort()).toEqual(
    "confirmed corrected county_confirmed draft rejected submitted withdrawn".split(" "),
  );
  expect(await DeclarationModel.countDocuments({ state: "confirmed", correction: { $ne: null } })).toBe(1);
  for (const who of ["youyang", "jiangbei", "city"] as const)
    expect((await (await world.person(who)).get("/desk").expect(200)).text).toMatch(
      /\/partnerships\/\w+\/(agreements|record|changes)\//,
    );
});

test("all of it is marked as made up, and made once", async () => {
  await seedOfficials(now());
  expect(await DeclarationModel.countDocuments()).toBe(10);
  expect(await DeclarationModel.countDocuments({ demo: false })).toBe(0);
  expect(await AgreementVersionModel.countDocuments({ demo: false })).toBe(0);
  expect(await PartnershipChangeModel.countDocuments({ demo: false })).toBe(0);
  expect(await RecordFigureModel.distinct("year", { demo: false })).toEqual([2022]);
});

test("months cut off between two signatures go on where they stopped", async () => {
  const sold = later(now(), -100 * DAY);
  await post([sale({ at: sold, county: "500242" as RegionCode })], sold);
  await seedMonths(now());
  const closed = await StatementModel.countDocuments({ state: "closed" });
  expect(closed).toBeGreaterThan(0);
  const cut = { state: "signed" } as const;
  await StatementModel.updateMany(cut, { $set: { state: "proposed" }, $pop: { signatures: 1 } });
  await seedMonths(now());
  expect(await StatementModel.countDocuments({ state: "closed" })).toBe(closed);
  expect(await StatementModel.countDocuments({ state: "proposed" })).toBe(0);
});

const YOUYANG = "youyang" as PartnershipId;
const FENGDU = "fengdu" as PartnershipId;
const [HECHUAN, FULING] = ["500117", "500102"] as [RegionCode, RegionCode];

/** A helper that the city names and a second person confirms. */
async function added(helper: RegionCode): Promise<string> {
  const [city, admin] = [await world.person("city"), await world.person("admin")];
  const source = { title: "演示", where: "演示", day: dayOf(now()) };
  const change = { kind: "add", helper, day: dayOf(later(now(), 9 * DAY)), source };
  const { body } = await city.call("post", "/partnerships/youyang/changes", change).expect(201);
  await admin.call("post", `/partnerships/youyang/changes/${body.id}/confirmation`, PROOF).expect(200);
  return body.id as string;
}

test("cleared, what real offices changed stands and nothing made up is left", async () => {
  const demo = await added(HECHUAN);
  const real = await added(FULING);
  expect((await PartnershipModel.findById(YOUYANG).lean())?.helpers).toHaveLength(3);
  await PartnershipChangeModel.updateOne({ _id: real }, { $set: { demo: false } });
  // As if 丰都's first target had been written by a real office and replaced by a made-up one.
  const first = (await AgreementVersionModel.findOneAndUpdate(
    { partnership: FENGDU, state: "replaced" },
    { $set: { demo: false } },
  ).lean()) as AgreementVersion;

  await clearDemo();

  const helpers = (await PartnershipModel.findById(YOUYANG).lean())?.helpers ?? [];
  expect(helpers.map(({ region, status, to }) => [region, status, to])).toEqual([
    ["500105", "confirmed", null],
    [FULING, "confirmed", null],
  ]);
  expect(await PartnershipChangeModel.distinct("_id")).toEqual([real]);
  expect(demo).not.toBe(real);
  expect(await AgreementVersionModel.find({}, { state: 1, version: 1 }).lean()).toEqual([
    { _id: first._id, state: "in_force", version: first.version },
  ]);
  const agreement = await AgreementModel.findOne({ partnership: FENGDU }).lean();
  expect([agreement?.targetFen, agreement?.demo]).toEqual([first.targetFen, false]);
  expect(await RecordFigureModel.distinct("year")).toEqual([2022]);
});

test("a start after that brings no made-up target back", async () => {
  await seedRegions();
  expect(await AgreementModel.distinct("demo")).toEqual([false]);
  expect(await AgreementModel.countDocuments()).toBe(2);
});
