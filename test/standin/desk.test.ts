import path from "node:path";
import express, { type Express } from "express";
import request from "supertest";
import { later, setClock } from "../../src/shared/time";
import type { Language } from "../../src/shared/words";
import { standinDesk } from "../../src/standin/desk-routes";
import { turnKnobs } from "../../src/standin/knobs";
import { answerError } from "../../src/web/errors";
import { setUpViews } from "../../src/web/views";
import { initWords } from "../../src/web/words";
import { anOrder, PUBLIC_URL, shop, standinWorld } from "./fixture";

const world = standinWorld();
const root = path.join(__dirname, "../..");
let app: Express;

beforeAll(async () => {
  const words = await initWords(root);
  app = express();
  setUpViews(app, root);
  app.use((req, res, next) => {
    const language: Language = req.query.lang === "en" ? "en" : "zh-CN";
    req.words = words(language);
    Object.assign(res.locals, { words: req.words, language, path: req.path });
    next();
  });
  app.use("/paydesk", standinDesk());
  app.use(answerError);
});

const open = async (more = {}) => (await world.provider.startSession(anOrder(more))).sessionId;
const see = (sessionId: string, language = "zh-CN") => request(app).get(`/paydesk/${sessionId}?lang=${language}`);
const say = (sessionId: string, form: Record<string, string>) =>
  request(app).post(`/paydesk/${sessionId}`).type("form").send(form);

test("the page says what is paid, how much, and that no money moves", async () => {
  const sessionId = await open();
  const { status, text, headers } = await see(sessionId);
  expect(status).toBe(200);
  for (const words of [
    "城口老腊肉 500 g",
    "× 2",
    "¥224.00",
    "运费",
    "确认付款 ¥236.00",
    "付款失败",
    "取消",
    "支付宝",
    "微信支付",
    "银行卡",
    "不会扣款",
  ])
    expect(text).toContain(words);
  expect(text).toMatch(/<input type="radio" name="method" value="alipay" checked/);
  expect(headers["set-cookie"]).toBeUndefined();
  expect(headers["cache-control"]).toBe("no-store");
  expect((await see(sessionId, "en")).text).toContain("Pay ¥236.00");
});

test("paying leads back to the shop, once and for all", async () => {
  const sessionId = await open({ successUrl: `${PUBLIC_URL}/checkouts/1?session={CHECKOUT_SESSION_ID}` });
  const answer = await say(sessionId, { outcome: "paid", method: "wechat_pay" });
  expect([answer.status, answer.headers.location]).toEqual([303, `${PUBLIC_URL}/checkouts/1?session=${sessionId}`]);
  expect(await world.provider.session(sessionId)).toMatchObject({ paid: true, method: "wechat_pay" });
  expect((await say(sessionId, { outcome: "paid" })).status).toBe(303);
  for (const outcome of ["failed", "expired"]) {
    const late = await say(sessionId, { outcome });
    expect([late.status, late.text.includes("这笔已经付过了")]).toEqual([409, true]);
  }
  expect((await see(sessionId)).text).not.toContain("确认付款");
  const { hear, types } = shop();
  await hear();
  expect(types()).toEqual(["payment_intent.succeeded", "checkout.session.completed"]);
});

test("a payment that fails is told so at the desk, and may be tried again", async () => {
  const sessionId = await open();
  const answer = await say(sessionId, { outcome: "failed", method: "card" });
  expect([answer.status, answer.headers.location]).toEqual([303, `/paydesk/${sessionId}`]);
  const { text } = await see(sessionId);
  expect(text).toContain("上一次没有付成");
  expect(text).toMatch(/value="card" checked/);
  expect((await say(sessionId, { outcome: "paid" })).status).toBe(303);
  expect(await world.provider.session(sessionId)).toMatchObject({ paid: true });
});

test("a session that was cancelled or has run out cannot be paid any more", async () => {
  const cancelled = await open();
  expect((await say(cancelled, { outcome: "expired" })).headers.location).toBe(`${PUBLIC_URL}/cart`);
  const late = await open();
  setClock(() => later(new Date(), 2 * 3_600_000));
  for (const sessionId of [cancelled, late]) {
    const answer = await say(sessionId, { outcome: "paid" });
    expect([answer.status, answer.text.includes("这笔已经结束")]).toEqual([409, true]);
    expect(await world.provider.session(sessionId)).toMatchObject({ status: "expired", paid: false });
  }
  expect((await see(late)).text).toContain("这笔已经结束");
});

test("money on its way is said to be so", async () => {
  turnKnobs({ asynchronous: 60_000 });
  const sessionId = await open();
  await say(sessionId, { outcome: "paid" });
  expect((await see(sessionId)).text).toContain("等钱到账");
});

test("an unknown session is not there; an unknown outcome is not understood and changes nothing", async () => {
  expect((await say("cs_test_nothing", { outcome: "paid" }).set("accept", "application/json")).status).toBe(404);
  expect((await request(app).get("/paydesk/cs_test_nothing").set("accept", "application/json")).status).toBe(404);
  const sessionId = await open();
  for (const form of [{}, { outcome: "stolen" }, { outcome: "paid", method: "gold" }]) {
    const answer = await say(sessionId, form);
    expect([answer.status, answer.text.includes("没看懂要做什么")]).toEqual([422, true]);
  }
  expect(await world.provider.session(sessionId)).toMatchObject({ status: "open", paid: false });
});

test("what a seller called the goods cannot become part of the page", async () => {
  const lines = [{ ...anOrder().lines[0], name: '<script>alert("腊肉")</script>' }];
  const { text } = await see(await open({ lines }));
  expect(text).not.toContain("<script>alert");
  expect(text).toContain("&lt;script&gt;");
});
