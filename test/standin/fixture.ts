import { createHmac } from "node:crypto";
import mongoose from "mongoose";
import type { Provider, SessionRequest } from "../../src/payments/provider/provider";
import { makeProvider } from "../../src/payments/stripe/client";
import { connect, disconnect, prepareDatabase } from "../../src/shared/db";
import { type CheckoutId, newId } from "../../src/shared/ids";
import { fen } from "../../src/shared/money";
import { HOUR, later, now, setClock } from "../../src/shared/time";
import { type StandinServer, startStandinServer } from "../../src/standin/api/server";
import { DeliveryModel } from "../../src/standin/event";
import { resetKnobs } from "../../src/standin/knobs";
import { PaymentModel } from "../../src/standin/payment";
import { deliverPending } from "../../src/standin/postman";

export const PUBLIC_URL = "http://shop.test";
export const SECRET = "whsec_test_of_the_stand_in";
export const KEY = "sk_test_stand_in";

/** A stand-in server on a free port and a provider that speaks to it, for the tests of one file. */
export interface World {
  server: StandinServer;
  provider: Provider;
  /** Another provider, with a breaker and a patience of its own. */
  newProvider(timeoutMs?: number): Provider;
}

export function standinWorld(): World {
  const world = {} as World;
  let connectedHere = false;
  world.newProvider = (timeoutMs = 30_000) =>
    makeProvider({
      secretKey: KEY,
      webhookSecrets: [SECRET],
      endpoint: { ...world.server, protocol: "http" },
      timeoutMs,
    });
  beforeAll(async () => {
    connectedHere = mongoose.connection.readyState === 0;
    if (connectedHere) await connect(String(process.env.TEST_MONGODB_URI), databaseName());
    await prepareDatabase();
    world.server = await startStandinServer({ publicUrl: PUBLIC_URL });
  });
  beforeEach(async () => {
    await Promise.all([PaymentModel.deleteMany({}), DeliveryModel.deleteMany({})]);
    resetKnobs();
    world.provider = world.newProvider();
  });
  afterEach(() => setClock(undefined));
  afterAll(async () => {
    await world.server.stop();
    if (connectedHere) await disconnect();
  });
  return world;
}

const databaseName = (): string => `${process.env.TEST_DB_PREFIX ?? "t_"}${process.env.JEST_WORKER_ID ?? "1"}`;

let keys = 0;
export const newKey = (): string => `test:${process.pid}:${Date.now()}:${++keys}`;

/** Two pieces of ham and their freight: ¥236.00. */
export const anOrder = (more: Partial<SessionRequest> = {}): SessionRequest => ({
  reference: newId("chk", now()) as CheckoutId,
  idempotencyKey: newKey(),
  lines: [
    { name: "城口老腊肉 500 g", amountFen: fen(11_200), quantity: 2 },
    { name: "运费", amountFen: fen(1200), quantity: 1 },
  ],
  successUrl: `${PUBLIC_URL}/checkouts/1`,
  cancelUrl: `${PUBLIC_URL}/cart`,
  expiresAt: later(now(), HOUR),
  language: "zh-CN",
  ...more,
});

export interface Heard {
  id: string;
  type: string;
  data: { object: Record<string, unknown> };
}

/** A shop that writes down what it hears; `answers` are the statuses it gives, then always 200. */
export function shop(answers: number[] = []) {
  const heard: Heard[] = [];
  const signatures: string[] = [];
  const post = async (payload: string, signature: string): Promise<number> => {
    heard.push(JSON.parse(payload));
    signatures.push(signature);
    return answers.shift() ?? 200;
  };
  const hear = (at = now()) => deliverPending(at, { secret: SECRET, post });
  return { heard, signatures, hear, types: () => heard.map((event) => event.type) };
}

/** Signed by hand, so that the check is not proved by the code it checks. */
export function signedBy(
  secret: string,
  body: string,
  { seconds = Math.floor(Date.now() / 1000), scheme = "v1" } = {},
): string {
  return `t=${seconds},${scheme}=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;
}
