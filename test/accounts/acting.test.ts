import type { Express } from "express";
import request from "supertest";
import { newOrganisation, OrganisationModel } from "../../src/accounts/organisation";
import { type User, UserModel } from "../../src/accounts/user";
import type { OrganisationId } from "../../src/shared/ids";
import { HOUR, later, now, setClock } from "../../src/shared/time";
import { appOf, withDatabase } from "./front-door";
import { as, type SignedIn, somebody } from "./people";

withDatabase("acting");
let app: Express;
let ada: User;
let here: SignedIn;
let shop: OrganisationId;
let bureau: OrganisationId;
beforeAll(async () => {
  app = await appOf();
});
beforeEach(async () => {
  const both = [
    newOrganisation({ kind: "seller", name: "某合作社" }, now()),
    newOrganisation({ kind: "county_authority", name: "某专班", region: "500242" as never }, now()),
  ];
  await OrganisationModel.insertMany(both);
  [shop, bureau] = both.map(({ _id }) => _id) as [OrganisationId, OrganisationId];
  ada = await somebody("ada", {
    memberships: [
      { organisation: shop, role: "orders" },
      { organisation: bureau, role: "owner" },
    ],
  });
  here = await as(ada, app);
});
afterEach(() => setClock(undefined));

const choose = (acting: string, { agent, csrf } = here) =>
  agent.post("/account/acting").type("form").send({ _csrf: csrf, acting });
const session = async ({ agent } = here) => (await agent.get("/api/v1/session").expect(200)).body;
const leave = (organisation: OrganisationId) =>
  UserModel.updateOne({ _id: ada._id }, { $pull: { memberships: { organisation } } });

test("the first organisation, until another is chosen; the session is called anew", async () => {
  await expect(session()).resolves.toMatchObject({
    user: { roles: ["seller"], organisation: { id: shop, role: "orders" } },
    organisations: [
      { id: shop, name: "某合作社", kind: "seller", role: "orders", acting: true },
      { id: bureau, role: "owner", acting: false },
    ],
  });
  const page = await here.agent.get("/account").expect(200);
  expect(page.text).toContain("某专班");
  const answer = await choose(bureau).expect(303).expect("Location", "/account?done=acting");
  expect(answer.headers["set-cookie"]?.[0]).toMatch(/^sid=/);
  await request(app).get("/account").set("Cookie", here.cookie).expect(303);
  await expect(session()).resolves.toMatchObject({
    user: { roles: ["county_official"], organisation: { id: bureau } },
  });
});

test("or oneself, who buys for the own table", async () => {
  await choose("self").expect(303);
  const { user } = await session();
  expect(user.roles).toEqual(["buyer"]);
  expect(user.organisation).toBeUndefined();
  await here.agent.get("/desk").expect(403);
});

test("a choice stays for the next signing in, and changes nothing in a session that is open elsewhere", async () => {
  const elsewhere = await as(ada, app);
  await choose(bureau).expect(303);
  await expect(session(elsewhere)).resolves.toMatchObject({ user: { organisation: { id: shop } } });
  await expect(session(await as(ada, app))).resolves.toMatchObject({ user: { organisation: { id: bureau } } });
});

test("what one does not belong to cannot be chosen", async () => {
  const other = newOrganisation({ kind: "platform", name: "平台" }, now());
  await OrganisationModel.insertMany([other]);
  for (const acting of [other._id, "org_nothing", "$ne"]) await choose(acting).expect(404);
  await choose("").expect(422);
  await expect(session()).resolves.toMatchObject({ user: { organisation: { id: shop } } });
});

test("whoever is taken out of the organisation they act for is themselves alone, not somebody of another", async () => {
  await leave(shop);
  await expect(session()).resolves.toMatchObject({ user: { roles: ["buyer"] } });
  await expect(session(await as(ada, app))).resolves.toMatchObject({ user: { organisation: { id: bureau } } });
});

test("a token speaks for the organisation it was made for, and for nobody once that is over", async () => {
  const made = await here.agent.post("/account/tokens").type("form").send({ _csrf: here.csrf, name: "books" });
  const bearer = `Bearer ${/lq_[\w-]{43}/.exec(made.text)?.[0]}`;
  const ask = () => request(app).get("/api/v1/session").set("Authorization", bearer);
  await choose(bureau).expect(303);
  expect((await ask()).body.user.organisation.id).toBe(shop);
  await request(app)
    .put("/api/v1/session/organisation")
    .set("Authorization", bearer)
    .send({ organisation: bureau })
    .expect(403);
  await leave(shop);
  await ask().expect(401);
});

test("an official's day does not begin anew by changing over or by ending other sessions", async () => {
  const begin = now();
  setClock(() => later(begin, 11 * HOUR));
  await choose(bureau).expect(303);
  const { csrfToken } = await session();
  await here.agent.post("/account/sessions/end").type("form").send({ _csrf: csrfToken }).expect(303);
  await here.agent.get("/desk").expect(200);
  setClock(() => later(begin, 12 * HOUR));
  await here.agent.get("/desk").expect(303);
});

test("programs choose with PUT", async () => {
  const put = (organisation: string | null, csrf: string) =>
    here.agent.put("/api/v1/session/organisation").set("x-csrf-token", csrf).send({ organisation });
  const first = await put(bureau, here.csrf).expect(200);
  expect(first.body).toMatchObject({ user: { roles: ["county_official"] }, csrfToken: expect.any(String) });
  await put(null, here.csrf).expect(403);
  const second = await put(null, first.body.csrfToken).expect(200);
  expect(second.body.user.roles).toEqual(["buyer"]);
  await put("org_nothing", second.body.csrfToken).expect(404);
});

test("letters follow the language chosen while signed in, and the one of signing up", async () => {
  const language = async () => (await UserModel.findById(ada._id).lean())?.language;
  await here.agent.get("/account?lang=en").expect(303).expect("Location", "/account");
  await expect(language()).resolves.toBe("en");
  expect((await here.agent.get("/account")).text).toContain("My details");
  await here.agent.get("/account?lang=zh-CN&done=details").expect(303).expect("Location", "/account?done=details");
  await expect(language()).resolves.toBe("zh-CN");
  await request(app).get("/products?q=rice&lang=en").expect(303).expect("Location", "/products?q=rice");
  await request(app)
    .post("/api/v1/users")
    .set("Accept-Language", "en")
    .send({ identifier: "eve@example.cn", password: "a lamp in the barn", name: "Eve" })
    .expect(201);
  await expect(UserModel.findOne({ identifier: "eve@example.cn" }).lean()).resolves.toMatchObject({ language: "en" });
});
