import { seedRegions } from "../../../seeds/regions";
import { AuditModel } from "../../../src/accounts/audit/record";
import { CampaignModel } from "../../../src/campaigns/campaign";
import { post } from "../../../src/credits/post";
import { earliestDay } from "../../../src/regions/changes/rules";
import { gazetteer } from "../../../src/regions/gazetteer";
import { helpersOn, PartnershipModel } from "../../../src/regions/partnership";
import type { CampaignId, PartnershipId, RegionCode } from "../../../src/shared/ids";
import { DAY, dayOf, later, now, setClock } from "../../../src/shared/time";
import { BANAN, recognised, sale, YUZHONG } from "../../credits/ground";
import type { Person } from "../../support/person";
import { openWorld, type World } from "../../support/world";
import { freshPartnerships, official, PROOF } from "./office";

let world: World;
let youyang: Person;
let jiangbei: Person;
let city: Person;
let admin: Person;
let banan: Person;
const [YOUYANG, HECHUAN, JIANGBEI] = ["youyang" as PartnershipId, "500117", "500105"];
const SOURCE = { title: "关于调整结对关系的通知", where: "市发展改革委网站", day: "2026-01-05" };
const dayIn = (days: number): string => dayOf(later(now(), days * DAY));

beforeAll(async () => {
  world = await openWorld("changes");
  [youyang, jiangbei] = [await world.person("youyang"), await world.person("jiangbei")];
  [city, admin] = [await world.person("city"), await world.person("admin")];
  banan = await official(world, "helper-banan");
});
afterAll(() => world.close());
beforeEach(() => freshPartnerships(seedRegions));
afterEach(() => setClock(undefined));

const ask = (who: Person, more: object = {}) =>
  who.call("post", "/partnerships/youyang/changes", {
    ...{ kind: "add", helper: HECHUAN, day: dayIn(10), source: SOURCE },
    ...more,
  });
const step = (who: Person, id: string, name: string, body: object = {}) =>
  who.call("post", `/partnerships/youyang/changes/${id}/${name}`, body);
const helpers = async (day: string): Promise<string[]> =>
  helpersOn((await gazetteer()).partnership(YOUYANG), day).map((link) => link.region);
const links = async () => (await PartnershipModel.findById(YOUYANG).lean())?.helpers;

test("two of the city make a helper; it is unconfirmed until then, and no day before changes", async () => {
  const { body } = await ask(city).expect(201);
  expect(body).toMatchObject({ state: "proposed", helper: HECHUAN });
  expect(await links()).toContainEqual(expect.objectContaining({ region: HECHUAN, status: "unconfirmed" }));
  expect(await helpers(dayIn(10))).toEqual([JIANGBEI]);
  expect((await step(city, body.id, "confirmation", PROOF).expect(409)).body.code).toBe("SECOND_PERSON_NEEDED");
  await step(admin, body.id, "confirmation", { password: "no-such-password" }).expect(422);
  await step(admin, body.id, "confirmation", PROOF).expect(200);
  expect(await helpers(dayIn(9))).toEqual([JIANGBEI]);
  expect(await helpers(dayIn(10))).toEqual([JIANGBEI, HECHUAN]);
  const deeds = await AuditModel.find({ "subject.kind": "partnership" }).sort({ at: 1 }).lean();
  expect(deeds.map(({ what }) => what)).toEqual(["helper.named", "helper.confirmed"]);
});

test("an end is confirmed by a second person and holds from its day", async () => {
  const { body } = await ask(admin, { kind: "end", helper: JIANGBEI }).expect(201);
  expect(await helpers(dayIn(10))).toEqual([JIANGBEI]);
  await step(city, body.id, "confirmation", PROOF).expect(200);
  expect([await helpers(dayIn(9)), await helpers(dayIn(10))]).toEqual([[JIANGBEI], []]);
  expect((await step(city, body.id, "confirmation", PROOF).expect(409)).body.code).toBe("PARTNERSHIP_MOVED_ON");
});

test("the county suggests, the city takes it up, and a second person of it confirms", async () => {
  const { body } = await ask(youyang).expect(201);
  expect(body.state).toBe("suggested");
  expect(await links()).toHaveLength(1);
  await step(youyang, body.id, "adoption").expect(403);
  await step(youyang, body.id, "confirmation", PROOF).expect(403);
  await step(city, body.id, "adoption").expect(200);
  await step(city, body.id, "confirmation", PROOF).expect(409);
  await step(admin, body.id, "confirmation", PROOF).expect(200);
  expect(await helpers(dayIn(10))).toContain(HECHUAN);
});

test("a day that has begun, or begins within the minute, is refused with the first that may be chosen", async () => {
  for (const day of [dayIn(-1), dayIn(0)]) {
    const { body } = await ask(city, { day }).expect(422);
    expect(body.errors).toMatchObject([{ field: "day", code: "from_tomorrow" }]);
    expect(body.errors[0].message).toContain(earliestDay(now()));
  }
  expect(earliestDay(new Date("2026-06-01T15:58:00Z"))).toBe("2026-06-02");
  expect(earliestDay(new Date("2026-06-01T15:59:30Z"))).toBe("2026-06-03");
});

test("what waits too long cannot be confirmed any more", async () => {
  const { body } = await ask(city).expect(201);
  setClock(() => later(new Date(), 10 * DAY));
  const late = await step(await official(world, "admin"), body.id, "confirmation", PROOF).expect(422);
  expect(late.body.errors).toMatchObject([{ field: "day", code: "from_tomorrow" }]);
});

test("the same helper never stands twice, however many ask at once", async () => {
  const twice = await ask(city, { helper: JIANGBEI }).expect(422);
  expect(twice.body.errors).toMatchObject([{ field: "helper", code: "helper_already" }]);
  const answers = await Promise.all(Array.from({ length: 6 }, () => ask(city)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect((await links())?.filter((link) => link.region === HECHUAN)).toHaveLength(1);
});

test("the book refuses an overlap by itself", async () => {
  const { body } = await ask(city, { kind: "end", helper: JIANGBEI }).expect(201);
  await PartnershipModel.updateOne({ _id: YOUYANG }, { $set: { "helpers.0.to": dayIn(3) } });
  expect((await step(admin, body.id, "confirmation", PROOF).expect(409)).body.code).toBe("PARTNERSHIP_MOVED_ON");
  const found = (await city.get("/api/v1/partnerships/youyang/changes").expect(200)).body.items[0];
  expect(found.state).toBe("proposed");
});

test("what is turned down or taken back leaves the book as it was", async () => {
  const before = await links();
  const first = (await ask(city).expect(201)).body.id;
  await step(admin, first, "rejection", { reason: "没有正式文件" }).expect(200);
  const second = (await ask(jiangbei).expect(201)).body.id;
  await step(youyang, second, "withdrawal").expect(403);
  await step(jiangbei, second, "withdrawal").expect(200);
  expect(await links()).toEqual(before);
});

test("somebody of another district finds nothing; no helping unit is named as such", async () => {
  const { body } = await ask(city).expect(201);
  await ask(banan).expect(404);
  await banan.get(`/partnerships/youyang/changes/${body.id}`).expect(404);
  await step(banan, body.id, "withdrawal").expect(404);
  const wrong = await ask(city, { helper: "500240" }).expect(422);
  expect(wrong.body.errors).toMatchObject([{ field: "helper", code: "not_a_helper" }]);
});

test("the page shows what will change before it is confirmed", async () => {
  const at = now();
  const campaign = {
    ...{ _id: "cmp_t" as CampaignId, slug: "t", name: "江北直播", nameEn: "Live", kind: "livestream" },
    ...{ helper: JIANGBEI as RegionCode, partnership: YOUYANG, organiser: "德优农业", summary: "一", summaryEn: "one" },
    ...{ registeredAt: at, from: at, to: later(at, 60 * DAY), demo: true },
  } as const;
  await CampaignModel.insertMany([campaign]);
  const form = {
    ...{ kind: "end", helper: JIANGBEI, day: dayIn(10), note: "" },
    ...{ sourceTitle: "通知", sourceWhere: "", sourceDay: "2026-01-05" },
  };
  const refused = await city.submit("/partnerships/youyang/changes", form).expect(422);
  expect(refused.text).toContain('value="通知"');
  const sent = await city.submit("/partnerships/youyang/changes", { ...form, sourceWhere: "网站" }).expect(303);
  const page = (await admin.get(sent.headers.location as string).expect(200)).text;
  for (const words of ["江北直播", "结对外", dayIn(9), "归属这里的单位"]) expect(page).toContain(words);
  expect((await youyang.get(sent.headers.location as string).expect(200)).text).not.toContain("归属这里的单位");
  const desk = (await admin.get("/desk").expect(200)).text;
  expect(desk).toContain((sent.headers.location as string).split("?")[0]);
});

test("for a helper to come, the page says what its people bought of what counted for nobody", async () => {
  const at = later(now(), -40 * DAY);
  const sales = [
    sale({ at, amountFen: 4200, by: { affiliation: YUZHONG } }),
    sale({ at, amountFen: 900, by: { affiliation: BANAN } }),
  ];
  await post(sales, at);
  await post(
    sales.map((deed) => ({ ...recognised(deed), occurredAt: at })),
    at,
  );
  const { body } = await ask(city, { helper: YUZHONG }).expect(201);
  const path = `/partnerships/youyang/changes/${body.id}`;
  const page = (await admin.get(path).expect(200)).text;
  expect(page).toContain("渝中的单位和市民所买");
  for (const amount of ["¥42.00", "51<small>.00"]) expect(page).toContain(amount);
  expect((await youyang.get(path).expect(200)).text).toContain("¥42.00");
  // Another helper is not told what this district's people buy.
  expect((await jiangbei.get(path).expect(200)).text).not.toContain("¥42.00");
});
