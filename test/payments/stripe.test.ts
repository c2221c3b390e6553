import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { makeProvider } from "../../src/payments/stripe/client";
import { Refusal } from "../../src/shared/errors";
import type { RefundId } from "../../src/shared/ids";
import { fen } from "../../src/shared/money";
import { DAY, HOUR, later, MINUTE, now, setClock } from "../../src/shared/time";
import { payAtDesk } from "../../src/standin/desk";
import { knobs, turnKnobs } from "../../src/standin/knobs";
import { PaymentModel } from "../../src/standin/payment";
import { anOrder, KEY, newKey, PUBLIC_URL, SECRET, standinWorld } from "../standin/fixture";

const world = standinWorld();

const refusalOf = async (call: Promise<unknown>): Promise<Refusal> => {
  const error: unknown = await call.then(
    () => "no refusal",
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refusal)) throw error;
  return error;
};

async function paidOrder() {
  const { sessionId } = await world.provider.startSession(anOrder());
  await payAtDesk(sessionId, "paid", "wechat_pay");
  const session = await world.provider.session(sessionId);
  return { sessionId, paymentIntent: String(session?.paymentIntent) };
}

const refundOf = (paymentIntent: string, amount: number, idempotencyKey = newKey()) =>
  world.provider.refund({ paymentIntent, amountFen: fen(amount), idempotencyKey, reference: "rfd_1" as RefundId });

describe("a session", () => {
  test("is opened in CNY for the exact sum, and leads to the pay desk", async () => {
    const order = anOrder();
    const { sessionId, url, expiresAt } = await world.provider.startSession(order);
    expect(url).toBe(`${PUBLIC_URL}/paydesk/${sessionId}`);
    expect(expiresAt.getTime()).toBe(Math.floor(order.expiresAt.getTime() / 1000) * 1000);
    expect(await world.provider.session(sessionId)).toEqual({
      id: sessionId,
      reference: order.reference,
      status: "open",
      paid: false,
      amountFen: 23_600,
      currency: "cny",
      paymentIntent: null,
      paidAt: null,
      url,
      expiresAt,
      livemode: false,
      method: null,
    });
  });

  test("knows when, how and by which intent it was paid, by the provider's clock", async () => {
    const { sessionId } = await world.provider.startSession(anOrder());
    setClock(() => new Date("2026-03-31T15:59:59Z"));
    await payAtDesk(sessionId, "paid", "wechat_pay");
    setClock(undefined);
    const session = await world.provider.session(sessionId);
    expect(session).toMatchObject({ status: "complete", paid: true, method: "wechat_pay", url: null });
    expect(session?.paidAt).toEqual(new Date("2026-03-31T15:59:59Z"));
    expect(await world.provider.sessionOfIntent(String(session?.paymentIntent))).toEqual(session);
  });

  test("that does not exist is null, by its own id and by its intent's", async () => {
    expect(await world.provider.session("cs_test_of_another_shop")).toBeNull();
    expect(await world.provider.sessionOfIntent("pi_of_another_shop")).toBeNull();
    expect(await world.provider.expireSession("cs_test_of_another_shop")).toBeNull();
    expect(await world.provider.refundStatus("re_of_another_shop")).toBeNull();
  });

  test("is one for one key, however often and however fast it is asked for", async () => {
    const order = anOrder();
    const answers = await Promise.all(Array.from({ length: 6 }, () => world.provider.startSession(order)));
    expect(new Set(answers.map(({ sessionId }) => sessionId)).size).toBe(1);
    expect(await PaymentModel.countDocuments()).toBe(1);
  });

  test("is refused for a key that was used for another request", async () => {
    const order = anOrder();
    await world.provider.startSession(order);
    const refusal = await refusalOf(world.provider.startSession({ ...order, lines: order.lines.slice(1) }));
    expect(refusal.code).toBe("KEY_REUSED");
  });

  test("that would run out within half an hour is our own mistake, not an outage", async () => {
    const soon = world.provider.startSession(anOrder({ expiresAt: later(now(), 20 * MINUTE) }));
    await expect(soon).rejects.toThrow("at least 30 minutes");
    await expect(soon).rejects.not.toBeInstanceOf(Refusal);
  });

  test("is ended once, and is left alone when it is over already", async () => {
    const { sessionId } = await world.provider.startSession(anOrder());
    expect(await world.provider.expireSession(sessionId)).toMatchObject({ status: "expired", paid: false, url: null });
    expect(await world.provider.expireSession(sessionId)).toMatchObject({ status: "expired" });
    const paid = await paidOrder();
    expect(await world.provider.expireSession(paid.sessionId)).toMatchObject({ status: "complete", paid: true });
  });

  test("runs out by itself, also when nobody was looking", async () => {
    const { sessionId } = await world.provider.startSession(anOrder());
    setClock(() => later(new Date(), HOUR + MINUTE));
    expect(await world.provider.session(sessionId)).toMatchObject({ status: "expired" });
  });
});

test("the sweep sees every session since an instant, newest first, over all pages", async () => {
  const { sessionId } = await world.provider.startSession(anOrder());
  const model = await PaymentModel.findById(sessionId).lean();
  const start = later(now(), -2 * DAY);
  await PaymentModel.insertMany(
    Array.from({ length: 230 }, (_, i) => ({
      ...model,
      _id: `cs_${i}`,
      intent: `pi_${i}`,
      createdAt: later(start, Math.floor(i / 2) * MINUTE),
      dueAt: null,
    })),
  );
  const seen: string[] = [];
  for await (const session of world.provider.recentSessions(later(start, 5 * MINUTE))) seen.push(session.id);
  expect(seen).toHaveLength(1 + 220);
  expect(new Set(seen).size).toBe(221);
  expect(seen[0]).toBe(sessionId);
  expect(new Set(seen.slice(-2))).toEqual(new Set(["cs_10", "cs_11"]));
});

describe("a refund", () => {
  test("gives back parts until nothing is left, and never more", async () => {
    const { paymentIntent } = await paidOrder();
    const first = await refundOf(paymentIntent, 11_200);
    expect(first).toEqual({
      refundId: expect.any(String),
      status: "succeeded",
      amountFen: 11_200,
      paymentIntent,
      reference: "rfd_1",
    });
    expect((await refusalOf(refundOf(paymentIntent, 12_401))).code).toBe("REFUND_TOO_LARGE");
    const second = await refundOf(paymentIntent, 12_400);
    expect((await refusalOf(refundOf(paymentIntent, 1))).code).toBe("REFUND_TOO_LARGE");
    expect(await world.provider.refundStatus(first.refundId)).toEqual(first);
    expect(await world.provider.refundsOf(paymentIntent)).toEqual([second, first]);
  });

  test("is one for one key, and ten at once do not give back more than was paid", async () => {
    const { paymentIntent } = await paidOrder();
    const key = newKey();
    const [first, again] = [await refundOf(paymentIntent, 100, key), await refundOf(paymentIntent, 100, key)];
    expect(again).toEqual(first);
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => refundOf(paymentIntent, 7000)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    const given = (await world.provider.refundsOf(paymentIntent)).reduce((sum, { amountFen }) => sum + amountFen, 0);
    expect(given).toBe(100 + 3 * 7000);
  });

  test("may be pending, and may fail after it had succeeded; the money can then be given back anew", async () => {
    turnKnobs({ refundPending: 60_000, refundFailsLater: 2 * DAY });
    const { paymentIntent } = await paidOrder();
    const { refundId, status } = await refundOf(paymentIntent, 23_600);
    expect(status).toBe("pending");
    setClock(() => later(new Date(), 2 * MINUTE));
    expect(await world.provider.refundStatus(refundId)).toMatchObject({ status: "succeeded" });
    setClock(() => later(new Date(), 3 * DAY));
    expect(await world.provider.refundStatus(refundId)).toMatchObject({ status: "failed" });
    expect(await refundOf(paymentIntent, 23_600)).toMatchObject({ amountFen: 23_600 });
  });
});

describe("a provider that is down", () => {
  test("is asked again by the client itself, with the same key", async () => {
    turnKnobs({ failApi: 2 });
    const { sessionId } = await world.provider.startSession(anOrder());
    expect(sessionId).toMatch(/^cs_test_/);
    expect(knobs.failApi).toBe(0);
  });

  test("refuses with PAYMENT_UNAVAILABLE and its cause when it stays down; the same request works later", async () => {
    const order = anOrder();
    turnKnobs({ failApi: 3 });
    const refusal = await refusalOf(world.provider.startSession(order));
    expect(refusal).toMatchObject({ code: "PAYMENT_UNAVAILABLE", status: 503, cause: { statusCode: 500 } });
    expect(await PaymentModel.countDocuments()).toBe(0);
    await expect(world.provider.startSession(order)).resolves.toMatchObject({ sessionId: expect.any(String) });
  });

  test("is not waited for longer than we can afford", async () => {
    let answered = false;
    const slow = http.createServer((_req, res) => {
      const answer = () => {
        answered = true;
        res.end("{}");
      };
      setTimeout(answer, 20_000).unref();
    });
    slow.listen(0, "127.0.0.1");
    await once(slow, "listening");
    const { port } = slow.address() as AddressInfo;
    const endpoint = { host: "127.0.0.1", port, protocol: "http" as const };
    const provider = makeProvider({ secretKey: KEY, webhookSecrets: [SECRET], endpoint, timeoutMs: 120 });
    expect((await refusalOf(provider.session("cs_test_1"))).code).toBe("PAYMENT_UNAVAILABLE");
    expect(answered).toBe(false);
    slow.closeAllConnections();
    slow.close();
  });

  test("may have done what it could not say: asking again finds it done once", async () => {
    const order = anOrder();
    turnKnobs({ cutApi: 1 });
    expect((await refusalOf(world.provider.startSession(order))).code).toBe("PAYMENT_UNAVAILABLE");
    const { sessionId } = await world.provider.startSession(order);
    expect(await PaymentModel.distinct("_id")).toEqual([sessionId]);
  });

  test("is left in peace after five failures in a row", async () => {
    turnKnobs({ answer429: 100 });
    for (let i = 0; i < 5; i++) await refusalOf(world.provider.session("cs_test_1"));
    const refusal = await refusalOf(world.provider.session("cs_test_1"));
    expect(refusal.code).toBe("PAYMENT_UNAVAILABLE");
    expect(refusal.retryAfterSeconds).toBeGreaterThan(0);
    expect(refusal.retryAfterSeconds).toBeLessThanOrEqual(10);
    expect(knobs.answer429).toBe(95);
  });

  test("is not there at all", async () => {
    const nowhere = makeProvider({
      secretKey: KEY,
      webhookSecrets: [SECRET],
      endpoint: { host: "127.0.0.1", port: 9, protocol: "http" },
      timeoutMs: 200,
    });
    expect((await refusalOf(nowhere.session("cs_test_1"))).code).toBe("PAYMENT_UNAVAILABLE");
  });

  test("does not take our key", async () => {
    const stranger = makeProvider({
      secretKey: "sk_live_wrong",
      webhookSecrets: [],
      endpoint: { ...world.server, protocol: "http" },
    });
    expect(stranger.livemode).toBe(true);
    expect((await refusalOf(stranger.session("cs_test_1"))).code).toBe("PAYMENT_UNAVAILABLE");
  });
});
