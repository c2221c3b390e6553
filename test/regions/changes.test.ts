import { random } from "../../seeds/trade/random";
import { attribute } from "../../src/credits/attribute";
import { type Entry, EntryModel } from "../../src/credits/entry";
import { readTotals } from "../../src/credits/totals/read-totals";
import { sumUp } from "../../src/credits/totals/sums";
import { type Change, dayBefore, earliestDay, withChange, wrongWith } from "../../src/regions/changes/rules";
import { confirmHelper, endHelper, nameHelper } from "../../src/regions/changes/write-link";
import { gazetteer } from "../../src/regions/gazetteer";
import { helpersOn, type Partnership, PartnershipModel } from "../../src/regions/partnership";
import { RegionModel } from "../../src/regions/region";
import type { PartnershipId, RegionCode } from "../../src/shared/ids";
import { DAY, dayOf, later, month } from "../../src/shared/time";
import {
  BANAN,
  CHENGKOU,
  FENGDU,
  JIANGBEI,
  noon,
  partnerships,
  postAt,
  RONGCHANG,
  regions,
  sale,
  useDatabase,
  YOUYANG,
  YUZHONG,
} from "../credits/ground";

useDatabase();

const HELPERS = [JIANGBEI, YUZHONG, RONGCHANG, BANAN];
const COUNTIES = [YOUYANG, FENGDU, CHENGKOU];
const SOURCE = { title: "通知", where: "网站", day: "2026-01-01" };

const standing = async (id: PartnershipId): Promise<Partnership> =>
  (await PartnershipModel.findById(id).lean()) as unknown as Partnership;

/** Who helped on every day of the past that is looked at. */
const history = (partnership: Partnership, until: string): string[] =>
  Array.from({ length: 60 }, (_, back) => dayOf(later(noon(until), -(back + 1) * 7 * DAY))).map(
    (day) =>
      `${day} ${helpersOn(partnership, day)
        .map((link) => link.region)
        .sort()
        .join()}`,
  );

const overlaps = ({ helpers }: Partnership): boolean =>
  helpers.some((a, index) =>
    helpers.some(
      (b, other) => other > index && a.region === b.region && a.from < (b.to ?? "9999") && b.from < (a.to ?? "9999"),
    ),
  );

/** Writes a change into the book as the verbs do; false when the book refused it. */
async function decide(id: PartnershipId, change: Change): Promise<boolean> {
  const written = { partnership: id, helper: change.helper, day: change.day, source: SOURCE };
  try {
    if (change.kind === "end") await endHelper(written);
    else {
      await nameHelper(written);
      await confirmHelper(written);
    }
    return true;
  } catch {
    return false;
  }
}

test.each([1, 2, 3, 4, 5, 6])("whatever is changed, nothing before it moves (%i)", async (seed) => {
  const dice = random(seed);
  await RegionModel.insertMany(regions);
  await PartnershipModel.insertMany(partnerships);
  let at = noon("2026-03-01");
  let changes = 0;
  const posted = new Map<string, string>();
  for (let step = 0; step < 40; step++) {
    at = later(at, dice.between(0, 12) * DAY);
    const book = await gazetteer();
    const county = dice.pick(COUNTIES);
    if (dice.chance(0.5)) {
      const facts = { county, affiliation: dice.pick<RegionCode>(HELPERS), campaign: null, orderedAt: at, at };
      const deed = { ...sale({ at, amountFen: dice.between(1, 90_000) }), county, attribution: attribute(facts, book) };
      await postAt([deed], at);
      const entry = (await EntryModel.findOne({ key: deed.key }).lean()) as Entry;
      posted.set(deed.key, JSON.stringify(entry));
    }
    const { _id } = book.partnershipOf(county) as Partnership;
    const before = await standing(_id);
    const day = dayOf(later(at, dice.between(0, 40) * DAY));
    const change: Change = { kind: dice.pick(["add", "end"] as const), helper: dice.pick(HELPERS), day };
    const wrong = wrongWith(before, change, at);
    if (wrong?.field === "day") {
      expect(day < earliestDay(at)).toBe(true);
      continue;
    }
    const done = await decide(_id, change);
    expect([change, before.helpers, done]).toEqual([change, before.helpers, wrong === null]);
    if (!done) continue;
    changes += 1;
    const after = await standing(_id);
    expect(history(after, day)).toEqual(history(before, day));
    expect(overlaps(after)).toBe(false);
    const told = withChange(before, change);
    for (const each of [day, dayOf(later(noon(day), 30 * DAY))])
      expect(
        helpersOn(after, each)
          .map((link) => link.region)
          .sort(),
      ).toEqual(
        helpersOn(told, each)
          .map((link) => link.region)
          .sort(),
      );
    expect((await gazetteer()).partnership(_id).helpers).toEqual(after.helpers);
  }
  expect(changes).toBeGreaterThan(3);
  for (const [key, entry] of posted) expect(JSON.stringify(await EntryModel.findOne({ key }).lean())).toBe(entry);
  const all = (await EntryModel.find().lean()) as Entry[];
  const { rows } = await readTotals({ from: month("2026-01"), to: month("2028-12") });
  const whole = all.reduce((sum, each) => sum + each.amountFen, 0);
  expect(sumUp(rows).paidFen).toBe(whole);
  const byBook = partnerships.map(({ _id }) => sumUp(rows.filter((row) => row.book === _id)).paidFen);
  expect(byBook.reduce((sum, each) => sum + each, 0)).toBe(whole);
});

test("a link that is ended before it begins never held, and may be named anew", async () => {
  await PartnershipModel.insertMany(partnerships);
  const id = "chengkou" as PartnershipId;
  const change = { partnership: id, helper: JIANGBEI, day: "2030-05-01", source: SOURCE };
  await nameHelper(change);
  await expect(nameHelper({ ...change, day: "2031-01-01" })).rejects.toMatchObject({ code: "PARTNERSHIP_MOVED_ON" });
  await confirmHelper(change);
  await endHelper({ ...change, day: "2030-04-01" });
  expect((await standing(id)).helpers.map((link) => link.region)).toEqual([YUZHONG]);
  await nameHelper({ ...change, day: "2030-03-01" });
});

test("the day before a day", () => {
  expect(["2026-03-01", "2028-03-01", "2026-01-01", "2026-11-24"].map(dayBefore)).toEqual([
    ...["2026-02-28", "2028-02-29", "2025-12-31", "2026-11-23"],
  ]);
});
