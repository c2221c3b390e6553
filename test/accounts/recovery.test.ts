import type { Express } from "express";
import request from "supertest";
import { MailModel } from "../../src/accounts/mail/mail";
import { NoticeModel } from "../../src/accounts/notices/notice";
import { type User, UserModel } from "../../src/accounts/user";
import { database } from "../../src/shared/db";
import { later, MINUTE, now, setClock } from "../../src/shared/time";
import { standStill } from "../support/clock";
import { appOf, withDatabase } from "./front-door";
import { as, PASSWORD, somebody } from "./people";
import { postRound, tokenIn } from "./post";

withDatabase("recovery");
let app: Express;
let ada: User;
beforeAll(async () => {
  app = await appOf();
});
beforeEach(async () => {
  ada = await somebody("ada");
});
afterEach(() => setClock(undefined));

const NEW = "a lamp in the barn";
const ask = (identifier: string) => request(app).post("/password-reset").type("form").send({ identifier });
const choose = (token: string, password = NEW) =>
  request(app).post("/new-password").type("form").send({ token, password });
const linked = async (): Promise<string> => {
  await ask("ada@example.cn").expect(303);
  return tokenIn((await postRound()).at(-1));
};
const signsIn = (password: string) =>
  request(app).post("/api/v1/session").send({ identifier: ada.identifier, password });

test("a link by mail leads to a new password, which ends every session and every token", async () => {
  const here = await as(ada, app);
  const made = await here.agent.post("/account/tokens").type("form").send({ _csrf: here.csrf, name: "books" });
  const bearer = `Bearer ${/lq_[\w-]{43}/.exec(made.text)?.[0]}`;
  await request(app).get("/api/v1/orders").set("Authorization", bearer).expect(200);
  const token = await linked();
  expect(token).toMatch(/^[\w-]{43}$/);
  const page = await request(app).get(`/new-password?token=${token}`).expect(200);
  expect(page.headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "same-origin" });
  await choose(token).expect(303).expect("Location", "/sign-in?done=reset");
  await here.agent.get("/account").expect(303);
  await request(app).get("/api/v1/orders").set("Authorization", bearer).expect(401);
  await signsIn(PASSWORD).expect(401);
  await signsIn(NEW).expect(200);
  await expect(NoticeModel.find().lean()).resolves.toMatchObject([{ user: ada._id, kind: "password_changed" }]);
});

test("a link opens once, for half an hour, and not after a later one", async () => {
  const first = await linked();
  const second = await linked();
  await choose(first).expect(410);
  const answers = await Promise.all([choose(second), choose(second)]);
  expect(answers.map(({ status }) => status).filter((status) => status === 303)).toHaveLength(1);
  await request(app).get(`/new-password?token=${second}`).expect(410);

  const late = await linked();
  const begin = now();
  setClock(() => later(begin, 30 * MINUTE));
  await choose(late, "yet another sentence").expect(410);
  await request(app).get("/new-password").expect(410);
  await request(app).get("/new-password?token=x&token=y").expect(410);
});

test("a known and an unknown address are answered alike, at the same cost", async () => {
  await somebody("bob", { status: "suspended" });
  const answers = await Promise.all(["ada", "nobody", "bob"].map((name) => ask(`${name}@example.cn`).expect(303)));
  expect(new Set(answers.map(({ headers }) => headers.location))).toEqual(new Set(["/password-reset?asked=1"]));
  await expect(MailModel.countDocuments()).resolves.toBe(3);
  const letters = await postRound();
  expect(letters.map(({ to }) => to.address)).toEqual(["ada@example.cn"]);
  await ask("13800001234").expect(303);
  await expect(MailModel.countDocuments()).resolves.toBe(3);
  expect((await ask("nonsense").expect(422)).text).toContain("请填邮箱");
});

test("nothing in the database opens anything", async () => {
  const token = await linked();
  for (const name of ["mails", "password_resets", "users"])
    expect(JSON.stringify(await database().collection(name).find().toArray())).not.toContain(token);
});

test("the link's host is ours, whatever the request claims", async () => {
  await request(app).post("/password-reset").set("Host", "evil.example").type("form").send({
    identifier: "ada@example.cn",
  });
  const [letter] = await postRound();
  expect(letter?.text).toContain("https://market.example.cn/new-password?token=");
  expect(letter?.text).not.toContain("evil");
});

test("a letter box is not filled: five an hour, known or not", async () => {
  standStill();
  for (const name of ["ada", "nobody"]) {
    const answers: number[] = [];
    for (let i = 0; i < 7; i++) answers.push((await ask(`${name}@example.cn`)).status);
    expect(answers).toEqual([303, 303, 303, 303, 303, 429, 429]);
  }
});

test("a weak password leaves the link open, and the words come in the reader's language", async () => {
  const token = await linked();
  expect((await choose(token, "12345678").expect(422)).text).toContain("太常见");
  await choose(token, "").expect(422);
  await choose(token).expect(303);
  await UserModel.updateOne({ _id: ada._id }, { language: "en" });
  await ask("ada@example.cn").expect(303);
  expect((await postRound()).at(-1)?.subject).toBe("A new password for Liangqun");
});

test("programs ask and choose alike", async () => {
  await request(app).post("/api/v1/password-resets").send({ identifier: "nobody@example.cn" }).expect(202);
  await request(app).post("/api/v1/password-resets").send({ identifier: "ada@example.cn" }).expect(202);
  const token = tokenIn((await postRound()).at(-1));
  const put = (body: object) => request(app).put("/api/v1/password-resets").send(body);
  await put({ token, password: "short" }).expect(422);
  await put({ token, password: NEW }).expect(204);
  await put({ token, password: NEW }).expect(410);
});

test("changing the password while signed in revokes the tokens too", async () => {
  const { agent, csrf } = await as(ada, app);
  await agent.post("/account/tokens").type("form").send({ _csrf: csrf, name: "books" }).expect(201);
  await agent.post("/account/password").type("form").send({ _csrf: csrf, current: PASSWORD, chosen: NEW }).expect(303);
  await expect(database().collection("tokens").countDocuments()).resolves.toBe(0);
});
