import type { Express } from "express";
import request from "supertest";
import { type User, UserModel } from "../../src/accounts/user";
import { setClock } from "../../src/shared/time";
import { standStill } from "../support/clock";
import { appOf, withDatabase } from "./front-door";
import { as, PASSWORD, type SignedIn, somebody } from "./people";

withDatabase("account");
let app: Express;
let ada: User;
let here: SignedIn;
beforeAll(async () => {
  app = await appOf();
});
beforeEach(async () => {
  ada = await somebody("ada");
  here = await as(ada, app);
});
afterEach(() => setClock(undefined));

const send = (path: string, given: object = {}, { agent, csrf } = here) =>
  agent
    .post(path)
    .type("form")
    .send({ _csrf: csrf, ...given });
const stored = async () => (await UserModel.findById(ada._id).lean()) as User;
const NEW = "another long sentence";

test("guests are sent to the door and come back", async () => {
  await request(app).get("/account").expect(303).expect("Location", "/sign-in?next=%2Faccount");
  await request(app).post("/account/password").type("form").send({ current: PASSWORD, chosen: NEW }).expect(401);
});

test("every change needs the form's own token", async () => {
  for (const path of ["/account", "/account/password", "/account/tokens", "/account/sessions/end", "/sign-out"]) {
    await here.agent.post(path).type("form").send({ name: "x", current: PASSWORD, chosen: NEW }).expect(403);
    await send(path, { _csrf: "wrong", name: "x", current: PASSWORD, chosen: NEW }).expect(403);
  }
  await here.agent.get("/account").expect(200);
  await expect(stored()).resolves.toMatchObject({ name: "ada", sessionVersion: 1 });
});

test("a new name and home are seen at once, and may be taken back", async () => {
  await send("/account", { name: "阿达", homeRegion: "CQ-LJXQ" })
    .expect(303)
    .expect("Location", "/account?done=details");
  const { body } = await here.agent.get("/api/v1/session");
  expect(body.user).toMatchObject({ name: "阿达", region: "CQ-LJXQ" });
  await send("/account", { name: "阿达", homeRegion: "" }).expect(303);
  await expect(stored()).resolves.toMatchObject({ homeRegion: null });
});

test("a wrong name or home comes back with a word beside it", async () => {
  const page = await send("/account", { name: " ", homeRegion: "510000" }).expect(422);
  expect(page.text).toContain("这一项要填");
  const region = await send("/account", { name: "阿达", homeRegion: "510000" }).expect(422);
  expect(region.text).toContain("请从给出的选项里选");
  expect(region.text).toContain('value="阿达"');
  await send("/account", { name: "阿达", status: "suspended" }).expect(422);
});

test("a new password needs the current one, and ends every other session", async () => {
  const elsewhere = await as(ada, app);
  await send("/account/password", { current: PASSWORD, chosen: NEW })
    .expect(303)
    .expect("Location", "/account?done=password");
  await here.agent.get("/account").expect(200);
  await elsewhere.agent.get("/account").expect(303);
  await request(app).get("/account").set("Cookie", here.cookie).expect(303);
  await request(app).post("/api/v1/session").send({ identifier: ada.identifier, password: PASSWORD }).expect(401);
  await request(app).post("/api/v1/session").send({ identifier: ada.identifier, password: NEW }).expect(200);
});

test.each([
  [{ current: "wrong, wrong", chosen: NEW }, "和现在的密码对不上"],
  [{ current: PASSWORD, chosen: "short" }, "至少要 8 个字"],
  [{ current: PASSWORD, chosen: "password2026" }, "这个密码太常见"],
  [{ current: PASSWORD, chosen: PASSWORD }, "和现在的密码一样"],
  [{ chosen: NEW }, "这一项要填"],
])("%j is refused: %s", async (given, word) => {
  const page = await send("/account/password", given).expect(422);
  expect(page.text).toContain(word);
  expect(page.text).not.toContain(NEW);
  await expect(stored()).resolves.toMatchObject({ sessionVersion: 1, passwordHash: ada.passwordHash });
});

test("whoever sits at an open screen cannot try passwords for ever", async () => {
  standStill();
  const answers: number[] = [];
  for (let i = 0; i < 12; i++)
    answers.push((await send("/account/password", { current: `wrong, wrong ${i}`, chosen: NEW })).status);
  expect(answers).toEqual([...Array(10).fill(422), 429, 429]);
});

test("every other session ends on request", async () => {
  const elsewhere = await as(ada, app);
  await send("/account/sessions/end").expect(303).expect("Location", "/account?done=sessions");
  await elsewhere.agent.get("/account").expect(303);
  await here.agent.get("/account").expect(200);
});

test("two new passwords at the same moment: one of them counts, and it is the one that was confirmed", async () => {
  const elsewhere = await as(ada, app);
  const answers = await Promise.all([
    send("/account/password", { current: PASSWORD, chosen: NEW }),
    send("/account/password", { current: PASSWORD, chosen: `${NEW} too` }, elsewhere),
  ]);
  const won = answers.findIndex(({ status }) => status === 303);
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  await request(app)
    .post("/api/v1/session")
    .send({ identifier: ada.identifier, password: won === 0 ? NEW : `${NEW} too` })
    .expect(200);
});

test("an institution sees whose purchases its orders are, and cannot change it", async () => {
  const office = await somebody("office", { kind: "institution", region: "500105" });
  const { agent, csrf } = await as(office, app);
  const page = await agent.get("/account").expect(200);
  expect(page.text).toContain("这家单位的采购归江北区");
  expect(page.text).not.toContain('name="homeRegion"');
  await agent.post("/account").type("form").send({ _csrf: csrf, name: "某人", region: "500103" }).expect(422);
});

test("both languages, and nothing of it is kept by anybody", async () => {
  const chinese = await here.agent.get("/account").expect(200);
  expect(chinese.text).toContain("我的资料");
  expect(chinese.headers["cache-control"]).toBe("no-store");
  const english = await here.agent.get("/account").set("Accept-Language", "en").expect(200);
  expect(english.text).toContain("My details");
});
