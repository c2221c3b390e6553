import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { RefundId } from "../../src/shared/ids";
import { fen } from "../../src/shared/money";
import { DAY, HOUR, later, MINUTE, now, setClock } from "../../src/shared/time";
import { catchUp } from "../../src/standin/change";
import { payAtDesk } from "../../src/standin/desk";
import { DeliveryModel } from "../../src/standin/event";
import { turnKnobs } from "../../src/standin/knobs";
import { deliverPending, deliverWebhooks } from "../../src/standin/postman";
import { anOrder, newKey, SECRET, shop, standinWorld } from "./fixture";

const world = standinWorld();
const SUCCEEDED = "payment_intent.succeeded";
const COMPLETED = "checkout.session.completed";

const open = async (): Promise<string> => (await world.provider.startSession(anOrder())).sessionId;
const pay = async (): Promise<string> => {
  const sessionId = await open();
  await payAtDesk(sessionId, "paid");
  return sessionId;
};
const refund = async (sessionId: string, amount: number) =>
  world.provider.refund({
    paymentIntent: String((await world.provider.session(sessionId))?.paymentIntent),
    amountFen: fen(amount),
    idempotencyKey: newKey(),
    reference: "rfd_1" as RefundId,
  });

describe("what happens is told", () => {
  test("a payment: by its intent and by its session, signed so that our own check takes it", async () => {
    const sessionId = await pay();
    const { hear, types, heard, signatures } = shop();
    expect(await hear()).toEqual({ delivered: 2, refused: 0 });
    expect(types()).toEqual([SUCCEEDED, COMPLETED]);
    const [, completed] = heard;
    expect(completed?.data.object).toMatchObject({
      id: sessionId,
      payment_status: "paid",
      amount_total: 23_600,
      currency: "cny",
    });
    const event = world.provider.readEvent(Buffer.from(JSON.stringify(completed)), signatures[1]);
    expect(event).toMatchObject({
      id: completed?.id,
      type: COMPLETED,
      livemode: false,
      about: { kind: "session", id: sessionId },
    });
  });

  test("a decline, an end by the buyer and an end by the clock", async () => {
    await payAtDesk(await open(), "failed");
    await payAtDesk(await open(), "expired");
    await open();
    const { hear, types } = shop();
    await hear();
    expect(types()).toEqual(["payment_intent.payment_failed", "checkout.session.expired"]);
    const end = later(now(), HOUR + MINUTE);
    expect(await catchUp(end)).toBe(2);
    await hear(end);
    expect(types().slice(2)).toEqual(["checkout.session.expired", "checkout.session.expired"]);
    expect(await catchUp(end)).toBe(0);
  });

  test("doing a thing twice is told once", async () => {
    const sessionId = await pay();
    await Promise.all([payAtDesk(sessionId, "paid"), payAtDesk(sessionId, "paid"), payAtDesk(sessionId, "expired")]);
    const { hear, types } = shop();
    await hear();
    expect(types()).toEqual([SUCCEEDED, COMPLETED]);
  });

  test("a wallet's money may come after the session is complete", async () => {
    turnKnobs({ asynchronous: 5 * MINUTE });
    const sessionId = await pay();
    expect(await world.provider.session(sessionId)).toMatchObject({ status: "complete", paid: false, paidAt: null });
    const { hear, types } = shop();
    const arrival = later(now(), 6 * MINUTE);
    await catchUp(arrival);
    await hear(arrival);
    expect(types()).toEqual([COMPLETED, SUCCEEDED, "checkout.session.async_payment_succeeded"]);
    expect(await world.provider.session(sessionId)).toMatchObject({ status: "complete", paid: true });
  });

  test("a refund, and one that is pending, goes through and then fails after all", async () => {
    const { hear, types } = shop();
    const sessionId = await pay();
    await refund(sessionId, 100);
    await hear();
    expect(types().slice(2)).toEqual(["refund.created", "charge.refunded"]);
    turnKnobs({ refundPending: HOUR, refundFailsLater: DAY });
    await refund(sessionId, 100);
    for (const after of [2 * HOUR, 3 * DAY]) {
      await catchUp(later(now(), after));
      await hear(later(now(), after));
    }
    expect(types().slice(4)).toEqual([
      "refund.created",
      "charge.refunded",
      "refund.updated",
      "refund.updated",
      "refund.failed",
    ]);
  });
});

describe("a bad day at the provider", () => {
  test("copies carry the same event", async () => {
    turnKnobs({ duplicate: 3 });
    await pay();
    const { hear, heard } = shop();
    expect(await hear()).toEqual({ delivered: 8, refused: 0 });
    expect(new Set(heard.map(({ id }) => id)).size).toBe(2);
  });

  test("the newest may come first", async () => {
    const sessionId = await pay();
    setClock(() => later(new Date(), 1000));
    await refund(sessionId, 100);
    turnKnobs({ reorder: true });
    const { hear, types } = shop();
    await hear();
    expect(types()).toEqual(["charge.refunded", "refund.created", COMPLETED, SUCCEEDED]);
  });

  test("events may be late, or never come", async () => {
    turnKnobs({ delay: MINUTE });
    await pay();
    turnKnobs({ delay: 0, drop: true });
    await pay();
    const { hear, types } = shop();
    expect(await hear()).toEqual({ delivered: 0, refused: 0 });
    await hear(later(now(), 2 * MINUTE));
    expect(types()).toEqual([SUCCEEDED, COMPLETED]);
  });
});

describe("delivery", () => {
  test("is tried again, ever later, until the shop has taken it", async () => {
    await pay();
    const { hear, types } = shop([500, 400, 503, 302]);
    const begin = now();
    expect(await hear(begin)).toEqual({ delivered: 0, refused: 2 });
    expect(await hear(later(begin, 1000))).toEqual({ delivered: 0, refused: 0 });
    expect(await hear(later(begin, 3000))).toEqual({ delivered: 0, refused: 2 });
    expect(await hear(later(begin, 10_000))).toEqual({ delivered: 2, refused: 0 });
    expect(await hear(later(begin, DAY))).toEqual({ delivered: 0, refused: 0 });
    expect(types()).toHaveLength(6);
  });

  test("is given up after some days", async () => {
    await pay();
    const { hear } = shop(Array.from({ length: 100 }, () => 500));
    const end = later(now(), 10 * DAY);
    for (let i = 0, at = now(); i < 20; i++, at = later(at, 2 * DAY)) await hear(at);
    expect(await hear(end)).toEqual({ delivered: 0, refused: 0 });
    expect(await DeliveryModel.distinct("attempts")).toEqual([11]);
  });

  test("is taken over from a process that fell while carrying", async () => {
    await pay();
    const begin = now();
    await new Promise<void>((carried) => {
      let carrying = 0;
      const post = (): Promise<number> => {
        if (++carrying === 2) carried();
        return new Promise(() => undefined);
      };
      void deliverPending(begin, { secret: SECRET, post }, 2);
    });
    const { hear } = shop();
    expect(await hear(begin)).toEqual({ delivered: 0, refused: 0 });
    expect(await hear(later(begin, MINUTE))).toEqual({ delivered: 2, refused: 0 });
  });

  test("by several processes at once brings each event once", async () => {
    for (let i = 0; i < 5; i++) await pay();
    const { hear, heard } = shop();
    await Promise.all([hear(), hear(), hear()]);
    expect(heard).toHaveLength(10);
    expect(new Set(heard.map(({ id }) => id)).size).toBe(10);
  });

  test("over HTTP begins at once and goes on by itself", async () => {
    const got: { url: string | undefined; signature: unknown; body: string }[] = [];
    const server = createServer((req, res) => {
      const parts: Buffer[] = [];
      req
        .on("data", (part: Buffer) => parts.push(part))
        .on("end", () => {
          got.push({ url: req.url, signature: req.headers["stripe-signature"], body: Buffer.concat(parts).toString() });
          res.writeHead(got.length === 1 ? 503 : 200).end();
        });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const postman = deliverWebhooks({
      endpoint: `http://127.0.0.1:${port}/webhooks/stripe`,
      secret: SECRET,
      knobs: { duplicate: 1 },
    });
    await pay();
    for (let i = 0; i < 600 && got.length < 5; i++) await sleep(100);
    await postman.stop();
    server.closeAllConnections();
    server.close();
    expect(got).toHaveLength(5);
    for (const { url, signature, body } of got) {
      expect(url).toBe("/webhooks/stripe");
      expect(world.provider.readEvent(Buffer.from(body), String(signature)).about.kind).toMatch(/session|intent/);
    }
  });
});
