import { NoticeModel } from "../../src/accounts/notices/notice";
import { OrganisationModel } from "../../src/accounts/organisation";
import { type User, UserModel } from "../../src/accounts/user";
import { foundSeller } from "../../src/sellers/apply/found-seller";
import { type SellerCase, SellerModel } from "../../src/sellers/seller";
import { now } from "../../src/shared/time";
import { openWorld, type World } from "../support/world";
import { aNumber, applied, bring, idOf, newcomer, PDF, peopleStep, shopStep } from "./applicant";

let world: World;
beforeAll(async () => {
  world = await openWorld("apply");
});
afterAll(() => world.close());

const record = async (id: string): Promise<SellerCase> => (await SellerModel.findById(id).lean()) as SellerCase;

test("a visitor learns what it takes; somebody of another office learns that it takes another account", async () => {
  const { text } = await world.guest().get("/apply").expect(200);
  expect(text).toContain("/sign-up?next=%2Fapply");
  const canteen = await world.person("canteen");
  expect((await canteen.get("/apply").expect(200)).text).not.toContain(
    '<form class="form" method="post" action="/apply"',
  );
});

test("four presses from nothing to the county's desk", async () => {
  const person = await newcomer(world.app);
  expect((await person.get("/apply").expect(200)).text).toContain('name="registrationNumber"');
  const presses = [
    await person.submit("/apply", shopStep()).expect(303),
    await person.submit("/apply/people", peopleStep()).expect(303),
    await bring(person).expect(303),
    await person.submit("/apply/submission", {}).expect(303),
  ];
  expect(presses.map(({ headers }) => headers.location)).toEqual([
    "/apply/people",
    "/shop/documents",
    "/apply",
    "/apply",
  ]);
  const seller = await record(await idOf(person));
  expect(seller).toMatchObject({
    state: "applied",
    name: "毛坝高山米专业合作社",
    place: "毛坝乡",
    sells: ["fresh"],
    linkage: { households: 86, ways: ["purchase"], words: "按保底价收稻谷。" },
  });
  const organisation = await OrganisationModel.findById(seller.organisation).lean();
  expect(organisation).toMatchObject({ kind: "seller", contact: { phone: "13800002222" } });
  expect(organisation?.registrationNumber).toMatch(/^91500242MA5U/);
  expect(await NoticeModel.countDocuments({ kind: "seller_submitted" })).toBe(1);
  const overview = (await person.get("/apply").expect(200)).text;
  expect(overview).toContain("等县里推荐");
});

test("left halfway and taken up again, as it was typed, with a word beside what is wrong", async () => {
  const person = await newcomer(world.app);
  await person.submit("/apply", shopStep({ registrationNumber: "91500242MA5U0000", place: "" })).expect(303);
  const again = (await person.get("/apply/shop").expect(200)).text;
  expect(again).toContain('value="91500242MA5U0000"');
  expect(again).toContain("校验位对不上");
  const wrong = await person.submit("/apply/people", peopleStep({ contactPhone: "1380000" })).expect(422);
  expect(wrong.text).toContain('value="1380000"');
  expect((await person.get("/apply/people")).text).toContain('value="1380000"');
  const overview = (await person.get("/apply").expect(200)).text;
  for (const missing of ["乡镇或地点", "营业执照", "手机号（要改）"]) expect(overview).toContain(missing);
  const refused = await person.submit("/apply/submission", {}).expect(422);
  expect(refused.text).toContain("还有几项没填好");
  expect(await record(await idOf(person))).toMatchObject({ state: "draft" });
});

test("the first step needs a county, a kind and a name, and nothing is founded without them", async () => {
  const person = await newcomer(world.app);
  const { text } = await person.submit("/apply", shopStep({ county: "500105", name: "" })).expect(422);
  expect(text).toContain("请从给出的选项里选");
  expect((await person.get("/api/v1/session")).body.user.organisation).toBeUndefined();
});

test("makers of food show a food licence, scenic areas their own", async () => {
  const person = await newcomer(world.app);
  await person.submit("/apply", shopStep({ kind: "scenic_area", sells: "food" })).expect(303);
  await bring(person).expect(303);
  const { text } = await person.get("/apply").expect(200);
  expect(text).toContain("食品生产或经营许可证");
  expect(text).toContain("景区许可或等级证书");
  const unnumbered = await bring(person, { kind: "food_licence" }).expect(422);
  expect(unnumbered.text).toContain("这一项要填");
  await bring(person, { kind: "food_licence", number: "SC10250024200001" }).expect(303);
});

test.each([
  ["a page", { name: "a.pdf", body: Buffer.from("<html><script>alert(1)</script></html>") }, {}, "请选 PDF"],
  ["a drawing", { name: "a.svg", body: Buffer.from("<svg onload=alert(1)/>") }, {}, "请选 PDF"],
  ["a program called a picture", { name: "a.jpg.exe", body: Buffer.from("MZ\x90\x00") }, {}, "请选 PDF"],
  ["no file", { name: "", body: Buffer.alloc(0) }, {}, "这一项要填"],
  ["an expired licence", PDF, { noExpiry: "", validUntil: "2020-01-01" }, "已经过期"],
  ["a day that does not exist", PDF, { noExpiry: "", validUntil: "2031-02-31" }, "真实的日期"],
  ["no word on how long it holds", PDF, { noExpiry: "" }, "勾选长期有效"],
])("%s is not a licence", async (_, file, fields, says) => {
  const person = await newcomer(world.app);
  await person.submit("/apply", shopStep()).expect(303);
  const { text } = await bring(person, fields, file).expect(422);
  expect(text).toContain(says);
  expect(await record(await idOf(person))).toMatchObject({ documents: [] });
});

test("too large a file is refused, and files come in nowhere else", async () => {
  const person = await newcomer(world.app);
  await person.submit("/apply", shopStep()).expect(303);
  await bring(person, {}, { name: "a.pdf", body: Buffer.alloc(10_000_001, "%PDF-1.4") }).expect(413);
  await person.sends("/apply/people", peopleStep(), { file: [PDF] }).expect(415);
});

test("nobody says for themselves what they are: states, ids and dates in a body change nothing", async () => {
  const person = await newcomer(world.app);
  const sneaked = {
    state: "open",
    organisation: "org_x",
    openedAt: "2026-01-01",
    version: "9",
    slug: "official",
    demo: "1",
  };
  await person.submit("/apply", { ...shopStep(), ...sneaked }).expect(303);
  await person.submit("/apply/people", { ...peopleStep(), ...sneaked, "typed.name": "x" }).expect(303);
  const id = await idOf(person);
  const seller = await record(id);
  expect(seller).toMatchObject({ state: "draft", openedAt: null, demo: false, slug: id });
  expect(Object.keys(seller.typed).sort()).not.toContain("state");
  await person.call("patch", `/sellers/${id}`, { state: "open" }).expect(422);
  await person.call("post", "/sellers", { ...shopStep(), sells: ["fresh"], state: "open" }).expect(422);
});

test("a registration number is one seller's, from the day it is sent in until it comes back", async () => {
  const number = aNumber();
  await applied(world.app, { registrationNumber: number });
  const other = await newcomer(world.app);
  await other.submit("/apply", shopStep({ registrationNumber: number })).expect(303);
  await other.submit("/apply/people", peopleStep()).expect(303);
  await bring(other).expect(303);
  const { text } = await other.submit("/apply/submission", {}).expect(422);
  expect(text).toContain("已经注册过");
});

test("one account founds one shop, however often the form is sent", async () => {
  const person = await newcomer(world.app);
  const step = shopStep();
  const sent = await Promise.all([person.submit("/apply", step), person.submit("/apply", step)]);
  expect(sent.map(({ status }) => status).sort()).toEqual([303, 409]);
  await person.submit("/apply", step).expect(409);
});

test("a request that began before the shop was founded founds no second one", async () => {
  const person = await newcomer(world.app);
  await person.submit("/apply", shopStep()).expect(303);
  const [owner] = await UserModel.find({ "memberships.0": { $exists: true } })
    .sort({ _id: -1 })
    .limit(1)
    .lean();
  const asItWas = { id: (owner as User)._id, name: "", roles: ["buyer"], belongsTo: 0 } as const;
  await expect(foundSeller(asItWas, shopStep(), now())).rejects.toMatchObject({ code: "HAS_ORGANISATION" });
});

test("a program applies too: what is missing is named, what is wrong refused", async () => {
  const person = await newcomer(world.app);
  const { sells, ...step } = shopStep();
  await person.call("post", "/sellers", { ...step, sells: [sells], registrationNumber: "1" }).expect(422);
  const founded = await person.call("post", "/sellers", { ...step, sells: [sells] }).expect(201);
  expect(founded.body.state).toBe("draft");
  expect(founded.body.missing).toContainEqual({ field: "documents.business_licence", code: "required" });
  const id = founded.body.id as string;
  const { households, ways, ...people } = peopleStep();
  await person.call("patch", `/sellers/${id}`, { ...people, households: Number(households), ways: [ways] }).expect(200);
  await person.call("post", `/sellers/${id}/submission`).expect(409);
  await person
    .sends(`/api/v1/sellers/${id}/documents`, { kind: "business_licence", noExpiry: "1" }, { file: [PDF] })
    .expect(201);
  const sent = await person.call("post", `/sellers/${id}/submission`).expect(200);
  expect(sent.body).toMatchObject({ state: "applied", missing: [] });
  expect(sent.body.history.map(({ what }: { what: string }) => what)).toEqual(["founded", "submitted"]);
});

test.each([
  "/apply",
  "/apply/shop",
  "/apply/people",
  "/shop/documents",
  "/shop/settings",
  "/shop/settings/freight",
  "/shop/settings/freight/new",
])("%s speaks English too", async (path) => {
  const person = await newcomer(world.app);
  await person.submit("/apply", shopStep()).expect(303);
  const { text } = await person.get(path).set("accept-language", "en").expect(200);
  expect(text).toContain('<html lang="en">');
  expect(text).not.toMatch(/>(sellers|common|fields):/);
});
