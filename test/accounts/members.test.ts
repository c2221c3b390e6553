import type { Express } from "express";
import request from "supertest";
import { InvitationModel } from "../../src/accounts/members/invitation";
import { NoticeModel } from "../../src/accounts/notices/notice";
import type { OrganisationKind } from "../../src/accounts/organisation";
import { type User, UserModel } from "../../src/accounts/user";
import { DAY, later, now, setClock } from "../../src/shared/time";
import type { MemberRole } from "../../src/shared/viewer";
import { standStill } from "../support/clock";
import { appOf, withDatabase } from "./front-door";
import { as, PASSWORD, type SignedIn, somebody } from "./people";
import { postRound, tokenIn } from "./post";

withDatabase("members");
let app: Express;
let ada: User;
let owner: SignedIn;
beforeAll(async () => {
  app = await appOf();
});
beforeEach(async () => {
  ada = await somebody("ada", { kind: "seller", region: "500242" });
  owner = await as(ada, app);
});
afterEach(() => setClock(undefined));

const organisation = () => ada.memberships[0]?.organisation as never;
const send = (path: string, given: object = {}, { agent, csrf }: SignedIn = owner) =>
  agent
    .post(path)
    .type("form")
    .send({ _csrf: csrf, ...given });
const call = (method: "post" | "put" | "delete", path: string, body?: object, { agent, csrf }: SignedIn = owner) =>
  agent[method](`/api/v1${path}`).set("x-csrf-token", csrf).send(body);
const stored = async (user: User) => (await UserModel.findById(user._id).lean()) as User;
const colleague = (name: string, role: MemberRole) =>
  somebody(name, { memberships: [{ organisation: organisation(), role }] });
const invited = async (email = "bo@example.cn", role = "goods") => {
  await send("/members/invitations", { email, role }).expect(303);
  return tokenIn((await postRound()).find(({ to }) => to.address === email.trim().toLowerCase()));
};
const NEW = { name: "阿波", password: "a lamp in the barn" };

test("an owner invites, a new person makes an account by the link, and both know", async () => {
  const token = await invited(" BO@example.cn ");
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(JSON.stringify(await InvitationModel.find().lean())).not.toContain(token);
  const page = await request(app).get(`/invitation?token=${token}`).expect(200);
  expect(page.text).toContain("某seller邀请您加入");
  expect(page.headers["referrer-policy"]).toBe("same-origin");
  const agent = request.agent(app);
  await agent
    .post("/invitation")
    .type("form")
    .send({ token, ...NEW })
    .expect(303)
    .expect("Location", "/account?done=joined");
  const { body } = await agent.get("/api/v1/session");
  expect(body.user).toMatchObject({ name: "阿波", roles: ["seller"], organisation: { role: "goods" } });
  await expect(UserModel.findOne({ identifier: "bo@example.cn" }).lean()).resolves.toMatchObject({ language: "zh-CN" });
  await expect(NoticeModel.find({ user: ada._id }).lean()).resolves.toMatchObject([{ kind: "member_joined" }]);
  expect((await owner.agent.get("/members")).text).toContain("阿波");
});

test("a link opens once, for seven days, and not after a later letter or a withdrawal", async () => {
  const accept = (token: string) =>
    request(app)
      .post("/invitation")
      .type("form")
      .send({ token, ...NEW });
  const first = await invited();
  const { _id } = (await InvitationModel.findOne().lean()) as { _id: string };
  await send(`/members/invitations/${_id}/renewal`).expect(303);
  await request(app).get(`/invitation?token=${first}`).expect(410);
  const second = tokenIn((await postRound()).at(-1));
  const answers = await Promise.all([accept(second), accept(second)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 410]);
  await accept(second).expect(410);
  await accept("").expect(410);

  const late = await invited("cy@example.cn");
  const begin = now();
  setClock(() => later(begin, 7 * DAY));
  await accept(late).expect(410);
  setClock(undefined);
  const other = await InvitationModel.findOne({ email: "cy@example.cn" }).lean();
  await send(`/members/invitations/${other?._id}/withdrawal`).expect(303);
  await accept(late).expect(410);
  await expect(UserModel.countDocuments()).resolves.toBe(2);
});

test("an existing person signs in, then accepts, and acts for it under a new session", async () => {
  const bo = await somebody("bo");
  const token = await invited();
  const page = await request(app).get(`/invitation?token=${token}`).expect(200);
  expect(page.text).toContain(encodeURIComponent(`/invitation?token=${token}`));
  expect(page.text).not.toContain('name="password"');
  await request(app)
    .post("/invitation")
    .type("form")
    .send({ token, ...NEW })
    .expect(422);
  const there = await as(bo, app);
  const answer = await send("/invitation", { token }, there).expect(303);
  expect(answer.headers["set-cookie"]?.[0]).not.toContain(there.cookie);
  await request(app).get("/account").set("Cookie", there.cookie).expect(303);
  const { body } = await there.agent.get("/api/v1/session");
  expect(body.user.organisation).toMatchObject({ id: organisation(), role: "goods" });
  await expect(stored(bo)).resolves.toMatchObject({ identifier: "bo@example.cn", name: "bo" });
});

test("what was sent to one account is not for another; an address without one may be taken by whoever is signed in", async () => {
  await somebody("bo");
  const cy = await as(await somebody("cy"), app);
  const token = await invited();
  expect((await cy.agent.get(`/invitation?token=${token}`)).text).toContain("那个邮箱另有账号");
  await send("/invitation", { token }, cy).expect(403);
  const free = await invited("nobody@example.cn");
  await send("/invitation", { token: free }, cy).expect(303);
});

test.each([
  ["not-an-address", "goods", "请填邮箱地址"],
  ["13800001234", "goods", "请填邮箱地址"],
  ["bo@example.cn\nBcc: all@example.cn", "goods", "请填邮箱地址"],
  ["ada@example.cn", "goods", "已经在成员里"],
  ["bo@example.cn", "emperor", "请从给出的选项里选"],
])("%j as %s is refused: %s", async (email, role, words) => {
  const page = await send("/members/invitations", { email, role }).expect(422);
  expect(page.text).toContain(words);
  await expect(InvitationModel.countDocuments()).resolves.toBe(0);
});

test("an address is invited once at a time, and an hour has twenty letters", async () => {
  standStill();
  await invited();
  expect((await send("/members/invitations", { email: "bo@example.cn", role: "goods" }).expect(422)).text).toContain(
    "已经邀请过",
  );
  const answers: number[] = [];
  for (let i = 0; i < 20; i++)
    answers.push((await send("/members/invitations", { email: `b${i}@example.cn`, role: "goods" })).status);
  expect(answers.filter((status) => status === 429)).toHaveLength(2);
});

test("only owners manage: others see names without addresses, and are refused at every door", async () => {
  const bo = await colleague("bo", "orders");
  const there = await as(bo, app);
  const page = await there.agent.get("/members").expect(200);
  expect(page.text).toContain("ada");
  expect(page.text).not.toContain("ada@example.cn");
  for (const path of ["/members/invitations", `/members/${ada._id}/role`, `/members/${ada._id}/removal`])
    await send(path, { email: "x@example.cn", role: "member" }, there).expect(403);
  await call("delete", `/members/${ada._id}`, undefined, there).expect(403);
  const { body } = await there.agent.get("/api/v1/members").expect(200);
  expect(body).toMatchObject({ items: [{ name: "ada" }, { name: "bo", role: "orders" }], invitations: [] });
  expect(JSON.stringify(body)).not.toContain("@");
  await request(app).get("/members").expect(303);
  const citizen = await as(await somebody("cy"), app);
  await citizen.agent.get("/members").expect(403);
});

test("another organisation's people and invitations are not there", async () => {
  const eve = await somebody("eve", { kind: "seller", region: "500242" });
  const foreign = await as(eve, app);
  await invited();
  const { _id } = (await InvitationModel.findOne().lean()) as { _id: string };
  await send(`/members/invitations/${_id}/withdrawal`, {}, foreign).expect(404);
  await send(`/members/invitations/${_id}/renewal`, {}, foreign).expect(404);
  await send(`/members/${ada._id}/role`, { role: "member" }, foreign).expect(404);
  await send(`/members/${ada._id}/removal`, {}, foreign).expect(404);
  await expect(stored(ada)).resolves.toMatchObject({ memberships: [{ role: "owner" }] });
});

test("the last owner can neither leave nor be demoted; with a second one, one of the two can", async () => {
  await send("/members/leaving").expect(409);
  await send(`/members/${ada._id}/role`, { role: "member" }).expect(409);
  await call("delete", `/members/${ada._id}`).expect(409);
  const bo = await colleague("bo", "owner");
  const there = await as(bo, app);
  const answers = await Promise.all([
    send(`/members/${bo._id}/role`, { role: "member" }),
    send(`/members/${ada._id}/role`, { role: "member" }, there),
  ]);
  expect(answers.map(({ status }) => status).filter((status) => status === 303)).toHaveLength(1);
  await expect(
    UserModel.countDocuments({ memberships: { $elemMatch: { organisation: organisation(), role: "owner" } } }),
  ).resolves.toBe(1);
});

test("a new role and a removal hold from the next request on, and the person is told", async () => {
  const bo = await colleague("bo", "goods");
  const there = await as(bo, app);
  await send(`/members/${bo._id}/role`, { role: "finance" }).expect(303);
  const role = async () => (await there.agent.get("/api/v1/session")).body.user.organisation?.role;
  await expect(role()).resolves.toBe("finance");
  await send(`/members/${bo._id}/removal`).expect(303);
  await expect(role()).resolves.toBeUndefined();
  await there.agent.get("/sales").expect(403);
  const told = await NoticeModel.find({ user: bo._id }).sort({ at: 1 }).lean();
  expect(told.map(({ kind }) => kind).sort()).toEqual(["member_removed", "member_role_changed"]);
});

test("whoever loses the owner's part loses the invitations they sent", async () => {
  const bo = await colleague("bo", "owner");
  const there = await as(bo, app);
  await send("/members/invitations", { email: "back@example.cn", role: "owner" }, there).expect(303);
  const token = tokenIn((await postRound()).at(-1));
  await send(`/members/${bo._id}/removal`).expect(303);
  await request(app).get(`/invitation?token=${token}`).expect(410);
});

test("leaving makes somebody a citizen again", async () => {
  const bo = await colleague("bo", "orders");
  const there = await as(bo, app);
  await send("/members/leaving", {}, there).expect(303).expect("Location", "/account?done=left");
  const { body } = await there.agent.get("/api/v1/session");
  expect(body.user.roles).toEqual(["buyer"]);
  await expect(stored(bo)).resolves.toMatchObject({ memberships: [] });
});

test("a token manages nobody", async () => {
  const made = await send("/account/tokens", { name: "books" }).expect(201);
  const token = /lq_[\w-]{43}/.exec(made.text)?.[0] ?? "";
  const ask = (method: "get" | "post", path: string, body?: object) =>
    request(app)[method](path).set("Authorization", `Bearer ${token}`).send(body);
  await ask("get", "/api/v1/members").expect(200);
  await ask("post", "/api/v1/members/invitations", { email: "bo@example.cn", role: "owner" }).expect(403);
  await ask("get", "/members").expect(403);
});

test.each(["institution", "county_authority", "helper_authority", "platform"] as const satisfies OrganisationKind[])(
  "the owner of a %s invites clerks, and nobody for a shop's work",
  async (kind) => {
    const head = await as(await somebody("head", { kind, region: "500242" }), app);
    await call("post", "/members/invitations", { email: "clerk@example.cn", role: "goods" }, head).expect(422);
    const { body } = await call("post", "/members/invitations", { email: "clerk@example.cn", role: "member" }, head);
    expect(body).toMatchObject({ email: "clerk@example.cn", role: "member" });
    const letter = (await postRound()).at(-1);
    const accepted = await request(app)
      .post("/api/v1/invitations/acceptance")
      .send({ token: tokenIn(letter), ...NEW })
      .expect(200);
    expect(accepted.body.role).toBe("member");
    expect((await head.agent.get("/members").set("Accept-Language", "en")).text).toContain("Clerk");
  },
);

test("the JSON doors do what the pages do", async () => {
  const { body } = await call("post", "/members/invitations", { email: "bo@example.cn", role: "member" }).expect(201);
  await call("post", `/members/invitations/${body.id}/renewal`).expect(200);
  await postRound();
  await call("delete", `/members/invitations/${body.id}`).expect(204);
  await call("delete", `/members/invitations/${body.id}`).expect(404);
  const bo = await colleague("bo", "member");
  await call("put", `/members/${bo._id}`, { role: "owner" }).expect(204);
  await call("put", `/members/${bo._id}`, { role: "owner", name: "x" }).expect(422);
  await call("delete", `/members/${bo._id}`).expect(204);
  await request(app)
    .post("/api/v1/invitations/acceptance")
    .send({ token: "x", ...NEW })
    .expect(410);
  const missing = await invited("cy@example.cn");
  const refused = await request(app).post("/api/v1/invitations/acceptance").send({ token: missing }).expect(422);
  expect(refused.body.errors.map(({ field }: { field: string }) => field)).toEqual(["name", "password"]);
});

test("a weak password leaves the link open", async () => {
  const token = await invited();
  const page = await request(app).post("/invitation").type("form").send({ token, name: "阿波", password: "12345678" });
  expect(page.status).toBe(422);
  expect(page.text).toContain('value="阿波"');
  expect(page.text).toContain("太常见");
  await request(app)
    .post("/invitation")
    .type("form")
    .send({ token, ...NEW })
    .expect(303);
  await request(app).post("/api/v1/session").send({ identifier: "bo@example.cn", password: NEW.password }).expect(200);
  expect(PASSWORD).not.toBe(NEW.password);
});
