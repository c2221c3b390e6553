import type { Express, Request } from "express";
import request from "supertest";
import { database } from "../../src/shared/db";
import { networkOf } from "../../src/shared/rate-limit";
import { later, MINUTE, now, setClock } from "../../src/shared/time";
import { appOf, withDatabase } from "./front-door";
import { PASSWORD, somebody } from "./people";

withDatabase("limits");
let app: Express;
let other: Express;
beforeAll(async () => {
  [app, other] = [await appOf(), await appOf()];
});
// At the start of a window, so that no test runs across its end.
beforeEach(() => setClock(() => new Date("2031-05-06T08:00:01Z")));
afterEach(() => setClock(undefined));

const attempt = (
  identifier: string,
  { to = app, password = "wrong, wrong, wrong", from }: { to?: Express; password?: string; from?: string } = {},
) => {
  const call = request(to).post("/api/v1/session");
  return (from ? call.set("X-Forwarded-For", from) : call).send({ identifier, password });
};
const statuses = async (calls: PromiseLike<{ status: number }>[]) =>
  (await Promise.all(calls)).map(({ status }) => status);

test("an account rests after ten wrong passwords, whichever process and page they come to", async () => {
  await somebody("ada");
  const page = (to: Express) =>
    request(to).post("/sign-in").type("form").send({ identifier: "ADA@example.cn ", password: "wrong, wrong" });
  const tries = Array.from({ length: 24 }, (_, i) =>
    i % 3 === 0 ? page(i % 2 ? app : other) : attempt("ada@example.cn", { to: i % 2 ? app : other }),
  );
  const answers = await statuses(tries);
  expect(answers.filter((status) => status === 429)).toHaveLength(14);
  const refused = await attempt("ada@example.cn", { password: PASSWORD }).expect(429);
  expect(refused.body.code).toBe("TOO_MANY_REQUESTS");
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  expect(Number(refused.headers["retry-after"])).toBeLessThanOrEqual(900);
});

test("it may try again when the quarter of an hour is over", async () => {
  await somebody("ada");
  await statuses(Array.from({ length: 11 }, () => attempt("ada@example.cn")));
  await attempt("ada@example.cn", { password: PASSWORD }).expect(429);
  const begin = now();
  setClock(() => later(begin, 15 * MINUTE));
  await attempt("ada@example.cn", { password: PASSWORD }).expect(200);
});

test("a forged X-Forwarded-For is no other address: forty names from one network, then no more", async () => {
  const tries = Array.from({ length: 50 }, (_, i) => attempt(`nobody${i}@example.cn`, { from: `203.0.113.${i}` }));
  const answers = await statuses(tries);
  expect(answers.filter((status) => status === 401)).toHaveLength(40);
  expect(answers.filter((status) => status === 429)).toHaveLength(10);
});

test("behind a trusted proxy every caller is counted alone", async () => {
  const behind = await appOf({ TRUST_PROXY_HOPS: "1" });
  const tries = Array.from({ length: 50 }, (_, i) =>
    attempt(`nobody${i}@example.cn`, { to: behind, from: `10.9.9.9, 203.0.113.${i}` }),
  );
  expect(new Set(await statuses(tries))).toEqual(new Set([401]));
});

test("who signs in rightly is never shut out by signing in often", async () => {
  await somebody("ada");
  for (let i = 0; i < 15; i++) await attempt("ada@example.cn", { password: PASSWORD }).expect(200);
});

test("one IPv6 subscriber is one network, and an IPv4 address written as IPv6 is itself", () => {
  const network = (ip: string) => networkOf({ ip } as Request);
  expect(network("2001:db8:1:2::1")).toBe(network("2001:db8:1:2:ffff::9"));
  expect(network("2001:db8:1:2::1")).not.toBe(network("2001:db8:1:3::1"));
  expect(network("::ffff:203.0.113.7")).toBe("203.0.113.7");
});

test("the counters hold no names and no addresses", async () => {
  await attempt("ada@example.cn");
  const kept = JSON.stringify(await database().collection("visits").find().toArray());
  expect(kept).toContain("sign-in-account:");
  expect(kept).not.toMatch(/ada|example|127\.0\.0\.1|::1/);
});

test("forty new accounts an hour from one network", async () => {
  const enrol = (i: number) =>
    request(app)
      .post("/api/v1/users")
      .send({ identifier: `new${i}@example.cn`, password: "short", name: "某人" });
  const answers = await statuses(Array.from({ length: 45 }, (_, i) => enrol(i)));
  expect(answers.filter((status) => status === 429)).toHaveLength(5);
});

describe("somebody else's wrong passwords", () => {
  const HOME = "198.51.100.7";
  let behind: Express;
  beforeAll(async () => {
    behind = await appOf({ TRUST_PROXY_HOPS: "1" });
  });
  const at = (from: string, password: string, identifier = "ada@example.cn") =>
    attempt(identifier, { to: behind, from, password });
  const wrongTries = async (count: number, from: (i: number) => string) =>
    statuses(Array.from({ length: count }, (_, i) => at(from(i), "wrong, wrong, wrong")));

  test("do not lock out the right one from a network its owner has signed in from", async () => {
    await somebody("ada");
    await at(HOME, PASSWORD).expect(200);
    await wrongTries(30, (i) => `203.0.113.${i}`);
    await at("203.0.113.99", PASSWORD).expect(429);
    await at(HOME, PASSWORD).expect(200);
    await request(behind)
      .post("/sign-in")
      .set("X-Forwarded-For", HOME)
      .type("form")
      .send({ identifier: "ada@example.cn", password: PASSWORD })
      .expect(303);
  });

  test("nor does a whole office that shares the network, and a wrong one is answered there as everywhere", async () => {
    await somebody("ada");
    await somebody("bob");
    await at(HOME, PASSWORD).expect(200);
    await wrongTries(60, () => HOME);
    await at(HOME, "wrong, wrong, wrong").expect(429);
    await at(HOME, PASSWORD, "bob@example.cn").expect(429);
    await at(HOME, PASSWORD).expect(200);
  });

  test("a hundred wrong tries beyond the limits, and the known network is one like any other until tomorrow", async () => {
    await somebody("ada");
    await at(HOME, PASSWORD).expect(200);
    await wrongTries(112, () => HOME);
    await at(HOME, PASSWORD).expect(429);
    const begin = now();
    setClock(() => later(begin, 24 * 60 * MINUTE));
    await at(HOME, PASSWORD).expect(200);
  });

  test("a new password forgets the networks of the old one, and no address is kept as it is", async () => {
    await somebody("ada");
    await at(HOME, PASSWORD).expect(200);
    const kept = JSON.stringify(await database().collection("users").find().toArray());
    expect(kept).toMatch(/"networks":\["[\w-]{22}"\]/);
    expect(kept).not.toContain(HOME);
    for (let i = 0; i < 20; i++) await at(`192.0.2.${i}`, PASSWORD).expect(200);
    const ada = await database().collection("users").findOne({ identifier: "ada@example.cn" });
    expect(new Set(ada?.networks).size).toBe(16);
  });
});
