import { NoticeModel } from "../../src/accounts/notices/notice";
import { UserModel } from "../../src/accounts/user";
import { remindOfDocuments } from "../../src/sellers/documents/remind-of-documents";
import { type SellerCase, SellerModel } from "../../src/sellers/seller";
import { DAY, dayOf, later, now } from "../../src/shared/time";
import type { Person } from "../support/person";
import { openWorld, RICE, type World } from "../support/world";
import { aNumber, applied, bring, idOf, newcomer, PDF, shopStep } from "./applicant";

let world: World;
let county: Person;
let admin: Person;
beforeAll(async () => {
  world = await openWorld("vetting");
  [county, admin] = [await world.person("youyang"), await world.person("admin")];
});
afterAll(() => world.close());

const state = async (id: string): Promise<unknown> => (await SellerModel.findById(id, { state: 1 }).lean())?.state;
const decide = (who: Person, id: string, what: string, reason?: string) =>
  who.call(what === "lifting" ? "delete" : "post", `/sellers/${id}/${what === "lifting" ? "suspension" : what}`, {
    ...(reason ? { reason } : {}),
  });
/** Somebody of another county's office. */
const fengjie = async (): Promise<Person> => {
  const person = world.guest();
  await person.signIn({ identifier: "county-fengjie@demo.liangqun", password: await passwordOf() });
  return person;
};
const passwordOf = async (): Promise<string> =>
  ((await import("../../seeds/demo-accounts.json")).default as { password: string }[])[0]?.password ?? "";

async function opened(): Promise<{ person: Person; id: string }> {
  const found = await applied(world.app);
  await decide(county, found.id, "recommendation").expect(200);
  await decide(admin, found.id, "approval").expect(200);
  return found;
}

test("申请 → 县级推荐 → 平台审核 → 开店, and everybody is told", async () => {
  const { person, id } = await applied(world.app);
  expect((await county.get("/desk").expect(200)).text).toContain("主体审核");
  expect((await county.get("/desk/sellers").expect(200)).text).toContain(`/desk/sellers/${id}`);
  const page = (await county.get(`/desk/sellers/${id}`).expect(200)).text;
  for (const word of ["86", "收购农产品", "13800002222", "推荐给平台", "退回补正"]) expect(page).toContain(word);
  expect(page).not.toContain("通过，开店");
  await county.submit(`/desk/sellers/${id}/recommendation`, {}).expect(303);
  await admin.submit(`/desk/sellers/${id}/approval`, {}).expect(303);
  const seller = await SellerModel.findById(id).lean();
  expect(seller).toMatchObject({ state: "open", slug: expect.stringMatching(/^mao-ba-gao-shan-mi/) });
  expect(seller?.openedAt).not.toBeNull();
  const shop = await world.guest().get(`/sellers/${seller?.slug}`).expect(200);
  expect(shop.text).toContain("毛坝高山米专业合作社");
  const kinds = await NoticeModel.distinct("kind", { "params.name": "毛坝高山米专业合作社" });
  expect(kinds.sort()).toEqual([
    "seller_approved",
    "seller_approved_office",
    "seller_recommended",
    "seller_recommended_office",
    "seller_submitted",
  ]);
  const { history } = (await person.get(`/api/v1/sellers/${id}`).expect(200)).body;
  expect(history.map((each: { what: string; side: string }) => [each.what, each.side])).toEqual([
    ["founded", "applicant"],
    ["submitted", "applicant"],
    ["recommended", "county"],
    ["approved", "platform"],
  ]);
});

test("returned with a reason, mended, sent in again; the applicant sees the office and not the person", async () => {
  const { person, id } = await applied(world.app);
  await county.submit(`/desk/sellers/${id}/return`, { reason: "" }).expect(422);
  await county.submit(`/desk/sellers/${id}/return`, { reason: "执照照片看不清，请重拍" }).expect(303);
  const page = (await person.get("/apply").expect(200)).text;
  expect(page).toContain("执照照片看不清，请重拍");
  const official = await UserModel.findOne({ identifier: "county-youyang@demo.liangqun" }).lean();
  expect(page).not.toContain(official?.name);
  expect((await admin.get(`/desk/sellers/${id}`)).text).toContain(official?.name);
  await bring(person).expect(303);
  await person.submit("/apply/submission", {}).expect(303);
  expect(await state(id)).toBe("applied");
  const { documents } = (await person.get(`/api/v1/sellers/${id}`)).body;
  expect(documents.map((each: { replacedAt: string | null }) => each.replacedAt === null)).toEqual([false, true]);
});

test("every step is its office's own, and none is made twice", async () => {
  const { person, id } = await applied(world.app);
  await decide(admin, id, "recommendation").expect(403);
  await decide(county, id, "approval").expect(403);
  await decide(person, id, "approval").expect(403);
  await decide(admin, id, "approval").expect(409);
  const twice = await Promise.all([decide(county, id, "recommendation"), decide(county, id, "recommendation")]);
  expect(twice.map(({ status }) => status).sort()).toEqual([200, 409]);
  const again = await decide(county, id, "recommendation").expect(409);
  expect(again.body.code).toBe("SELLER_MOVED_ON");
  await person.submit("/apply/people", {}).expect(409);
  await bring(person).expect(409);
  await decide(admin, id, "suspension", "还没有开店").expect(409);
});

test("an official decides on what the page showed", async () => {
  const { id } = await applied(world.app);
  await county.submit(`/desk/sellers/${id}/recommendation`, { version: "1" }).expect(409);
  const version = String((await SellerModel.findById(id).lean())?.version);
  await county.submit(`/desk/sellers/${id}/recommendation`, { version }).expect(303);
});

test("another county's official, another seller, a buyer and a guest find nothing", async () => {
  const { person, id } = await applied(world.app);
  const document = (await person.get(`/api/v1/sellers/${id}`)).body.documents[0].id as string;
  const [other, feiling, zhou] = [await fengjie(), await world.person("feiling"), await world.person("zhou")];
  for (const path of [`/desk/sellers/${id}`, `/desk/sellers/${id}/documents/${document}`])
    await other.get(path).expect(404);
  expect((await other.get("/desk/sellers").expect(200)).text).not.toContain(id);
  expect((await other.get("/api/v1/sellers?list=waiting").expect(200)).body.items).toEqual([]);
  await decide(other, id, "recommendation").expect(404);
  await other.submit(`/desk/sellers/${id}/return`, { reason: "不是我县的主体" }).expect(404);
  for (const who of [other, feiling, zhou]) {
    await who.get(`/api/v1/sellers/${id}`).expect(404);
    await who.get(`/api/v1/sellers/${id}/documents/${document}`).expect(404);
  }
  await feiling.get(`/shop/documents/${document}`).expect(404);
  await feiling.call("patch", `/sellers/${id}`, { name: "我的" }).expect(404);
  await feiling.get(`/desk/sellers/${id}`).expect(403);
  await world.guest().get(`/api/v1/sellers/${id}`).expect(404);
  await world.guest().get(`/api/v1/sellers/${id}/documents/${document}`).expect(401);
  await person.get(`/desk/sellers/${id}`).expect(403);
});

test("a licence is opened in a sandbox, under its own name, by its owner and by those who decide", async () => {
  const { person, id } = await applied(world.app);
  const document = (await person.get(`/api/v1/sellers/${id}`)).body.documents[0].id as string;
  for (const answer of [
    await person.get(`/shop/documents/${document}`).expect(200),
    await county.get(`/desk/sellers/${id}/documents/${document}`).expect(200),
    await admin.get(`/api/v1/sellers/${id}/documents/${document}`).expect(200),
  ]) {
    expect(answer.headers["content-type"]).toBe("application/pdf");
    expect(answer.headers["content-security-policy"]).toMatch(/^sandbox/);
    expect(answer.headers["cache-control"]).toBe("private, no-store");
    expect(decodeURIComponent(answer.headers["content-disposition"] ?? "")).toContain(PDF.name);
  }
});

test("an application still being written is nobody's but its owner's", async () => {
  const person = await newcomer(world.app);
  await person.submit("/apply", shopStep()).expect(303);
  const id = await idOf(person);
  await county.get(`/desk/sellers/${id}`).expect(404);
  await decide(county, id, "recommendation").expect(404);
});

test("nobody decides on an organisation they belong to", async () => {
  const { id } = await applied(world.app);
  const seller = await SellerModel.findById(id).lean();
  const official = { identifier: "county-youyang@demo.liangqun" };
  const membership = { organisation: seller?.organisation, role: "member" };
  await UserModel.updateOne(official, { $push: { memberships: membership } } as never);
  const refused = await decide(county, id, "recommendation").expect(403);
  expect(refused.body.code).toBe("OWN_ORGANISATION");
  await UserModel.updateOne(official, { $pull: { memberships: membership } } as never);
  await decide(county, id, "recommendation").expect(200);
});

test("a suspended shop is gone at once, its paid orders are not; lifting brings it back", async () => {
  const [zhou, feiling] = [await world.person("zhou"), await world.person("feiling")];
  const checkedOut = await zhou.orders(RICE, 1);
  await zhou.desk(checkedOut, "paid").expect(303);
  await world.deliver();
  await zhou.puts(RICE, 1).expect(200);
  const shop = await SellerModel.findOne({ slug: "feiling" }).lean();
  const [id, slug] = [String(shop?._id), String(shop?.slug)];
  await decide(admin, id, "suspension", "").expect(422);
  await decide(admin, id, "suspension", "有买家举报以次充好，核查期间暂停").expect(200);
  await world.guest().get(`/sellers/${slug}`).expect(404);
  expect((await world.guest().get("/api/v1/products?q=大米").expect(200)).body.items).toEqual([]);
  await zhou.puts(RICE, 1).expect(404);
  const code = (await zhou.checkout().expect(409)).body.code;
  expect(code).toBe("CART_EMPTY");
  const number = checkedOut.orders[0]?.number as string;
  expect((await feiling.get(`/sales/${number}`).expect(200)).text).toContain(number);
  expect((await feiling.get("/apply").expect(200)).text).toContain("以次充好");
  await decide(county, id, "lifting").expect(403);
  await decide(admin, id, "lifting").expect(200);
  await decide(admin, id, "lifting").expect(409);
  await world.guest().get(`/sellers/${slug}`).expect(200);
  await zhou.puts(RICE, 1).expect(200);
});

test("papers: a reminder thirty days before, once; an expired one is told to owner and county, and marked", async () => {
  const { person, id } = await opened();
  const inDays = (days: number) => dayOf(later(now(), days * DAY));
  await bring(person, { noExpiry: "", validUntil: inDays(20) }).expect(303);
  const told = (kind: string) => NoticeModel.countDocuments({ kind, "params.name": "毛坝高山米专业合作社" });
  const [soon, out, office] = [
    await told("seller_document_soon"),
    await told("seller_document_expired"),
    await told("seller_document_expired_office"),
  ];
  await remindOfDocuments(now());
  await remindOfDocuments(now());
  expect(await told("seller_document_soon")).toBe(soon + 1);
  expect((await person.get("/shop/documents")).text).toContain("到期");
  const then = later(now(), 21 * DAY);
  await remindOfDocuments(then);
  await remindOfDocuments(then);
  expect([await told("seller_document_expired"), await told("seller_document_expired_office")]).toEqual([
    out + 1,
    office + 1,
  ]);
  expect(await state(id)).toBe("open");
  const seller = (await SellerModel.findById(id).lean()) as SellerCase;
  const documents = seller.documents.map((each) => ({ ...each, validUntil: "2026-01-01" }));
  await SellerModel.updateOne({ _id: seller._id }, { $set: { documents } });
  const list = (await county.get("/desk/sellers?list=expired").expect(200)).text;
  expect(list).toContain(id);
  await bring(person, { noExpiry: "1" }).expect(303);
  expect((await county.get("/desk/sellers?list=expired").expect(200)).text).not.toContain(id);
  expect((await county.get(`/desk/sellers/${id}`)).text).toContain("换新证照");
});

test("a returned application leaves its registration number to whoever can show it", async () => {
  const number = aNumber();
  const { id } = await applied(world.app, { registrationNumber: number });
  await decide(county, id, "return", "这不是你们的号码").expect(200);
  const rightful = await applied(world.app, { registrationNumber: number });
  expect(await state(rightful.id)).toBe("applied");
});

test.each(["/desk", "/desk/sellers", "/desk/sellers?list=open", "/desk/sellers?list=suspended"])(
  "%s speaks English too",
  async (path) => {
    const { text } = await county.get(path).set("accept-language", "en").expect(200);
    expect(text).toContain('<html lang="en">');
    expect(text).not.toMatch(/>(sellers|common|desk):/);
  },
);
