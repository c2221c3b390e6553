import { seedRegions } from "../../../seeds/regions";
import { RecordFigureModel } from "../../../src/regions/record/figure";
import { liveFrom } from "../../support/clock";
import type { Person } from "../../support/person";
import { openWorld, type World } from "../../support/world";
import { freshPartnerships, official, PROOF, pdf, sha256 } from "./office";

let world: World;
let youyang: Person;
let jiangbei: Person;
let city: Person;
let admin: Person;
let banan: Person;
let guest: Person;
/** The year of the seeds, in the autumn of which all of this happens. */
const year = 2026;
const API = `/partnerships/youyang/record/${year}`;

beforeAll(async () => {
  world = await openWorld("record");
  liveFrom("2026-11-23");
  [youyang, jiangbei] = [await world.person("youyang"), await world.person("jiangbei")];
  [city, admin] = [await world.person("city"), await world.person("admin")];
  [banan, guest] = [await official(world, "helper-banan"), world.guest()];
});
afterAll(() => world.close());
beforeEach(() => freshPartnerships(seedRegions));

const TRAINED = { kind: "trained", value: 920, source: "县人社局统计，2026-06-30" };
const enter = (who: Person, more: object = {}) => who.call("post", API, { ...TRAINED, ...more });
const confirm = (who: Person, ...figures: string[]) => who.call("post", `${API}/confirmation`, { figures, ...PROOF });
const seenBy = async (who: Person) => (await who.get(`/api/v1${API}`).expect(200)).body.items as { value: number }[];

test("a figure is public once the other side has confirmed it, and counts nowhere", async () => {
  const { body } = await enter(youyang).expect(201);
  expect([await seenBy(guest), (await seenBy(jiangbei)).length]).toEqual([[], 1]);
  expect((await confirm(youyang, body.id).expect(409)).body.code).toBe("SECOND_PERSON_NEEDED");
  await confirm(jiangbei, body.id).expect(204);
  expect(await seenBy(guest)).toMatchObject([{ kind: "trained", value: 920, unit: "persons", state: "in_force" }]);
  const page = (await guest.get("/partnerships/youyang").set("accept-language", "zh-CN").expect(200)).text;
  for (const words of ["920 人", "不计入销售贡献", "县人社局统计"]) expect(page).toContain(words);
  const totals = (await guest.get("/api/v1/partnerships/youyang/totals").expect(200)).body;
  expect([totals.paidFen, totals.recognisedFen, totals.entries]).toEqual([0, 0, 0]);
});

test("a correction says why, and the figure before is kept", async () => {
  await confirm(jiangbei, (await enter(youyang).expect(201)).body.id).expect(204);
  const wrong = await enter(jiangbei, { value: 930 }).expect(422);
  expect(wrong.body.errors).toMatchObject([{ field: "reason", code: "reason_for_change" }]);
  const { body } = await enter(jiangbei, { value: 930, reason: "补录一期" }).expect(201);
  expect(body.version).toBe(2);
  expect(await seenBy(guest)).toMatchObject([{ value: 920 }]);
  await confirm(city, body.id).expect(204);
  expect(await seenBy(guest)).toMatchObject([{ value: 930 }]);
  expect(
    (await RecordFigureModel.find({ year, line: "trained" }).sort({ version: 1 }).lean()).map((each) => each.state),
  ).toEqual(["replaced", "in_force"]);
});

test("entered anew on the page, what stands already becomes a correction that asks why", async () => {
  await confirm(jiangbei, (await enter(youyang).expect(201)).body.id).expect(204);
  const path = `/partnerships/youyang/record/${year}`;
  const form = { kind: "trained", value: "935", amountUnit: "wan", source: "县人社局统计", note: "" };
  const { text } = await jiangbei.submit(path, form).expect(422);
  for (const words of [`name="reason"`, `name="line" value="trained"`, `value="935"`]) expect(text).toContain(words);
  await jiangbei.submit(path, { ...form, line: "trained", reason: "补录一期" }).expect(303);
});

test("several are confirmed at once or none; what is sent back says why", async () => {
  const ids = [];
  for (const more of [{}, { kind: "projects", value: 3 }, { kind: "other", name: "捐赠图书", unit: "册", value: 500 }])
    ids.push((await enter(youyang, more).expect(201)).body.id as string);
  await confirm(jiangbei, ids[0] as string, "fig_unknown").expect(404);
  await jiangbei.call("post", `${API}/figures/${ids[1]}/rejection`, { reason: "口径不对" }).expect(204);
  await confirm(jiangbei, ...ids).expect(409);
  expect(await seenBy(guest)).toEqual([]);
  await confirm(jiangbei, ids[0] as string, ids[2] as string).expect(204);
  expect((await seenBy(guest)).map(({ value }) => value)).toEqual([920, 500]);
});

test("what the city enters another of the city confirms; another district finds nothing", async () => {
  const { body } = await enter(city).expect(201);
  await confirm(youyang, body.id).expect(409);
  await confirm(city, body.id).expect(409);
  await enter(banan).expect(404);
  await confirm(banan, body.id).expect(404);
  await banan.get(`/partnerships/youyang/record/${year}`).expect(404);
  await confirm(admin, body.id).expect(204);
});

test("the page takes money in 万元 and a paper, keeps them when refused, and confirms a page of figures", async () => {
  const path = `/partnerships/youyang/record/${year}`;
  const paper = { document: [{ name: "拨款单.pdf", body: pdf("funds") }] };
  const form = { kind: "funds", value: "1,200.5", amountUnit: "wan", source: "", note: "" };
  const refused = await jiangbei.sends(path, form, paper).expect(422);
  expect(refused.text).toContain("拨款单.pdf");
  const kept = /name="kept" value="([^"]+)"/.exec(refused.text)?.[1] as string;
  await jiangbei.submit(path, { ...form, kept, source: "区财政局拨款单" }).expect(303);
  const [found] = await RecordFigureModel.find({ year, line: "funds" }).lean();
  expect([found?.value, found?.paper?.sha256]).toEqual([1_200_500_000, sha256(pdf("funds"))]);
  expect((await youyang.get("/desk").expect(200)).text).toContain(path);
  expect((await youyang.get(path).expect(200)).text).toContain(`name="figures" value="${found?._id}"`);
  await youyang.get(`${path}/figures/${found?._id}/document`).expect(200);
  await youyang.submit(`${path}/confirmation`, { figures: String(found?._id), password: "wrong" }).expect(422);
  await youyang.submit(`${path}/confirmation`, { figures: String(found?._id), ...PROOF }).expect(303);
  expect((await guest.get("/partnerships/youyang").set("accept-language", "zh-CN")).text).toContain("1,200.5 万元");
});

test("what was published of 2022 stands with its source, in the year's report on every paper", async () => {
  const page = (await guest.get("/partnerships/fengjie/reports/2022").set("accept-language", "zh-CN").expect(200)).text;
  for (const words of ["10,000 人次", "培训（约定）", "重庆日报，2022年9月", "3,000 万元"])
    expect(page).toContain(words);
  const paper = await guest.get("/partnerships/fengjie/reports/2022.pdf").expect(200);
  expect(paper.headers["content-type"]).toBe("application/pdf");
  const book = await guest.get("/partnerships/youyang/reports/2022.xlsx").expect(200);
  expect(book.headers["content-type"]).toContain("spreadsheetml");
  const report = (await guest.get("/contributions/reports/2022").set("accept-language", "zh-CN").expect(200)).text;
  for (const words of ["酉阳 · 森林面积指标", "18,750 万元", "云阳 · 提供岗位"]) expect(report).toContain(words);
});

test("the name of a paper is its officials' own; a figure of their own naming corrects none of the list", async () => {
  const document = { name: "拨款单-张三.pdf", base64: pdf("own").toString("base64") };
  await confirm(jiangbei, (await enter(youyang, { document }).expect(201)).body.id).expect(204);
  const papers = async (who: Person) =>
    ((await who.get(`/api/v1${API}`).expect(200)).body.items as { paper: { name: string } | null }[])[0]?.paper;
  expect([await papers(guest), await papers(banan)]).toEqual([null, null]);
  expect(await papers(jiangbei)).toMatchObject({ name: "拨款单-张三.pdf", sha256: sha256(pdf("own")) });
  const own = { kind: "other", name: "别的", unit: "册", line: "trained", reason: "更正" };
  await enter(youyang, own).expect(404);
});
