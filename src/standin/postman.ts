import { log } from "../shared/log";
import { later, now } from "../shared/time";
import { catchUp } from "./change";
import { type Delivery, DeliveryModel, onNews, sign } from "./event";
import { type Knobs, knobs, turnKnobs } from "./knobs";
import { reverseDue } from "./payouts/transfers";

/** Where events go: `post` brings the body and its signature to the shop and returns the status of its answer. */
export interface Target {
  secret: string;
  post: (payload: string, signature: string) => Promise<number>;
}

const SECONDS = 1000;
/** Ever longer waits, then it is given up; by then the shop's own sweep has long asked for itself. */
const WAITS_MS = [2, 5, 15, 60, 300, 1800, 7200, 21_600, 43_200, 86_400].map((wait) => wait * SECONDS);
/** Another postman may take over what one has carried for so long: it has fallen. */
const CARRIED_MS = 30 * SECONDS;
const ROUND_MS = 500;

let target: Target | undefined;

const overHttp =
  (endpoint: string): Target["post"] =>
  async (payload, signature) => {
    const headers = { "content-type": "application/json; charset=utf-8", "stripe-signature": signature };
    const answer = await fetch(endpoint, {
      method: "POST",
      headers,
      body: payload,
      redirect: "manual",
      signal: AbortSignal.timeout(10 * SECONDS),
    });
    await answer.body?.cancel();
    return answer.status;
  };

/**
 * Starts delivering to the shop's webhook until stopped, and lets sessions run out and refunds go through meanwhile.
 * Several processes may do so at once: each event is carried by one of them at a time.
 */
export function deliverWebhooks({
  endpoint,
  secret,
  knobs: turned = {},
}: {
  endpoint: string;
  secret: string;
  knobs?: Partial<Knobs>;
}): { stop(): Promise<void> } {
  turnKnobs(turned);
  const to: Target = { secret, post: overHttp(endpoint) };
  target = to;
  let stopped = false;
  let wake = (): void => undefined;
  const stopListening = onNews(() => wake());
  const running = (async () => {
    while (!stopped) {
      const rest = new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, ROUND_MS).unref();
      });
      await goRound(to);
      await rest;
    }
  })();
  return {
    async stop() {
      stopped = true;
      stopListening();
      wake();
      await running;
    },
  };
}

async function goRound(to: Target): Promise<void> {
  try {
    await catchUp(now());
    await reverseDue(now());
    await deliverPending(now(), to, 4);
  } catch (error) {
    log.warn({ err: error }, "stand-in events wait");
  }
}

export interface Delivered {
  delivered: number;
  refused: number;
}

/**
 * Delivers every event whose time has come by `at`, in order, and tells how many the shop took and how many it refused
 * (those come again later). To the given target, else to the one of `deliverWebhooks`.
 */
export async function deliverPending(at: Date, to: Target | undefined = target, lanes = 1): Promise<Delivered> {
  if (!to) throw new Error("nobody said where events go");
  const count: Delivered = { delivered: 0, refused: 0 };
  const carry = async () => {
    for (let next = await take(at); next; next = await take(at)) count[await deliver(next, to, at)] += 1;
  };
  await Promise.all(Array.from({ length: lanes }, carry));
  return count;
}

async function take(at: Date): Promise<Delivery | null> {
  const direction = knobs.reorder ? -1 : 1;
  return (await DeliveryModel.findOneAndUpdate(
    { dueAt: { $ne: null, $lte: at } },
    { $set: { dueAt: later(at, CARRIED_MS) }, $inc: { attempts: 1 } },
    { sort: { createdAt: direction, place: direction, _id: direction }, returnDocument: "after" },
  ).lean()) as Delivery | null;
}

async function deliver(
  { _id, payload, attempts }: Delivery,
  { post, secret }: Target,
  at: Date,
): Promise<keyof Delivered> {
  const status = await post(payload, sign(payload, secret)).catch((error: unknown) => {
    log.debug({ err: error }, "the webhook could not be reached");
    return 0;
  });
  const taken = status >= 200 && status < 300;
  const wait = WAITS_MS[attempts - 1];
  const next = taken || wait === undefined ? null : later(at, wait);
  await DeliveryModel.updateOne({ _id }, { $set: { dueAt: next, ...(taken ? { deliveredAt: new Date() } : {}) } });
  return taken ? "delivered" : "refused";
}
