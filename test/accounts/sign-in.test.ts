import type { Express } from "express";
import request from "supertest";
import { onSignIn, signIn } from "../../src/accounts/sign-in/sign-in";
import { UserModel } from "../../src/accounts/user";
import { database } from "../../src/shared/db";
import { HOUR, later, now, setClock } from "../../src/shared/time";
import { appOf, withDatabase } from "./front-door";
import { as, cookieIn, PASSWORD, somebody } from "./people";

withDatabase("sign_in");
let app: Express;
beforeAll(async () => {
  app = await appOf();
});
afterEach(() => setClock(undefined));

const session = (given: unknown) =>
  request(app)
    .post("/api/v1/session")
    .send(given as object);
const sessions = () => database().collection("sessions").countDocuments();

test("a person signs in, is known, and signs out", async () => {
  const ada = await somebody("ada", { homeRegion: "500105" as never });
  const { agent, csrf } = await as(ada, app);
  const known = await agent.get("/api/v1/session").expect(200).expect("Cache-Control", "no-store");
  expect(known.body).toEqual({
    user: { id: ada._id, name: "ada", roles: ["buyer"], region: "500105" },
    csrfToken: csrf,
  });
  await agent.delete("/api/v1/session").set("x-csrf-token", csrf).expect(204);
  await expect(agent.get("/api/v1/session").then((response) => response.body)).resolves.toEqual({
    user: null,
    csrfToken: "",
  });
});

test("what people type is folded: capitals, blanks and full-width letters open the same door", async () => {
  await somebody("ada");
  await session({ identifier: " ＡDA@Example.cn ", password: PASSWORD }).expect(200);
});

test.each([
  ["county_authority", "county_official"],
  ["helper_authority", "helper_official"],
  ["city_authority", "city_official"],
  ["institution", "institution"],
  ["seller", "seller"],
  ["platform", "admin"],
] as const)("somebody of a %s is a %s", async (kind, role) => {
  const { agent } = await as(await somebody("ada", { kind, region: "500242" }), app);
  const { body } = await agent.get("/api/v1/session");
  expect(body.user).toMatchObject({ roles: [role], organisation: { kind }, region: "500242" });
});

test("an unknown name, a wrong password and a suspended person get the same answer", async () => {
  await somebody("ada");
  await somebody("bob", { status: "suspended" });
  const tries = [
    { identifier: "nobody@example.cn", password: PASSWORD },
    { identifier: "ada@example.cn", password: "wrong, wrong, wrong" },
    { identifier: "bob@example.cn", password: PASSWORD },
  ];
  const answers = await Promise.all(tries.map((each) => session(each).expect(401)));
  const [first, ...rest] = answers.map(({ body: { requestId: _, ...body } }) => body);
  expect(first.code).toBe("WRONG_CREDENTIALS");
  for (const body of rest) expect(body).toEqual(first);
  await expect(sessions()).resolves.toBe(0);
});

test("an unknown name costs as long as a wrong password", async () => {
  await somebody("ada");
  /** What this process has worked meanwhile, which is the same however busy the machine is with other things. */
  const cost = async (identifier: string): Promise<number> => {
    const before = process.cpuUsage();
    await expect(signIn({ identifier, password: "wrong, wrong, wrong" }, now())).rejects.toMatchObject({
      code: "WRONG_CREDENTIALS",
    });
    return process.cpuUsage(before).user;
  };
  const costs: Record<string, number[]> = { "nobody@example.cn": [], "ada@example.cn": [] };
  // In turns, so that both see the same weather.
  for (let i = 0; i < 15; i++) for (const [name, all] of Object.entries(costs)) all.push(await cost(name));
  const [unknown = 0, wrong = 0] = Object.values(costs).map((all) => all.sort((a, b) => a - b)[7] ?? 0);
  // A skipped hash would be ten times cheaper.
  expect(unknown / wrong).toBeGreaterThan(0.5);
  expect(unknown / wrong).toBeLessThan(2);
});

test("only two texts in the body count: not the query, not lists, objects or numbers", async () => {
  await somebody("ada");
  const query = `?identifier=ada%40example.cn&password=${encodeURIComponent(PASSWORD)}`;
  for (const path of ["/api/v1/session", "/sign-in"]) {
    const { status } = await request(app).post(`${path}${query}`);
    expect([401, 422]).toContain(status);
  }
  const strange = [["ada@example.cn"], { $gt: "" }, 1, true, null, undefined, ""];
  for (const identifier of strange) await session({ identifier, password: PASSWORD }).expect(422);
  for (const password of strange) await session({ identifier: "ada@example.cn", password }).expect(422);
  await session({ identifier: "ada@example.cn", password: PASSWORD, roles: ["admin"] }).expect(422);
  await request(app)
    .post("/sign-in")
    .type("form")
    .send("identifier=ada%40example.cn&identifier=x&password=y")
    .expect(422);
  await expect(sessions()).resolves.toBe(0);
});

test("the session gets a new id at the door, and the old one opens nothing", async () => {
  const [ada, bob] = [await somebody("ada"), await somebody("bob")];
  const first = await as(ada, app);
  const second = await first.agent
    .post("/api/v1/session")
    .set("x-csrf-token", first.csrf)
    .send({ identifier: bob.identifier, password: PASSWORD })
    .expect(200);
  expect(cookieIn(second)).not.toContain(first.cookie);
  expect(second.body.csrfToken).not.toBe(first.csrf);
  const replay = await request(app).get("/api/v1/session").set("Cookie", first.cookie);
  expect(replay.body.user).toBeNull();
  const planted = await request(app)
    .post("/api/v1/session")
    .set("Cookie", "sid=s%3Aplanted.signature")
    .send({ identifier: ada.identifier, password: PASSWORD });
  expect(cookieIn(planted)).not.toContain("planted");
});

test("the cookie keeps to our own pages, and to this host in production", async () => {
  await somebody("ada");
  const plain = cookieIn(await session({ identifier: "ada@example.cn", password: PASSWORD }));
  expect(plain).toMatch(/^sid=.*HttpOnly; SameSite=Lax/);
  const id = decodeURIComponent(/^sid=s(?:%3A|:)([^.]+)\./.exec(plain)?.[1] ?? "");
  expect(id.length * 6).toBeGreaterThanOrEqual(128);

  const production = await appOf({
    NODE_ENV: "production",
    TRUST_PROXY_HOPS: "1",
    PUBLIC_URL: "https://market.example.cn",
    SESSION_SECRETS: "s".repeat(40),
    STRIPE_SECRET_KEY: "sk_live_not_used",
    STRIPE_WEBHOOK_SECRETS: "whsec_not_used",
    MAIL: "outbox",
    DATA_KEYS: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
  });
  const answer = await request(production)
    .post("/api/v1/session")
    .set("X-Forwarded-Proto", "https")
    .send({ identifier: "ada@example.cn", password: PASSWORD })
    .expect(200);
  expect(cookieIn(answer)).toMatch(/^__Host-sid=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/);
});

test("after signing out the cookie is worthless and its row is gone", async () => {
  const { agent, csrf, cookie } = await as(await somebody("ada"), app);
  await expect(sessions()).resolves.toBe(1);
  const out = await agent.post("/sign-out").type("form").send({ _csrf: csrf }).expect(303);
  expect(out.headers.location).toBe("/");
  expect(cookieIn(out)).toMatch(/^sid=;/);
  await expect(sessions()).resolves.toBe(0);
  const { body } = await request(app).get("/api/v1/session").set("Cookie", cookie);
  expect(body.user).toBeNull();
  await request(app).get("/account").set("Cookie", cookie).expect(303).expect("Location", "/sign-in?next=%2Faccount");
});

test("somebody suspended is out at their next request", async () => {
  const ada = await somebody("ada");
  const { agent } = await as(ada, app);
  await UserModel.updateOne({ _id: ada._id }, { $set: { status: "suspended" } });
  await agent.get("/account").expect(303);
  await UserModel.deleteOne({ _id: ada._id });
  await agent.get("/account").expect(303);
});

test("an official's session ends twelve hours after it began, however busy; a buyer's does not", async () => {
  const official = await as(await somebody("ada", { kind: "county_authority", region: "500242" }), app);
  const buyer = await as(await somebody("bob"), app);
  const begin = now();
  for (const [hours, status] of [
    [6, 200],
    [11.9, 200],
    [12.1, 303],
  ] as const) {
    setClock(() => later(begin, hours * HOUR));
    await official.agent.get("/account").expect(status);
    await buyer.agent.get("/account").expect(200);
  }
});

test("a demonstration account does not enter in production, nor stay", async () => {
  const ada = await somebody("ada", { demo: true });
  const { agent } = await as(ada, app);
  const before = process.env.NODE_ENV;
  try {
    process.env.NODE_ENV = "production";
    await session({ identifier: ada.identifier, password: PASSWORD }).expect(401);
    await agent.get("/account").expect(303);
  } finally {
    process.env.NODE_ENV = before;
  }
});

test("a refused page keeps what was typed, but not the password, and says why", async () => {
  const page = await request(app)
    .post("/sign-in")
    .type("form")
    .send({ identifier: "<b>ada</b>", password: "xyzzy-xyzzy", next: "/orders" })
    .expect(422);
  expect(page.text).toContain('value="&lt;b&gt;ada&lt;/b&gt;"');
  expect(page.text).toContain('value="/orders"');
  expect(page.text).toContain("登录名或密码不对");
  expect(page.text).not.toContain("xyzzy");
  expect(page.headers["cache-control"]).toBe("no-store");
  const english = await request(app)
    .post("/sign-in")
    .set("Accept-Language", "en")
    .type("form")
    .send({ identifier: "ada" })
    .expect(422);
  expect(english.text).toContain("This is needed");
});

test("rooms above are told, and what goes wrong there does not shut anybody out", async () => {
  const seen: string[] = [];
  const welcome = async ({ name }: { name: string }) => {
    seen.push(name);
    throw new Error("the cart could not be taken over");
  };
  onSignIn.push(welcome);
  const { agent } = await as(await somebody("ada"), app);
  onSignIn.splice(onSignIn.indexOf(welcome), 1);
  expect(seen).toEqual(["ada"]);
  await agent.get("/account").expect(200);
});

test("a session that was tampered with is nobody's", async () => {
  const { cookie } = await as(await somebody("ada"), app);
  const forged = [
    cookie.replace(/.$/, "x"),
    `${cookie.split(".")[0]}.${"A".repeat(43)}`,
    "sid=",
    `sid=${"x".repeat(9000)}`,
    "sid=s%3A..%2F..%2Fetc",
  ];
  for (const each of forged) {
    const { status, body } = await request(app).get("/api/v1/session").set("Cookie", each);
    expect([200, 400, 431]).toContain(status);
    expect(body.user ?? null).toBeNull();
  }
});
