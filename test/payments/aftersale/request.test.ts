import { NoticeModel } from "../../../src/accounts/notices/notice";
import { watchRequests } from "../../../src/orders/requests/watch-requests";
import { DAY, HOUR, later, now, setClock } from "../../../src/shared/time";
import type { Person } from "../../support/person";
import { openWorld, RICE, RICE_FEN, type World } from "../../support/world";
import { mustAddUp, ORANGES, orderOf, photograph, Story, sums } from "./story";

let world: World;
let zhou: Person;
let chen: Person;
let feiling: Person;
let caotang: Person;
let admin: Person;
let story: Story;
beforeAll(async () => {
  world = await openWorld("request");
}, 60_000);
beforeEach(async () => {
  await world.freshTrade();
  await NoticeModel.deleteMany({});
  zhou = await world.person("zhou");
  chen = await world.person("chen");
  feiling = await world.person("feiling");
  caotang = await world.person("caotang");
  admin = await world.person("admin");
  story = new Story(world, zhou, feiling);
});
afterAll(() => world.close());

const kinds = async (): Promise<string[]> => (await NoticeModel.find().lean()).map((notice) => notice.kind);
const request = async (number: string) => (await zhou.order(number)).refundRequests.at(-1);

test("accepted whole: the pieces' money goes back at once, and the buyer is told", async () => {
  const number = await story.received(RICE, 3);
  const id = await story.asks(number, RICE, 2);
  expect(await kinds()).toContain("refund_asked");
  await story.answers(number, id, { decision: "accept" }).expect(200);
  expect(await request(number)).toMatchObject({ state: "accepted", given: [{ quantity: 2, amountFen: 2 * RICE_FEN }] });
  expect(await sums()).toEqual({ paid: RICE_FEN, recognised: RICE_FEN });
  expect(await kinds()).toEqual(expect.arrayContaining(["refund_accepted", "money_back"]));
  await mustAddUp(number);
});

test("accepted in part: an amount for goods that are kept, never more than was asked", async () => {
  const number = await story.received(RICE, 3);
  const id = await story.asks(number, RICE, 1);
  const part = (line: object) => ({ decision: "part", words: "坏了一角，退一部分。", lines: [{ sku: RICE, ...line }] });
  await story.answers(number, id, part({ amountFen: RICE_FEN + 1 })).expect(422);
  await story.answers(number, id, part({ quantity: 2 })).expect(422);
  await story.answers(number, id, { ...part({ amountFen: 3000 }), words: "" }).expect(422);
  await story.answers(number, id, part({ amountFen: 3000 })).expect(200);
  expect(await request(number)).toMatchObject({ state: "partly", given: [{ quantity: 0, amountFen: 3000 }] });
  expect(await zhou.order(number)).toMatchObject({ refundedFen: 3000, lines: [{ refundedQuantity: 0 }] });
  expect(await sums()).toEqual({ paid: 3 * RICE_FEN - 3000, recognised: 3 * RICE_FEN - 3000 });
  await mustAddUp(number);
});

test("after a part of the price, all pieces together bring only what is left", async () => {
  const number = await story.received(RICE, 3);
  const give = (line: object) =>
    feiling.call("post", `/sales/${number}/refunds`, { lines: [{ sku: RICE, ...line }], reason: "damaged" });
  await give({ amountFen: 3000 }).expect(201);
  await give({ quantity: 3 }).expect(201);
  expect((await orderOf(number)).refundedFen).toBe((await orderOf(number)).totalFen);
  await give({ amountFen: 1 }).expect(409);
  await mustAddUp(number);
  expect(await sums()).toEqual({});
});

test("the same answer sent twice answers once, another one is refused", async () => {
  const number = await story.received(RICE, 2);
  const id = await story.asks(number, RICE, 1);
  const fields = { request: id, decision: "accept", key: "5f0c62c3-6e0e-4b7a-9d55-5f2d4f0d6a11" };
  await feiling.submit(`/sales/${number}/answers`, fields).expect(303);
  await feiling.submit(`/sales/${number}/answers`, fields).expect(303);
  await feiling.submit(`/sales/${number}/answers`, { request: id, decision: "decline", words: "不行" }).expect(409);
  expect((await zhou.order(number)).refundedFen).toBe(RICE_FEN);
  await mustAddUp(number);
});

test("withdrawn while nobody has answered; then there is nothing to answer", async () => {
  const number = await story.received(RICE, 2);
  const id = await story.asks(number, RICE, 2);
  await zhou.call("post", `/orders/${number}/refund-requests/${id}/withdrawal`).expect(200);
  await story.answers(number, id, { decision: "accept" }).expect(409);
  await zhou.call("post", `/orders/${number}/refund-requests/${id}/withdrawal`).expect(409);
  await story.asks(number, RICE, 2);
});

test("said better: other pieces and reason, and the shop's two days begin anew", async () => {
  const number = await story.received(RICE, 3);
  const id = await story.asks(number, RICE, 3);
  const before = (await request(number)).answerBy;
  setClock(() => later(new Date(), 5 * HOUR));
  await zhou
    .call("put", `/orders/${number}/refund-requests/${id}`, {
      lines: [{ sku: RICE, quantity: 1 }],
      reason: "not_as_described",
      note: "只有一袋不对",
    })
    .expect(200);
  const amended = await request(number);
  expect(amended).toMatchObject({ id, reason: "not_as_described", lines: [{ quantity: 1 }], state: "asked" });
  expect(amended.answerBy > before).toBe(true);
});

test("a producer who forgets is reminded once, and after 48 hours the platform decides, once", async () => {
  const number = await story.received(RICE, 2);
  const id = await story.asks(number, RICE, 2);
  await watchRequests(later(now(), 30 * HOUR));
  expect(await kinds()).not.toContain("refund_answer_due");
  await watchRequests(later(now(), 37 * HOUR));
  await watchRequests(later(now(), 38 * HOUR));
  expect((await kinds()).filter((kind) => kind === "refund_answer_due")).toHaveLength(1);
  await watchRequests(later(now(), 48 * HOUR + 1000));
  await watchRequests(later(now(), 49 * HOUR));
  expect(await request(number)).toMatchObject({ state: "escalated", escalation: { why: "unanswered" } });
  expect(await kinds()).toEqual(expect.arrayContaining(["refund_unanswered", "refund_unanswered_desk"]));
  await story.answers(number, id, { decision: "accept" }).expect(409);

  const verdict = { lines: [{ sku: RICE, amountFen: RICE_FEN }], words: "照片里一袋是破的，退一袋。" };
  await feiling.call("post", `/disputes/${id}/decision`, verdict).expect(403);
  await admin.call("post", `/disputes/${id}/decision`, { ...verdict, words: "" }).expect(422);
  const all = { ...verdict, lines: [{ sku: RICE, amountFen: 2 * RICE_FEN + 1 }] };
  await admin.call("post", `/disputes/${id}/decision`, all).expect(422);
  await admin.call("post", `/disputes/${id}/decision`, verdict).expect(200);
  await admin.call("post", `/disputes/${id}/decision`, verdict).expect(409);
  expect(await request(number)).toMatchObject({ state: "decided", decision: { given: [{ amountFen: RICE_FEN }] } });
  expect((await zhou.order(number)).refundedFen).toBe(RICE_FEN);
  expect(await kinds()).toEqual(expect.arrayContaining(["refund_decided", "refund_decided_shop"]));
  await mustAddUp(number);
});

test("declined, taken further within seven days, decided for the shop: nothing goes back", async () => {
  const number = await story.received(RICE, 1);
  const id = await story.asks(number, RICE, 1);
  await story.answers(number, id, { decision: "decline", words: "照片看不出问题。" }).expect(200);
  const further = { words: "照片第二张看得很清楚。" };
  await chen.call("post", `/orders/${number}/refund-requests/${id}/escalation`, further).expect(404);
  await zhou.call("post", `/orders/${number}/refund-requests/${id}/escalation`, further).expect(200);
  const { items } = (await admin.get("/api/v1/disputes").expect(200)).body;
  expect(items).toHaveLength(1);
  await admin.call("post", `/disputes/${id}/decision`, { lines: [], words: "看不出损坏，不退。" }).expect(200);
  expect(await request(number)).toMatchObject({ state: "decided", decision: { given: [] } });
  expect(await kinds()).toContain("refund_decided_none");
  expect(await sums()).toEqual({ paid: RICE_FEN, recognised: RICE_FEN });
});

test("a no that is a week old stays a no", async () => {
  const number = await story.received(RICE, 1);
  const id = await story.asks(number, RICE, 1);
  await story.answers(number, id, { decision: "decline", words: "照片看不出问题。" }).expect(200);
  setClock(() => later(new Date(), 7 * DAY + HOUR));
  const late = await zhou.call("post", `/orders/${number}/refund-requests/${id}/escalation`, { words: "再看看照片" });
  expect(late.body.code).toBe("CLAIM_TOO_LATE");
});

test("the platform may give a partly accepted buyer the rest of what was asked, and no more", async () => {
  const number = await story.received(RICE, 2);
  const id = await story.asks(number, RICE, 1);
  const part = { decision: "part", words: "退一点。", lines: [{ sku: RICE, amountFen: 1800 }] };
  await story.answers(number, id, part).expect(200);
  await zhou
    .call("post", `/orders/${number}/refund-requests/${id}/escalation`, { words: "一整袋都不能吃" })
    .expect(200);
  const verdict = (amountFen: number) => ({ lines: [{ sku: RICE, amountFen }], words: "整袋受潮，补足一袋。" });
  await admin.call("post", `/disputes/${id}/decision`, verdict(RICE_FEN)).expect(422);
  await admin.call("post", `/disputes/${id}/decision`, verdict(RICE_FEN - 1800)).expect(200);
  expect(await zhou.order(number)).toMatchObject({ refundedFen: RICE_FEN, lines: [{ refundedQuantity: 1 }] });
  await mustAddUp(number);
});

test("fresh goods: only what is wrong with them, and only for two days", async () => {
  const fresh = new Story(world, zhou, caotang);
  const number = await fresh.received(ORANGES, 2);
  const ask = (reason: string, note = "压烂了") =>
    zhou.call("post", `/orders/${number}/refund-requests`, { lines: [{ sku: ORANGES, quantity: 1 }], reason, note });
  await ask("changed_mind").expect(422);
  await ask("other").expect(422);
  await ask("damaged").expect(200);
  setClock(() => later(new Date(), 49 * HOUR));
  const late = await ask("damaged").expect(409);
  expect(late.body.code).toBe("CLAIM_TOO_LATE");
});

test("ordinary goods: seven days from receipt, also when nobody has completed the order yet", async () => {
  const number = await story.received(RICE, 2);
  setClock(() => later(new Date(), 7 * DAY - HOUR));
  await story.asks(number, RICE, 1, { reason: "changed_mind" });
  setClock(() => later(new Date(), 7 * DAY + HOUR));
  const late = await zhou.call("post", `/orders/${number}/refund-requests`, {
    lines: [{ sku: RICE, quantity: 1 }],
    reason: "changed_mind",
  });
  expect(late.body.code).toBe("CLAIM_TOO_LATE");
});

test("damage is shown or told at the JSON door as on the page", async () => {
  const number = await story.received(RICE, 2);
  const path = `/orders/${number}/refund-requests`;
  const ask = { lines: [{ sku: RICE, quantity: 1 }], reason: "damaged" };
  const refused = await zhou.call("post", path, ask).expect(422);
  expect(refused.body.errors).toMatchObject([{ field: "photographs", code: "photograph_or_words" }]);
  expect((await orderOf(number)).requests).toHaveLength(0);
  const { body } = await zhou.call("post", path, { ...ask, noPhoto: "坏的已经扔了" }).expect(200);
  const one = `${path}/${body.refundRequests.at(-1).id}`;
  await zhou.call("put", one, ask).expect(422);
  await zhou.call("put", one, { ...ask, note: "袋子破了，照片随后补" }).expect(200);
});

test("photographs: for damage the page wants one or a word why not; only the three sides ever open them", async () => {
  const number = await story.received(RICE, 2);
  const fields = { reason: "damaged", note: "", [`quantity.${RICE}`]: "1" };
  const path = `/orders/${number}/refund-requests`;
  const refused = await zhou.submit(path, fields).expect(422);
  expect(refused.text).toContain('id="photographs-problem"');
  const files = { photographs: [{ name: "袋子.jpg", body: await photograph() }] };
  const { headers } = await zhou.sends(path, fields, files).expect(303);
  const page = headers.location as string;
  const id = page.split("/").at(-1) as string;
  const seen = await zhou.get(`${page}/photographs/0/small`).expect(200);
  expect(seen.headers).toMatchObject({ "content-type": "image/webp", "x-content-type-options": "nosniff" });
  await feiling.get(`/sales/${number}/refund-requests/${id}/photographs/0/full`).expect(200);
  await chen.get(`${page}/photographs/0/full`).expect(404);
  await caotang.get(`/sales/${number}/refund-requests/${id}/photographs/0/full`).expect(404);
  await admin.get(`/desk/disputes/${id}/photographs/0/full`).expect(404);
  await watchRequests(later(now(), 49 * HOUR));
  await admin.get(`/desk/disputes/${id}/photographs/0/full`).expect(200);
  await zhou.get(`/desk/disputes/${id}/photographs/0/full`).expect(403);
  await zhou.get(`${page}/photographs/1/full`).expect(404);
});

test("what is no picture is refused by its content, and seven are too many", async () => {
  const number = await story.received(RICE, 2);
  const fields = { reason: "damaged", note: "", [`quantity.${RICE}`]: "1" };
  const path = `/orders/${number}/refund-requests`;
  const html = { photographs: [{ name: "a.png", body: Buffer.from("<svg onload=alert(1)></svg>") }] };
  expect((await zhou.sends(path, fields, html).expect(422)).text).toContain('id="photographs-problem"');
  const one = { name: "a.jpg", body: await photograph() };
  await zhou.sends(path, fields, { photographs: Array.from({ length: 7 }, () => one) }).expect(413);
  expect((await orderOf(number)).requests).toHaveLength(0);
});

test("another shop's requests are not there, and who only looks answers nothing", async () => {
  const number = await story.received(RICE, 1);
  const id = await story.asks(number, RICE, 1);
  await caotang.get(`/sales/${number}/refund-requests/${id}`).expect(404);
  const other = { decision: "accept" };
  await caotang.call("post", `/sales/${number}/refund-requests/${id}/answer`, other).expect(404);
  await zhou.call("post", `/sales/${number}/refund-requests/${id}/answer`, other).expect(403);
  await zhou.get("/desk/disputes").expect(403);
});
