import { foldOnce } from "../../../src/credits/fold";
import { post } from "../../../src/credits/post";
import { type Issue, IssueModel, numberKeyOf } from "../../../src/reports/bulletin/issue/issue";
import { printIssue } from "../../../src/reports/bulletin/issue/papers";
import { database } from "../../../src/shared/db";
import { later, MINUTE, setClock } from "../../../src/shared/time";
import { foldLease, noon, promise, recognised, sale } from "../../credits/ground";
import { whileLooking } from "../../support/duty";
import type { Person } from "../../support/person";
import { openWorld, type World } from "../../support/world";
import { bytes, official, PASSWORD, page, sha256 } from "../statements/month";

// Passwords are slow on purpose, and two papers are printed for every issue.
let world: World;
let people: Record<string, Person>;
const of = (name: string): Person => people[name] as Person;
const proof = { password: PASSWORD };
const NUMBER = "渝消帮〔2026〕17号";

beforeAll(async () => {
  world = await openWorld("bulletin_issue");
  setClock(() => noon("2026-11-23"));
  const names = ["city", "city-second", "county-youyang", "helper-jiangbei"];
  people = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await official(world, name)] as const)),
  );
  await promise("youyang", 2026, 40_000_000);
  await sold(30_000_000);
});
afterAll(() => world.close());

async function sold(amountFen: number): Promise<void> {
  const october = noon("2026-10-10");
  const rice = sale({ amountFen, at: october });
  await post([rice, recognised(rice)], october);
  await foldOnce(await foldLease());
}

const hashOf = async (month = "2026-10"): Promise<string> =>
  (await of("city").get(`/api/v1/bulletins/drafts/${month}`).expect(200)).body.contentHash;
const propose = async (by: string, more: object = {}) =>
  of(by).call("post", "/bulletins", {
    ...{ month: "2026-10", number: NUMBER, contentHash: await hashOf(), ...proof },
    ...more,
  });
const issued = async (): Promise<Issue[]> =>
  (await IssueModel.find({ state: "issued" }).sort({ _id: 1 }).lean()) as Issue[];
const zh = (by: Person, path: string) => page(by, path);

test("a month is proposed under the office's own number, as it was read, and nobody issues their own", async () => {
  const form = await zh(of("city"), "/bulletins/2026-10");
  const contentHash = /name="contentHash" value="([0-9a-f]{64})"/.exec(form)?.[1] ?? "";
  expect(contentHash).toBe(await hashOf());
  const draft = { number: NUMBER, contentHash };
  const bare = await of("city").submit("/bulletins/2026-10/issue", draft).set("accept-language", "zh-CN").expect(422);
  expect(bare.text).toContain(NUMBER);
  await of("city")
    .submit("/bulletins/2026-10/issue", { contentHash, ...proof })
    .expect(422);
  await sold(5_000_000);
  const moved = await of("city")
    .submit("/bulletins/2026-10/issue", { ...draft, ...proof })
    .set("accept-language", "zh-CN");
  expect([moved.status, moved.text.includes("内容已经变了"), moved.text.includes(NUMBER)]).toEqual([409, true, true]);
  const fresh = { ...draft, contentHash: await hashOf(), ...proof };
  const done = await of("city").submit("/bulletins/2026-10/issue", fresh).expect(303);
  const [proposed] = (await IssueModel.find().lean()) as Issue[];
  expect(done.headers.location).toBe(`/bulletins/issues/${proposed?._id}?done=proposal`);
  const own = await of("city").call("post", `/bulletins/${proposed?._id}/approval`, proof).expect(409);
  expect(own.body.code).toBe("SECOND_PERSON_NEEDED");
  expect((await propose("city-second")).body.code).toBe("ALREADY_PROPOSED");
});

test("what is proposed is the city's own: others do not find it, and only its finance people decide", async () => {
  const [{ _id }] = (await IssueModel.find().lean()) as unknown as [Issue];
  for (const name of ["county-youyang", "helper-jiangbei"]) {
    await of(name).get(`/bulletins/issues/${_id}`).expect(404);
    await of(name).get(`/api/v1/bulletins/${_id}`).expect(404);
    await of(name).submit(`/bulletins/issues/${_id}/approval`, proof).expect(404);
    await of(name).get("/bulletins/2026-10").expect(403);
    expect(await zh(of(name), "/bulletins")).toContain("还没有印发过通报");
  }
  await (await world.person("zhou")).get("/bulletins").expect(403);
  await world
    .guest()
    .get(`/bulletins/issues/${_id}`)
    .expect((res) => expect([302, 303, 401]).toContain(res.status));
  expect(await zh(world.guest(), `/verify?q=${encodeURIComponent(NUMBER)}`)).toContain("没有这个文号");
  await whileLooking("city", async () => {
    await of("city").submit(`/bulletins/issues/${_id}/return`, {}).expect(403);
    await of("city").call("post", `/bulletins/${_id}/return`, {}).expect(403);
    expect((await propose("city")).status).toBe(403);
  });
});

test("a second person sends it back with a reason, and the number is free again", async () => {
  const [{ _id }] = (await IssueModel.find().lean()) as unknown as [Issue];
  expect(await zh(of("city-second"), "/desk")).toContain("等您印发");
  await of("city-second").submit(`/bulletins/issues/${_id}/return`, {}).expect(422);
  await of("city-second").submit(`/bulletins/issues/${_id}/return`, { reason: "酉阳的数请再核一遍" }).expect(303);
  await of("city-second").submit(`/bulletins/issues/${_id}/approval`, proof).expect(409);
  expect(await zh(of("city"), "/bulletins/2026-10")).toContain("酉阳的数请再核一遍");
  expect(await zh(of("city"), "/inbox")).toContain("被退回");
});

test("a second person issues it: text and papers are sealed, every side is told, and five at once issue once", async () => {
  const answer = await propose("city", { number: " 渝消帮（2026） 17号" });
  expect(answer.status).toBe(201);
  const { id } = answer.body;
  expect(await zh(of("city-second"), `/bulletins/issues/${id}`)).not.toContain("又有变动");
  await sold(1_000_000);
  expect(await zh(of("city-second"), `/bulletins/issues/${id}`)).toContain("又有变动");
  await of("city-second").call("post", `/bulletins/${id}/approval`, { password: "wrong-and-long" }).expect(422);
  const tries = await Promise.all(
    Array.from({ length: 5 }, () => of("city-second").call("post", `/bulletins/${id}/approval`, proof)),
  );
  expect(tries.filter(({ status }) => status === 200)).toHaveLength(1);
  // Whoever came while the others were being told is asked to wait or told that it is done.
  expect(tries.every(({ status }) => [200, 409, 503].includes(status))).toBe(true);
  const [one] = await issued();
  expect(one?.sealed?.sha256).toBe(sha256(one?.sealed?.json ?? ""));
  expect(JSON.parse(one?.sealed?.json ?? "{}")).toMatchObject({
    issuedOn: "2026-11-23",
    figures: { month: { recognisedFen: 35_000_000 } },
  });
  for (const kind of ["pdf", "docx", "json"]) {
    const body = await bytes(of("county-youyang"), `/bulletins/issues/${id}.${kind}`);
    const kept = kind === "json" ? one?.sealed?.sha256 : one?.sealed?.papers.find((each) => each.kind === kind)?.sha256;
    expect(sha256(body)).toBe(kept);
  }
  for (const paper of await printIssue(one?.sealed?.json ?? ""))
    expect(one?.sealed?.papers.map((each) => each.sha256)).toContain(sha256(paper.body));
  for (const name of ["county-youyang", "helper-jiangbei"]) {
    expect(await zh(of(name), "/inbox")).toContain("的通报已印发");
    expect(await zh(of(name), "/bulletins")).toContain("17号");
    expect(await zh(of(name), `/bulletins/issues/${id}`)).toContain("一、总体情况");
  }
  const deeds = await database().collection("audit_records").distinct("what", { "subject.kind": "bulletin" });
  expect(deeds.sort()).toEqual(["bulletin.issued", "bulletin.proposed", "bulletin.returned"]);
});

test("anybody verifies it by its number or any file, and learns nothing that it says", async () => {
  const [one] = await issued();
  const marks = [NUMBER, one?.sealed?.sha256 ?? "", ...(one?.sealed?.papers ?? []).map((each) => each.sha256)];
  for (const mark of marks) {
    const text = await zh(world.guest(), `/verify?q=${encodeURIComponent(mark)}`);
    expect(text).toContain("是真的，与印发时一致");
    expect(text).toContain(one?.sealed?.sha256 ?? "?");
    expect(text).not.toMatch(/350,000|35\.00\s*万|酉阳|bulletins\/issues/);
  }
  expect(await page(world.guest(), `/verify?q=${encodeURIComponent(NUMBER)}`, "en")).toContain(
    "Genuine, and as it was issued",
  );
  expect(await zh(world.guest(), `/verify?q=${"a".repeat(64)}`)).toContain("没有封存过这样一份");
  for (const path of [`/bulletins/issues/${one?._id}.pdf`, `/api/v1/bulletins/${one?._id}`])
    expect([302, 303, 401]).toContain((await world.guest().get(path)).status);
});

test("a correction is a further issue that names what it replaces; the first stays byte for byte", async () => {
  const before = (await issued())[0] as Issue;
  setClock(() => later(noon("2026-11-23"), 10 * MINUTE));
  expect((await propose("city", { number: "渝消帮〔2026〕18号" })).body.errors).toMatchObject([
    { field: "correction", code: "correction_needed" },
  ]);
  expect((await propose("city", { correction: "补上迟到的一笔" })).body.errors?.[0]).toMatchObject({
    code: "bulletin_number_taken",
  });
  const { id } = (await propose("city", { number: "渝消帮〔2026〕18号", correction: "补上迟到的一笔" })).body;
  await of("city-second").call("post", `/bulletins/${id}/approval`, proof).expect(200);
  const [first, second] = await issued();
  expect(first).toEqual(before);
  expect(JSON.parse(second?.sealed?.json ?? "{}").replaces).toEqual({
    ...{ number: before.number, issuedOn: "2026-11-23", sha256: before.sealed?.sha256 },
  });
  const old = await zh(world.guest(), `/verify?q=${encodeURIComponent(NUMBER)}`);
  expect(old).toContain("渝消帮〔2026〕18号");
  expect(await zh(of("county-youyang"), `/bulletins/issues/${first?._id}`)).toContain("这一份已经更正");
  expect(await zh(of("county-youyang"), `/bulletins/issues/${second?._id}`)).toContain("补上迟到的一笔");
  expect(await zh(of("county-youyang"), "/bulletins")).toContain("已由 渝消帮〔2026〕18号 替代");
});

test("kept bytes that were touched are told, and nothing of the program changes what was issued", async () => {
  const [first, second] = await issued();
  const touch = { $set: { body: Buffer.from("another") } };
  await database()
    .collection("files")
    .updateOne({ _id: first?.sealed?.papers[0]?.file as never }, touch);
  expect(await zh(world.guest(), `/verify?q=${encodeURIComponent(NUMBER)}`)).toContain("对不上");
  expect(() => IssueModel.deleteMany({})).not.toThrow();
  await expect(IssueModel.deleteMany({})).rejects.toThrow("never changed");
  await expect(IssueModel.updateOne({ _id: second?._id } as never, { $set: { number: "x" } })).rejects.toThrow();
});

test("the same number in other brackets is the same; a month that is not over is not proposed", async () => {
  expect(numberKeyOf("渝消帮（2026） 17号")).toBe(numberKeyOf("渝消帮〔２０２６〕17号"));
  // Signs that nobody sees make no second number, and no number at all.
  for (const sign of ["\u200b", "\u00ad", "\u2060", "\ufe0f", "\u3164", "\u2800"])
    expect(numberKeyOf(`渝消帮〔2026〕1${sign}7号`)).toBe(numberKeyOf(NUMBER));
  expect((await propose("city", { number: "\u200b\u200b\u200b1" })).body.errors).toMatchObject([
    { field: "number", code: "bad_format" },
  ]);
  const early = await propose("city", {
    month: "2026-11",
    number: "渝消帮〔2026〕19号",
    contentHash: await hashOf("2026-11"),
  });
  expect(early.body.code).toBe("MONTH_NOT_OVER");
  expect(await zh(of("city"), "/bulletins/2026-11")).not.toContain("提出印发");
});

test("a month before the ledger's first is no month of a bulletin, at either door", async () => {
  for (const month of ["2019-03", "2026-12", "2026-13"]) {
    await of("city").get(`/bulletins/${month}`).expect(404);
    await of("city").get(`/api/v1/bulletins/drafts/${month}`).expect(404);
    const asked = await propose("city", { month, number: "渝消帮〔2026〕20号" });
    expect([asked.status, asked.body.code]).toEqual([404, "NOT_FOUND"]);
  }
});
