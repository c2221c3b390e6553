import { createHash } from "node:crypto";
import { AuditModel } from "../../../src/accounts/audit/record";
import { NoticeModel } from "../../../src/accounts/notices/notice";
import { UserModel } from "../../../src/accounts/user";
import { hashOf } from "../../../src/credits/chain";
import { milliOf } from "../../../src/credits/declarations/reading/numbers";
import { InvoiceModel } from "../../../src/credits/declarations/record/invoice";
import { type Entry, EntryModel } from "../../../src/credits/entry";
import type { OrganisationId, UserId } from "../../../src/shared/ids";
import type { Person } from "../../support/person";
import { openWorld, type World } from "../../support/world";
import {
  bring,
  confirm,
  confirmed,
  daysAgo,
  nextInvoice,
  official,
  pdf,
  RICE_DEAL,
  submit,
  submitted,
  written,
} from "./declaring";

let world: World;
let canteen: Person;
let youyang: Person;
let jiangbei: Person;
let city: Person;
let people: Record<"declarer" | "county" | "helper", Person>;
beforeAll(async () => {
  world = await openWorld("declare");
  [canteen, youyang] = [await world.person("canteen"), await world.person("youyang")];
  [jiangbei, city] = [await world.person("jiangbei"), await world.person("city")];
  people = { declarer: canteen, county: youyang, helper: jiangbei };
});
afterAll(() => world.close());

const entriesOf = async (id: string): Promise<Entry[]> =>
  (await EntryModel.find({ "source.id": id }).sort({ line: 1, turn: 1 }).lean()) as Entry[];
const fieldsOf = (body: { errors: { field: string; code: string }[] }): string[] =>
  body.errors.map(({ field, code }) => `${field} ${code}`);

test("a weight is declared as a scale shows it", () => {
  expect(["1,250.5", "1250.5", "１２５０．５", "0.125", "1250"].map(milliOf)).toEqual([
    1250500, 1250500, 1250500, 125, 1250000,
  ]);
  expect(["0.0001", "1.2.3", "-1", "一斤"].map(milliOf)).toEqual([null, null, null, null]);
});

test("both sides confirm, and the ledger has each line once per measure, of the day of delivery", async () => {
  const deal = RICE_DEAL();
  const id = await submitted(canteen, deal);
  expect(await entriesOf(id)).toEqual([]);
  await confirm(youyang, id, "county").expect(200);
  expect(await entriesOf(id)).toEqual([]);
  const { body } = await confirm(jiangbei, id, "helper").expect(200);
  expect(body.state).toBe("confirmed");
  const entries = await entriesOf(id);
  expect(entries.map(({ key, amountFen, quantity }) => [key, amountFen, quantity])).toEqual([
    [`declared:${id}:1:paid`, 100_000, 100],
    [`declared:${id}:1:recognised`, 100_000, 100],
    [`declared:${id}:2:paid`, 20_000, 12],
    [`declared:${id}:2:recognised`, 20_000, 12],
  ]);
  const hashes = body.evidence.map((each: { sha256: string }) => each.sha256).sort();
  for (const entry of entries)
    expect(entry).toMatchObject({
      ...{
        partnership: "youyang",
        helper: "500105",
        basis: "purchase",
        affiliation: "500105",
        period: deal.day.slice(0, 7),
      },
      ...{ source: { kind: "declaration", id }, occurredAt: new Date(`${deal.day}T00:00:00+08:00`), evidence: hashes },
      ...{ opensOrder: false, buyerKind: "institution", institution: { name: "江北桥北职工食堂（演示）" } },
    });
  const [first, , honey] = entries as [Entry, Entry, Entry];
  // The entry counts whole units; its page says what was weighed.
  expect((await jiangbei.get(`/entries/${honey._id}`).expect(200)).text).toMatch(/12\.5 <span lang="zh-CN">公斤/);
  expect(hashOf({ ...first, evidence: ["other"] })).not.toBe(hashOf(first));
});

test("an entry that has no evidence keeps the hash it had", () => {
  const entry = { _id: "ent_1", key: "paid:ord_1:1", amountFen: 1, previousHash: "0" } as unknown as Entry;
  expect(hashOf(entry)).toBe(
    createHash("sha256")
      .update(`0\n${JSON.stringify({ _id: "ent_1", key: "paid:ord_1:1", amountFen: 1 })}`)
      .digest("hex"),
  );
});

test("everybody concerned is told, and each deed stands in the audit log", async () => {
  const id = await confirmed(people);
  const kinds = await NoticeModel.distinct("kind", { href: `/declarations/${id}` });
  expect(kinds.sort()).toEqual([
    "declaration_confirmed_by_county",
    "declaration_confirmed_by_helper",
    "declaration_submitted",
  ]);
  const deeds = await AuditModel.find({ "subject.id": id }).sort({ at: 1 }).lean();
  expect(deeds.map(({ what }) => what)).toEqual([
    "declaration.made",
    "declaration.confirmed_by_county",
    "declaration.confirmed_by_helper",
  ]);
});

test("what is missing or wrong is named, each beside its field", async () => {
  const { body } = await canteen
    .call("post", "/declarations", {
      ...RICE_DEAL(),
      county: "500101",
      day: daysAgo(-1),
      seller: { name: "王大姐", registrationNumber: "91500242MA5U0AB110", phone: "12" },
      invoice: { code: "12", number: "7", totalFen: 100, day: "2026-02-30" },
      lines: [
        {
          name: "",
          category: "other",
          quantity: 1,
          unit: "袋",
          amountFen: 200,
          referenceLowFen: 9,
          referenceHighFen: 8,
        },
        { name: "茶", category: "agricultural", quantity: 1, unit: "盒", amountFen: 1, invoiceLine: 1 },
      ],
    })
    .expect(201);
  const answer = await submit(canteen, body.id).expect(422);
  expect(fieldsOf(answer.body)).toEqual([
    "day in_the_future",
    "lines.0.referenceHighFen reference_order",
    "lines.0.name required",
    "lines.0.category category_not_eligible",
    "lines.1.invoiceLine invoice_line_twice",
    "seller.registrationNumber registration_number",
    "seller.phone phone",
    "invoice.totalFen above_invoice",
    "invoice.code invoice_code",
    "invoice.number invoice_number",
    "invoice.day day",
    "evidence evidence_invoice",
    "evidence evidence_proof",
    "evidence evidence_pledge",
  ]);
});

test.each([
  ["a county the district does not stand beside", { county: "500236" }, "county helper_not_of_partnership"],
  ["a county that receives nothing", { county: "500103" }, "county county_not_served"],
  ["a day before the partnership", { day: "2021-12-31" }, "day before_partnership"],
])("refused: %s", async (_, change, refusal) => {
  const id = await written(canteen, { ...RICE_DEAL(), ...change });
  expect(fieldsOf((await submit(canteen, id).expect(422)).body)).toEqual([refusal]);
});

test("twenty hand in the same invoice line at once: one of them has it", async () => {
  const number = nextInvoice();
  const deal = () => ({ ...RICE_DEAL(), invoice: { code: "", number, totalFen: 120_000, day: daysAgo(3) } });
  const ids = await Promise.all(Array.from({ length: 20 }, () => written(canteen, deal())));
  const answers = await Promise.all(ids.map((id) => submit(canteen, id)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(19);
  expect(await InvoiceModel.findById(`:${number}`).lean()).toMatchObject({ claimedFen: 120_000 });
});

test("twenty different lines at once never come to more than the invoice", async () => {
  const number = nextInvoice();
  const deal = (line: number) => ({
    ...RICE_DEAL(),
    invoice: { code: "", number, totalFen: 70_000, day: daysAgo(3) },
    lines: [{ name: "米", category: "agricultural", quantity: 1, unit: "袋", amountFen: 10_000, invoiceLine: line }],
  });
  const ids = await Promise.all(Array.from({ length: 20 }, (_, index) => written(canteen, deal(index + 1))));
  const answers = await Promise.all(ids.map((id) => submit(canteen, id)));
  const refused = answers.filter(({ status }) => status === 422);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
  expect(refused.flatMap(({ body }) => fieldsOf(body))).toEqual(Array(13).fill("invoice.totalFen above_invoice"));
  expect(await InvoiceModel.findById(`:${number}`).lean()).toMatchObject({ claimedFen: 70_000 });
});

test("a declaration sent back gives its invoice lines free, is mended and handed in again", async () => {
  const deal = RICE_DEAL();
  const id = await submitted(canteen, deal);
  await youyang.call("post", `/declarations/${id}/rejection`, { reason: "" }).expect(422);
  await youyang.call("post", `/declarations/${id}/rejection`, { reason: "回单看不清" }).expect(200);
  await confirm(youyang, id, "county").expect(409);
  expect(await InvoiceModel.findById(`:${deal.invoice.number}`).lean()).toMatchObject({ claimedFen: 0, lines: [] });
  await submit(canteen, id).expect(409);
  expect((await bring(canteen, id, "bank_receipt").expect(201)).body.state).toBe("mended");
  expect((await submit(canteen, id).expect(200)).body.state).toBe("submitted");
  const { body } = await canteen.get(`/api/v1/declarations/${id}`).expect(200);
  expect(body.history.map(({ what }: { what: string }) => what)).toEqual(["submitted", "rejected", "submitted"]);
});

test("nobody confirms out of turn, for the other side, without proof, or their own", async () => {
  const id = await submitted(canteen);
  await confirm(jiangbei, id, "helper").expect(409);
  await confirm(jiangbei, id, "county").expect(404);
  await confirm(youyang, id, "county", { password: "wrong-wrong-wrong" }).expect(422);
  await confirm(canteen, id, "county").expect(403);
  await confirm(youyang, id, "county").expect(200);
  await confirm(youyang, id, "county").expect(409);
  const both = await UserModel.findOne({ identifier: "county-youyang@demo.liangqun" }).lean();
  const office = await UserModel.findOne({ identifier: "helper-jiangbei@demo.liangqun" }).lean();
  const membership = { organisation: office?.memberships[0]?.organisation as OrganisationId, role: "owner" as const };
  await UserModel.updateOne(
    { _id: both?._id as UserId },
    { $push: { memberships: membership }, $set: { actsFor: membership.organisation } },
  );
  const twice = await official(world, "county-youyang");
  expect((await confirm(twice, id, "helper").expect(409)).body.code).toBe("SECOND_PERSON_NEEDED");
  await UserModel.updateOne({ _id: both?._id as UserId }, { $set: { memberships: both?.memberships, actsFor: null } });
  expect((await confirm(jiangbei, id, "helper").expect(200)).body.state).toBe("confirmed");
});

test("what the helper's office declares, the city confirms in its place", async () => {
  const id = await submitted(jiangbei, {
    ...RICE_DEAL(),
    basis: "help_sell",
    event: { kind: "livestream", name: "江北直播周" },
    signedFen: 3_000_000,
  });
  await confirm(youyang, id, "county").expect(200);
  expect((await confirm(jiangbei, id, "helper").expect(403)).body.code).toBe("OWN_ORGANISATION");
  await confirm(city, id, "helper").expect(200);
  const entries = await entriesOf(id);
  expect(entries).toHaveLength(4);
  for (const entry of entries)
    expect(entry).toMatchObject({ basis: "help_sell", helper: "500105", affiliation: null, campaign: null });
  expect(entries.some(({ amountFen }) => amountFen === 3_000_000)).toBe(false);
});

test("another district sees nothing of it, papers and counts included", async () => {
  const id = await submitted(canteen);
  const paper = (await canteen.get(`/api/v1/declarations/${id}`)).body.evidence[0].id;
  const others = await Promise.all(
    ["county-fengjie", "helper-shapingba", "canteen-rongchang"].map((who) => official(world, who)),
  );
  for (const other of others) {
    await other.get(`/api/v1/declarations/${id}`).expect(404);
    await confirm(other, id, "county").expect((answer) => expect([403, 404]).toContain(answer.status));
    await other.get(`/declarations/${id}`).expect(404);
    await other.get(`/declarations/${id}/evidence/${paper}`).expect(404);
    expect((await other.get("/api/v1/declarations").expect(200)).body.items).toEqual([]);
  }
  await (await world.person("admin")).get(`/api/v1/declarations/${id}`).expect(403);
  await (await world.person("zhou")).get("/declarations").expect(403);
  await world
    .guest()
    .get(`/declarations/${id}/evidence/${paper}`)
    .expect((answer) => expect([303, 401]).toContain(answer.status));
  const own = await youyang.get(`/declarations/${id}/evidence/${paper}`).expect(200);
  expect(own.headers["content-security-policy"]).toContain("sandbox");
  expect(own.headers["cache-control"]).toContain("no-store");
});

test("a draft is its writer's alone", async () => {
  const id = await written(canteen);
  await youyang.get(`/api/v1/declarations/${id}`).expect(404);
  await jiangbei.get(`/api/v1/declarations/${id}`).expect(404);
  await city.get(`/api/v1/declarations/${id}`).expect(404);
});

test("a wrong one is taken back by both sides, by further entries, and its invoice can be declared anew", async () => {
  const deal = RICE_DEAL();
  const id = await confirmed(people, deal);
  const proof = { password: "two-hills-one-table" };
  const path = `/declarations/${id}/correction`;
  await jiangbei.call("post", `${path}-decision`, { agree: true, ...proof }).expect(409);
  await youyang.call("post", path, { reason: "数量写多了一位", ...proof }).expect(200);
  expect((await youyang.call("post", `${path}-decision`, { agree: true, ...proof }).expect(409)).body.code).toBe(
    "SECOND_PERSON_NEEDED",
  );
  await jiangbei.call("post", `${path}-decision`, { agree: false, ...proof }).expect(200);
  expect(await entriesOf(id)).toHaveLength(4);
  await jiangbei.call("post", path, { reason: "数量写多了一位", ...proof }).expect(200);
  const answers = await Promise.all(
    Array.from({ length: 3 }, () => youyang.call("post", `${path}-decision`, { agree: true, ...proof })),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const entries = await entriesOf(id);
  expect(entries).toHaveLength(8);
  expect(entries.reduce((whole, { amountFen }) => whole + amountFen, 0)).toBe(0);
  expect(entries.filter(({ reverses }) => reverses)).toHaveLength(4);
  expect(new Set(entries.map(({ institution }) => institution?.name))).toEqual(new Set(["江北桥北职工食堂（演示）"]));
  expect(await submitted(canteen, { ...RICE_DEAL(), invoice: deal.invoice })).toBeTruthy();
});

test("papers are read by their content, kept once, and what officials saw is never gone", async () => {
  const id = await written(canteen);
  const same = pdf("same");
  await bring(canteen, id, "other", same).expect(201);
  expect(fieldsOf((await bring(canteen, id, "other", same).expect(422)).body)).toEqual(["evidence evidence_twice"]);
  expect(fieldsOf((await bring(canteen, id, "other", Buffer.from("<html>")).expect(422)).body)).toEqual([
    "evidence not_a_document",
  ]);
  await bring(youyang, id, "other").expect(403);
});
