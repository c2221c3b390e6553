import type { Express } from "express";
import request from "supertest";
import { deviceOf, networkShown } from "../../src/accounts/sessions/device";
import { database } from "../../src/shared/db";
import { appOf, withDatabase } from "./front-door";
import { as, PASSWORD, somebody } from "./people";

withDatabase("sessions");
let app: Express;
beforeAll(async () => {
  app = await appOf();
});
beforeEach(async () => {
  await database().collection("session_notes").deleteMany({});
});

const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1";

test.each([
  [IPHONE, "safari", "ios"],
  ["Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36 MicroMessenger/8.0", "wechat", "android"],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "edge", "windows"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 15) Gecko/20100101 Firefox/143.0", "firefox", "mac"],
  [undefined, "other", "other"],
])("%s is %s on %s", (userAgent, browser, system) => {
  expect(deviceOf(userAgent)).toEqual({ browser, system });
});

test.each([
  ["203.0.113.77", "203.0.113.*"],
  ["::ffff:203.0.113.77", "203.0.113.*"],
  ["2001:db8:1:2::3", "2001:db8:1:*"],
  [undefined, "–"],
])("%s is shown as %s", (ip, shown) => {
  expect(networkShown(ip)).toBe(shown);
});

async function second(identifier: string) {
  const agent = request.agent(app).set("user-agent", IPHONE);
  await agent.post("/api/v1/session").send({ identifier, password: PASSWORD }).expect(200);
  return agent;
}

test("lists where one is signed in, and ends one of them but nobody else's", async () => {
  const chen = await somebody("chen");
  const here = await as(chen, app);
  const there = await second(chen.identifier);
  await there.get("/account").expect(200);
  const page = await here.agent.get("/account/sessions").expect(200);
  expect(page.text).toContain("Safari 浏览器，iPhone 或 iPad");
  expect(page.text).toContain("就是这里");
  expect(page.text).toContain("127.0.0.*");
  const id = /\/account\/sessions\/(session_\w+)\/end/.exec(page.text)?.[1];
  const luo = await as(await somebody("luo"), app);
  await luo.agent.post(`/account/sessions/${id}/end`).type("form").send({ _csrf: luo.csrf }).expect(404);
  await there.get("/account").expect(200);
  await here.agent.post(`/account/sessions/${id}/end`).type("form").send({ _csrf: here.csrf }).expect(303);
  await there.get("/account").expect(303);
  await here.agent.get("/account").expect(200);
});

test("signing out, ending the others and ending all leave nothing behind in the list", async () => {
  const chen = await somebody("chen");
  const notes = () => database().collection("session_notes").countDocuments({});
  const gone = await as(chen, app);
  await gone.agent.delete("/api/v1/session").set("x-csrf-token", gone.csrf).expect(204);
  expect(await notes()).toBe(0);
  const here = await as(chen, app);
  const there = await second(chen.identifier);
  await here.agent.post("/account/sessions/end").type("form").send({ _csrf: here.csrf }).expect(303);
  await there.get("/account").expect(303);
  expect((await here.agent.get("/account/sessions")).text).toContain("没有在别处登录");
  const { csrfToken } = (await here.agent.get("/api/v1/session")).body;
  await here.agent.post("/account/sessions/all/end").type("form").send({ _csrf: csrfToken }).expect(303);
  await here.agent.get("/account").expect(303);
});
