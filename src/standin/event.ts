import { createHmac } from "node:crypto";
import { Schema } from "mongoose";
import { afterCommit, collection } from "../shared/db";
import { newId } from "../shared/ids";
import { later } from "../shared/time";
import { knobs } from "./knobs";
import type { News } from "./life";
import type { Payment } from "./payment";
import { chargeJson, disputeJson, intentJson, refundJson, sessionJson } from "./stripe-json";

/** An event on its way to the shop: kept until the shop has answered 2xx, so that nothing is lost when either side falls. */
export interface Delivery {
  /** The event's id and the number of the copy. */
  _id: string;
  /** The body as it was when it happened, signed anew at every attempt. */
  payload: string;
  /** Those of one change, in the order they happened. */
  createdAt: Date;
  place: number;
  /** The next attempt; null once delivered or given up. */
  dueAt: Date | null;
  attempts: number;
  deliveredAt: Date | null;
}

const schema = new Schema<Delivery>(
  {
    _id: String,
    payload: { type: String, required: true },
    createdAt: { type: Date, required: true },
    place: { type: Number, required: true },
    dueAt: { type: Date, default: null },
    attempts: { type: Number, default: 0 },
    deliveredAt: { type: Date, default: null },
  },
  { versionKey: false },
);
schema.index({ dueAt: 1, createdAt: 1 });
schema.index({ deliveredAt: 1 }, { expireAfterSeconds: 7 * 86_400 });

export const DeliveryModel = collection("standin_deliveries", schema);

/** Rings when an event has been committed, so that the postman need not wait for his next round. */
const listeners = new Set<() => void>();
export function onNews(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Puts the news of a payment on their way, with as many copies and as late as the knobs say. */
export const tell = (payment: Payment, news: readonly News[], at: Date): Promise<void> =>
  tellOf(
    news.map(({ type, about }) => ({ type, object: objectOf(payment, about) })),
    at,
  );

/** The same of any object, as it is shown by the API at this moment. */
export async function tellOf(
  news: readonly { type: string; object: Record<string, unknown> }[],
  at: Date,
): Promise<void> {
  if (news.length === 0 || knobs.drop) return;
  const deliveries = news.flatMap(({ type, object }, place) => {
    const id = newId("evt_test", at);
    const payload = JSON.stringify(eventJson(id, type, object, at));
    return Array.from({ length: 1 + knobs.duplicate }, (_, copy) => ({
      _id: `${id}:${copy}`,
      payload,
      createdAt: at,
      place,
      dueAt: later(at, knobs.delay),
    }));
  });
  await DeliveryModel.insertMany(deliveries);
  afterCommit(() => {
    for (const listener of listeners) listener();
  });
}

function objectOf(payment: Payment, about: News["about"]): Record<string, unknown> {
  if (about === "session") return sessionJson(payment, { deskUrl: "" });
  if (about === "intent") return intentJson(payment);
  if (about === "charge") return chargeJson(payment);
  return "reason" in about ? disputeJson(payment, about) : refundJson(payment, about);
}

const eventJson = (id: string, type: string, object: Record<string, unknown>, at: Date): Record<string, unknown> => ({
  id,
  object: "event",
  type,
  api_version: "2026-10-28.endive",
  created: Math.floor(at.getTime() / 1000),
  livemode: false,
  pending_webhooks: 1,
  request: { id: null, idempotency_key: null },
  data: { object },
});

/** The value of `Stripe-Signature`. The time in it is the machine's, as in the check at the other end. */
export function sign(payload: string, secret: string, seconds = Math.floor(Date.now() / 1000)): string {
  const signature = createHmac("sha256", secret).update(`${seconds}.${payload}`).digest("hex");
  return `t=${seconds},v1=${signature}`;
}
