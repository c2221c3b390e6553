import type { Express } from "express";
import { audit } from "../../../src/accounts/audit/audit";
import { AUDIT_DEEDS, AUDIT_FIELDS, AUDIT_SUBJECTS, AUDIT_VALUES } from "../../../src/accounts/audit/deeds";
import { AuditModel } from "../../../src/accounts/audit/record";
import type { User } from "../../../src/accounts/user";
import { database } from "../../../src/shared/db";
import type { OrganisationId, RegionCode } from "../../../src/shared/ids";
import { now } from "../../../src/shared/time";
import { initWords } from "../../../src/web/words";
import { appOf, withDatabase } from "../front-door";
import { as, somebody } from "../people";
import { deed, WHO } from "./ground";

withDatabase("audit_pages");
let app: Express;
beforeAll(async () => {
  app = await appOf();
});
beforeEach(async () => {
  for (const each of ["audit_records", "audit_chain", "audit_watch"]) await database().collection(each).deleteMany({});
});

const YOUYANG = "500242" as RegionCode;
const official = (name: string, kind: "county_authority" | "city_authority", region: string | null = null) =>
  somebody(name, { kind, region, demo: true });
const organisationOf = (user: User): OrganisationId => user.memberships[0]?.organisation as OrganisationId;

const read = async (user: User, path = "/api/v1/audit") => {
  const { agent } = await as(user, app);
  return (await agent.get(path).expect(200)).body.items as { what: string; subject: { id: string }; by: unknown }[];
};
const about = async (user: User, path?: string) => (await read(user, path)).map(({ subject }) => subject.id);

test("every deed, subject, field and value has its words in both languages", async () => {
  const words = await initWords(`${__dirname}/../../..`, true);
  for (const { t } of [words("zh-CN"), words("en")]) {
    for (const each of AUDIT_DEEDS)
      expect([t(`audit:deed.${each}`), t(`audit:kind.${each.split(".")[0]}`)]).toBeTruthy();
    for (const each of AUDIT_SUBJECTS) expect(t(`audit:subject.${each}`)).toBeTruthy();
    for (const each of AUDIT_FIELDS) expect(t(`audit:field.${each}`)).toBeTruthy();
    for (const each of AUDIT_VALUES) expect(t(`audit:value.${each}`)).toBeTruthy();
  }
});

test("who reads what: the city all, a county its own, an owner their organisation's, a citizen and a member nothing", async () => {
  const city = await official("city", "city_authority");
  const county = await official("county", "county_authority", YOUYANG);
  const other = await official("other", "county_authority", "500236");
  const owner = await somebody("owner", { kind: "seller", demo: true });
  const member = await somebody("member", {
    demo: true,
    memberships: [{ organisation: organisationOf(owner), role: "member" }],
  });
  const citizen = await somebody("citizen");
  const organisation = {
    id: organisationOf(county),
    name: "农委",
    kind: "county_authority",
    region: YOUYANG,
    role: "owner" as const,
  };
  await audit(deed(1, { by: { id: county._id, name: "冉科长", organisation } }), now());
  await audit(deed(2, { regions: [YOUYANG] }), now());
  await audit(
    deed(3, { organisation: organisationOf(owner), by: { id: county._id, name: "冉科长", organisation } }),
    now(),
  );
  await audit(deed(4, { regions: ["500236" as RegionCode] }), now());
  expect((await about(city)).filter((id) => id.startsWith("sel_"))).toEqual(["sel_4", "sel_3", "sel_2", "sel_1"]);
  expect((await about(county)).filter((id) => id.startsWith("sel_"))).toEqual(["sel_3", "sel_2", "sel_1"]);
  expect((await about(other)).filter((id) => id.startsWith("sel_"))).toEqual(["sel_4"]);
  const [own] = await read(owner);
  expect(own).toMatchObject({ subject: { id: "sel_3" }, by: { name: "农委", organisation: null } });
  for (const user of [member, citizen]) {
    const { agent } = await as(user, app);
    await agent.get("/api/v1/audit").expect(403);
    await agent.get("/desk/audit").expect(403);
    await agent.get("/desk/audit.csv").expect(403);
  }
  const hidden = (await AuditModel.findOne({ about: "sel_4" }).lean())?._id;
  const { agent } = await as(county, app);
  await agent.get(`/desk/audit/${hidden}`).expect(404);
});

test("is searched by deed, kind, person, subject and day, and paged without a gap", async () => {
  const city = await official("city", "city_authority");
  const at = (day: number, hour: number) => new Date(Date.UTC(2026, 9, day, hour));
  await audit(deed(1, { what: "seller.suspended" }), at(1, 15));
  await audit(deed(2), at(1, 16));
  await audit(deed(3, { by: { ...WHO, name: "陈主任" } }), at(2, 15));
  await audit(deed(4, { what: "token.made", subject: { kind: "token", id: "tok_4", name: "库存系统" } }), at(2, 16));
  const find = (query: string) => about(city, `/api/v1/audit?${query}`);
  expect(await find("what=seller.suspended")).toEqual(["sel_1"]);
  expect(await find("what=seller&to=2026-10-30")).toEqual(["sel_3", "sel_2", "sel_1"]);
  expect(await find(`who=${encodeURIComponent("陈主任")}`)).toEqual(["sel_3"]);
  expect(await find(`subject=${encodeURIComponent("库存系统")}`)).toEqual(["tok_4"]);
  expect(await find("subject=sel_2")).toEqual(["sel_2"]);
  expect(await find("from=2026-10-02&to=2026-10-02")).toEqual(["sel_3", "sel_2"]);
  expect(await find("what=nothing.such")).toEqual([]);
  const { agent } = await as(city, app);
  await agent.get("/api/v1/audit?from=yesterday").expect(400);
  const all: string[] = [];
  let cursor = "";
  do {
    const { body } = await agent.get(`/api/v1/audit?to=2026-10-30&limit=3${cursor && `&cursor=${cursor}`}`).expect(200);
    all.push(...body.items.map(({ subject }: { subject: { id: string } }) => subject.id));
    cursor = body.nextCursor ?? "";
  } while (cursor);
  expect(all).toEqual(["tok_4", "sel_3", "sel_2", "sel_1"]);
});

test("the pages show the list and a record in words, in both languages", async () => {
  const city = await official("city", "city_authority");
  await audit(deed(1, { note: "<b>材料齐全</b>" }), now());
  const { agent } = await as(city, app);
  const list = await agent.get("/desk/audit?subject=sel_1").expect(200);
  expect(list.text).toContain("店铺审核通过");
  expect(list.text).toContain("冉科长");
  const id = (await AuditModel.findOne({ about: "sel_1" }).lean())?._id;
  const record = await agent.get(`/desk/audit/${id}`).expect(200);
  for (const words of ["已推荐", "开放", "¥0.01", "¥0.02", "&lt;b&gt;材料齐全"]) expect(record.text).toContain(words);
  const english = await agent
    .get(`/desk/audit/${id}`)
    .set("cookie", "lang=en")
    .set("accept-language", "en")
    .expect(200);
  expect(english.text).toContain("Seller approved");
  expect((await agent.get("/desk/audit?subject=sel_9")).text).toContain("没有找到");
  await agent.get("/desk/audit?from=2026-13-01").expect(422);
  await agent.get("/desk/audit/audit_nothing000000").expect(404);
});

test("the file is safe for spreadsheets and its making is itself written down", async () => {
  const city = await official("city", "city_authority");
  await audit(deed(1, { note: '=HYPERLINK("http://x")' }), now());
  const { agent } = await as(city, app);
  const file = await agent.get("/desk/audit.csv?what=seller").expect(200);
  expect(file.headers["content-disposition"]).toMatch(/^attachment; filename="audit-20\d\d-\d\d-\d\d\.csv"$/);
  expect(file.text).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(await AuditModel.findOne({ what: "audit.exported" }).lean()).toMatchObject({
    by: { id: city._id },
    changes: [{ field: "rows", before: null, after: 1 }],
    note: "what=seller",
  });
});

test("a page reads no more of the log than it shows, whatever is asked for", async () => {
  const city = await official("city", "city_authority");
  const county = await official("county", "county_authority", YOUYANG);
  const many = Array.from({ length: 1500 }, (_, n) => ({
    ...{
      _id: `audit_${String(n).padStart(9, "0")}`,
      what: n % 3 ? "seller.approved" : "token.made",
      at: now(),
      by: null,
    },
    ...{ subject: { kind: "seller", id: `sel_${n % 10}`, name: null }, changes: [], note: "", mark: "", chained: true },
    ...{ scopes: n % 2 ? [YOUYANG] : ["500236"], who: [`usr_${n % 5}`], about: [`sel_${n % 10}`], seq: n + 1 },
  }));
  await database()
    .collection("audit_records")
    .insertMany(many as never[]);
  const searches = [
    {},
    { what: "seller" },
    { who: "usr_3" },
    { about: "sel_7" },
    { scopes: { $in: [YOUYANG, organisationOf(county)] } },
  ];
  for (const search of searches) {
    const filter =
      "what" in search ? { what: { $in: AUDIT_DEEDS.filter((each) => each.startsWith("seller.")) } } : search;
    const plan = (await AuditModel.find(filter as never)
      .sort({ _id: -1 })
      .limit(51)
      .explain("executionStats")) as unknown as {
      executionStats: { totalDocsExamined: number };
    };
    expect([search, plan.executionStats.totalDocsExamined <= 51]).toEqual([search, true]);
  }
  expect(await about(city, "/api/v1/audit?subject=sel_7&limit=100")).toHaveLength(100);
});
