import { clearDemo } from "../../../seeds/clear-demo";
import { seedOfficials } from "../../../seeds/officials";
import { DeclarationModel } from "../../../src/credits/declarations/record/declaration";
import { AgreementVersionModel } from "../../../src/regions/agreements/agreement-version";
import { PartnershipChangeModel } from "../../../src/regions/changes/change";
import { PartnershipModel } from "../../../src/regions/partnership";
import { RecordFigureModel } from "../../../src/regions/record/figure";
import type { PartnershipId, RegionCode } from "../../../src/shared/ids";
import { DAY, dayOf, later, now } from "../../../src/shared/time";
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

test("cleared, helpers are as they were published and nothing made up is left", async () => {
  const YOUYANG = "youyang" as PartnershipId;
  const [city, admin] = [await world.person("city"), await world.person("admin")];
  const source = { title: "演示", where: "演示", day: dayOf(now()) };
  const change = { kind: "add", helper: "500117" as RegionCode, day: dayOf(later(now(), 9 * DAY)), source };
  const { body } = await city.call("post", "/partnerships/youyang/changes", change).expect(201);
  await admin.call("post", `/partnerships/youyang/changes/${body.id}/confirmation`, PROOF).expect(200);
  expect((await PartnershipModel.findById(YOUYANG).lean())?.helpers).toHaveLength(2);
  await clearDemo();
  expect((await PartnershipModel.findById(YOUYANG).lean())?.helpers).toHaveLength(1);
  for (const model of [AgreementVersionModel, PartnershipChangeModel]) expect(await model.countDocuments()).toBe(0);
  expect(await RecordFigureModel.distinct("year")).toEqual([2022]);
});
