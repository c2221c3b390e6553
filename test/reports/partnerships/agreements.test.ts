import { seedRegions } from "../../../seeds/regions";
import { AuditModel } from "../../../src/accounts/audit/record";
import { NoticeModel } from "../../../src/accounts/notices/notice";
import { UserModel } from "../../../src/accounts/user";
import { AgreementVersionModel } from "../../../src/regions/agreements/agreement-version";
import { database } from "../../../src/shared/db";
import type { PartnershipId } from "../../../src/shared/ids";
import { liveFrom } from "../../support/clock";
import type { Person } from "../../support/person";
import { openWorld, PEOPLE, type World } from "../../support/world";
import { freshPartnerships, official, PROOF, pdf, sha256 } from "./office";

let world: World;
let youyang: Person;
let jiangbei: Person;
let city: Person;
let admin: Person;
let banan: Person;
let zhou: Person;
const YOUYANG = "youyang" as PartnershipId;
/** The year of the seeds, in the autumn of which all of this happens. */
const year = 2026;
const PATH = `/partnerships/youyang/agreements/${year}`;
const TARGET = { targetFen: 3_000_000_000, signedOn: `${year}-01-20` };

beforeAll(async () => {
  world = await openWorld("agreements");
  liveFrom("2026-11-23");
  [youyang, jiangbei] = [await world.person("youyang"), await world.person("jiangbei")];
  [city, admin] = [await world.person("city"), await world.person("admin")];
  [banan, zhou] = [await official(world, "helper-banan"), await world.person("zhou")];
});
afterAll(() => world.close());
beforeEach(() => freshPartnerships(seedRegions));

const inForce = async (): Promise<number | null> =>
  (await youyang.get("/api/v1/partnerships/youyang")).body.agreement?.targetFen ?? null;
const propose = (who: Person, more: object = {}) => who.call("put", PATH, { ...TARGET, ...more });
const confirm = (who: Person, version: number) => who.call("post", `${PATH}/confirmation`, { version, ...PROOF });

test("a change counts once the other side has confirmed it, and what stood before is kept", async () => {
  const before = await inForce();
  const { body } = await propose(youyang, { reason: "联席会议调整" }).expect(200);
  expect(body).toMatchObject({ state: "proposed", version: 2, beforeFen: before, targetFen: TARGET.targetFen });
  expect(await inForce()).toBe(before);
  expect((await confirm(youyang, 2).expect(409)).body.code).toBe("SECOND_PERSON_NEEDED");
  expect((await confirm(jiangbei, 2).expect(200)).body.state).toBe("in_force");
  expect(await inForce()).toBe(TARGET.targetFen);
  const { items } = (await jiangbei.get("/api/v1/partnerships/youyang/agreements").expect(200)).body;
  expect(
    items.map((each: { version: number; state: string; targetFen: number }) => [
      each.version,
      each.state,
      each.targetFen,
    ]),
  ).toEqual([
    [2, "in_force", TARGET.targetFen],
    [1, "replaced", before],
    [1, "in_force", 1_800_000],
  ]);
  expect(items[0]).toMatchObject({ reason: "联席会议调整", by: { speaks: "county" }, decidedBy: { speaks: "helper" } });
  const totals = (await youyang.get("/api/v1/partnerships/youyang/totals").expect(200)).body;
  expect(totals.target).toMatchObject({ year, targetFen: TARGET.targetFen });
});

test("each step is audited and told", async () => {
  await propose(youyang).expect(200);
  await confirm(city, 2).expect(200);
  const deeds = await AuditModel.find({ "subject.kind": "agreement" }).sort({ at: 1 }).lean();
  expect(deeds.map(({ what }) => what)).toEqual(["agreement.proposed", "agreement.changed"]);
  expect((await NoticeModel.distinct("kind")).sort()).toEqual(["agreement_confirmed", "agreement_proposed"]);
});

test("a year's first target counts once confirmed; what the city enters another of the city confirms", async () => {
  const next = `/partnerships/youyang/agreements/${year + 1}`;
  const first = await city.call("put", next, { ...TARGET }).expect(200);
  expect(first.body).toMatchObject({ version: 1, beforeFen: null, state: "proposed" });
  const answer = (who: Person) => who.call("post", `${next}/confirmation`, { version: 1, ...PROOF });
  expect((await answer(youyang).expect(409)).body.code).toBe("SECOND_PERSON_NEEDED");
  expect((await answer(city).expect(409)).body.code).toBe("SECOND_PERSON_NEEDED");
  await answer(admin).expect(200);
  const [deed] = await AuditModel.find({ what: "agreement.signed" }).lean();
  expect(deed?.subject.id).toBe(`youyang:${year + 1}`);
});

test("nobody decides twice, and a wrong password decides nothing", async () => {
  await propose(jiangbei).expect(200);
  const wrong = await youyang
    .call("post", `${PATH}/confirmation`, { version: 2, password: "wrong-password" })
    .expect(422);
  expect(wrong.body.errors).toMatchObject([{ field: "password", code: "wrong_password" }]);
  const answers = await Promise.all([confirm(youyang, 2), confirm(city, 2)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await AgreementVersionModel.countDocuments({ state: "in_force", partnership: YOUYANG, year })).toBe(1);
});

test("an office replaces its own proposal, and waits for the other's", async () => {
  await propose(youyang).expect(200);
  expect((await propose(youyang, { targetFen: 5 }).expect(200)).body.version).toBe(3);
  expect((await propose(jiangbei).expect(409)).body.code).toBe("ALREADY_PROPOSED");
  await jiangbei.call("post", `${PATH}/rejection`, { version: 3, reason: "金额不对" }).expect(200);
  await propose(jiangbei).expect(200);
  await jiangbei.call("post", `${PATH}/withdrawal`, { version: 4 }).expect(200);
  expect(await inForce()).not.toBe(5);
});

test("an official of another district finds nothing, a buyer may not, a guest is asked to sign in", async () => {
  await propose(youyang).expect(200);
  for (const path of ["", "/agreements/2026", "/changes/new", "/record/2026"])
    await banan.get(`/partnerships/youyang${path || "/manage"}`).expect(404);
  await banan.get("/api/v1/partnerships/youyang/agreements").expect(404);
  await propose(banan).expect(404);
  await confirm(banan, 2).expect(404);
  await propose(zhou).expect(403);
  await world.guest().call("put", PATH, TARGET).expect(401);
});

test("what is wrong is named, and what is no year is not found", async () => {
  const tomorrow = await propose(youyang, { signedOn: `${year + 1}-12-31`, targetFen: 1 }).expect(422);
  expect(tomorrow.body.errors).toMatchObject([{ field: "signedOn", code: "in_the_future" }]);
  await propose(youyang, { targetFen: 0 }).expect(422);
  await propose(youyang, { targetFen: 1.5 }).expect(422);
  await propose(youyang, { extra: 1 }).expect(422);
  await youyang.call("put", "/partnerships/youyang/agreements/1999", TARGET).expect(404);
});

test("the page takes 万元 and the stamped paper, and keeps both when something else is wrong", async () => {
  const paper = { document: [{ name: "协议.pdf", body: pdf("agreement") }] };
  const form = { amount: "3,000.5", unit: "wan", signedOn: "2026-13-01", reason: "" };
  const refused = await youyang.sends(PATH, form, paper).expect(422);
  expect(refused.text).toContain('value="3,000.5"');
  const kept = /name="kept" value="([^"]+)"/.exec(refused.text)?.[1] as string;
  expect(refused.text).toContain("协议.pdf");
  const again = await youyang.submit(PATH, { ...form, signedOn: `${year}-01-20`, kept }).expect(422);
  expect(again.text).toContain("reason");
  await youyang.submit(PATH, { ...form, signedOn: `${year}-01-20`, kept, reason: "按会议纪要" }).expect(303);
  const page = (await jiangbei.get(PATH).expect(200)).text;
  expect(page).toContain(sha256(pdf("agreement")));
  const both = (await youyang.submit(PATH, { ...form, amount: "三千", signedOn: `${year}-01-20` }).expect(422)).text;
  for (const words of ["请填金额，例如 3000", "要写明为什么"]) expect(both).toContain(words);
  await youyang.submit(PATH, { ...form, signedOn: `${year}-01-21`, reason: "日期更正" }).expect(303);
  expect((await jiangbei.get(`${PATH}/3/document`).expect(200)).headers["content-type"]).toBe("application/pdf");
  const opened = await jiangbei.get(`${PATH}/2/document`).expect(200);
  expect(opened.headers["content-type"]).toBe("application/pdf");
  await banan.get(`${PATH}/2/document`).expect(404);
  await zhou.get(`${PATH}/2/document`).expect(403);
  const found = await AgreementVersionModel.findOne({ version: 3, partnership: YOUYANG, year }).lean();
  expect(found?.targetFen).toBe(3_000_500_000);
  await jiangbei.submit(`${PATH}/3/confirmation`, PROOF).expect(303);
  expect(await inForce()).toBe(3_000_500_000);
});

test("a form sent twice loses no paper: what has gone must be chosen again", async () => {
  const form = { amount: "3000", unit: "wan", signedOn: `${year}-01-20`, reason: "按会议纪要" };
  const withPaper = () => ({ document: [{ name: "协议.pdf", body: pdf("twice") }] });
  const refused = await youyang.sends(PATH, { ...form, signedOn: "2026-13-01" }, withPaper()).expect(422);
  const kept = /name="kept" value="([^"]+)"/.exec(refused.text)?.[1] as string;
  await youyang.submit(PATH, { ...form, kept }).expect(303);
  await youyang.submit(PATH, { ...form, kept }).expect(422);
  const answers = await Promise.all([1, 2, 3].map(() => youyang.sends(PATH, form, withPaper())));
  expect(answers.some(({ status }) => status === 303)).toBe(true);
  const versions = await AgreementVersionModel.find({ partnership: YOUYANG, year, by: { $ne: null } }).lean();
  for (const { version, document } of versions) {
    expect([version, document?.sha256]).toEqual([version, sha256(pdf("twice"))]);
    await jiangbei.get(`${PATH}/${version}/document`).expect(200);
  }
});

test("whoever only looks leaves no paper behind", async () => {
  const seat = (role: string) =>
    UserModel.updateOne({ identifier: PEOPLE.youyang }, { $set: { "memberships.0.role": role } } as object);
  const before = await database().collection("files").countDocuments();
  await seat("member");
  const form = { amount: "3000", unit: "wan", signedOn: `${year}-01-20`, reason: "" };
  const paper = { document: [{ name: "协议.pdf", body: pdf("looking") }] };
  await youyang.sends(PATH, form, paper).expect(403);
  await youyang.sends(`/partnerships/youyang/record/${year}`, {}, paper).expect(403);
  await propose(youyang, { document: { name: "a.pdf", base64: pdf("api").toString("base64") } }).expect(403);
  await seat("owner");
  expect(await database().collection("files").countDocuments()).toBe(before);
});

test("a program brings a paper as large as a page takes, and names it in its proposal", async () => {
  const body = Buffer.concat([Buffer.from("%PDF-1.4\n"), Buffer.alloc(3_000_000, 0x20), pdf("large")]);
  const bring = (who: Person) =>
    who.sends(
      `/api/v1/partnerships/youyang/agreements/${year}/document`,
      {},
      { document: [{ name: "协议.pdf", body }] },
    );
  const { body: kept } = await bring(youyang).expect(201);
  expect(kept).toMatchObject({ name: "协议.pdf", mediaType: "application/pdf", bytes: body.length });
  expect(kept.sha256).toBe(sha256(body));
  const change = { targetFen: 4_400_000_00, reason: "按会议纪要" };
  await propose(jiangbei, { ...change, document: { id: kept.id } }).expect(422);
  const proposed = await propose(youyang, { ...change, document: { id: kept.id } }).expect(200);
  expect(proposed.body.document).toEqual({ name: "协议.pdf", bytes: body.length, sha256: kept.sha256 });
  const none = await propose(youyang, { ...change, document: {} }).expect(422);
  expect(none.body.errors).toMatchObject([{ field: "document.id", code: "required" }]);
  await bring(await official(world, "helper-banan")).expect(404);
  const { paths } = (await world.guest().get("/api/openapi.json").expect(200)).body;
  const door = paths["/partnerships/{id}/agreements/{year}/document"].post.requestBody.content["multipart/form-data"];
  expect(door.schema).toMatchObject({ required: ["document"], properties: { document: { format: "binary" } } });
});
