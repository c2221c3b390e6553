import type { Express } from "express";
import request from "supertest";
import { type User, UserModel } from "../../src/accounts/user";
import { database } from "../../src/shared/db";
import { DAY, later, now, setClock } from "../../src/shared/time";
import { appOf, withDatabase } from "./front-door";
import { as, type SignedIn, somebody } from "./people";

withDatabase("token");
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

const make = ({ agent, csrf }: SignedIn, name = "采购系统") =>
  agent.post("/account/tokens").type("form").send({ _csrf: csrf, name });
const tokenOn = (page: { text: string }) => /lq_[\w-]{43}/.exec(page.text)?.[0] ?? "";
const revocations = async ({ agent }: SignedIn) =>
  [...(await agent.get("/account")).text.matchAll(/\/account\/tokens\/(\w+)\/revocation/g)].map(([path]) => path);
const asking = (token: string) => request(app).get("/api/v1/session").set("Authorization", `Bearer ${token}`);

test("a token is shown once, stored as a hash, and speaks for its owner", async () => {
  const made = await make(here).expect(201);
  const token = tokenOn(made);
  expect(made.headers["cache-control"]).toBe("no-store");
  const { body } = await asking(token).expect(200);
  expect(body.user).toMatchObject({ id: ada._id, roles: ["buyer"] });
  expect((await here.agent.get("/account")).text).not.toContain(token.slice(3));
  expect(JSON.stringify(await database().collection("tokens").find().toArray())).not.toContain(token.slice(3));
});

test("it needs no session and makes none, and a state-changing call needs no form token", async () => {
  const token = tokenOn(await make(here));
  const before = await database().collection("sessions").countDocuments();
  const answer = await request(app).delete("/api/v1/session").set("Authorization", `Bearer ${token}`).expect(204);
  expect(answer.headers["set-cookie"] ?? []).not.toContainEqual(expect.stringContaining("sid=s"));
  await expect(database().collection("sessions").countDocuments()).resolves.toBe(before);
});

test("revoked, it opens nothing; the others still do", async () => {
  const [first, second] = [tokenOn(await make(here, "一")), tokenOn(await make(here, "二"))];
  const [newest] = await revocations(here);
  await here.agent
    .post(newest ?? "")
    .type("form")
    .send({ _csrf: here.csrf })
    .expect(303);
  await asking(second).expect(401);
  await asking(first).expect(200);
});

test("somebody else's token is not there", async () => {
  await make(here);
  const [path] = await revocations(here);
  const bob = await as(await somebody("bob"), app);
  await bob.agent
    .post(path ?? "")
    .type("form")
    .send({ _csrf: bob.csrf })
    .expect(404);
  await expect(revocations(here)).resolves.toHaveLength(1);
  await expect(revocations(bob)).resolves.toHaveLength(0);
});

test.each(["lq_", `lq_${"x".repeat(43)}`, "x".repeat(5000), "lq_$ne"])("%j is refused, not ignored", async (token) => {
  const { body } = await asking(token).expect(401);
  expect(body.code).toBe("SIGN_IN_FIRST");
});

test("it ends after a year, and with its owner's standing", async () => {
  const token = tokenOn(await make(here));
  await UserModel.updateOne({ _id: ada._id }, { $set: { status: "suspended" } });
  await asking(token).expect(401);
  await UserModel.updateOne({ _id: ada._id }, { $set: { status: "active" } });
  const begin = now();
  setClock(() => later(begin, 364 * DAY));
  await asking(token).expect(200);
  setClock(() => later(begin, 365 * DAY));
  await asking(token).expect(401);
});

test("ten are enough, and each has a name", async () => {
  for (let i = 0; i < 10; i++) await make(here, `第${i}个`).expect(201);
  const page = await make(here, "又一个").expect(422);
  expect(page.text).toContain("最多 10 个令牌");
  expect(page.text).toContain('value="又一个"');
  await make(here, " ").expect(422);
});
