import { inTransaction } from "../shared/db";
import { now } from "../shared/time";
import { change, current } from "./change";
import { confirm, decline, expire } from "./life";
import { type Method, type Payment, paymentById } from "./payment";

export const OUTCOMES = ["paid", "failed", "expired"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What came of it: where the buyer goes next, or that the session was over before. Null: no such session. */
export type DeskAnswer = { done: true; location: string } | { done: false; payment: Payment };

export const paymentAtDesk = async (id: string, at: Date): Promise<Payment | null> =>
  current(await paymentById(id), at);

/**
 * What a buyer does at the pay desk: pays, is declined (and may try again), or gives up. Doing the same again leads to the
 * same place and changes nothing. The time of the payment is now.
 */
export async function payAtDesk(
  sessionId: string,
  outcome: Outcome,
  method: Method = "alipay",
): Promise<DeskAnswer | null> {
  const at = now();
  let before: Payment["status"] = "open";
  const payment = await inTransaction(() =>
    change(sessionId, at, (fresh) => {
      before = fresh.status;
      return fresh.status === "open" ? act(fresh, outcome, { method, at }) : [];
    }),
  );
  if (!payment) return null;
  if (before !== "open" && payment.status !== REPEATED[outcome]) return { done: false, payment };
  return { done: true, location: outcome === "paid" ? successUrl(payment) : payment.cancelUrl || payment.successUrl };
}

/** The state in which an outcome has already come about. */
const REPEATED: Record<Outcome, Payment["status"] | null> = { paid: "complete", failed: null, expired: "expired" };

function act(payment: Payment, outcome: Outcome, { method, at }: { method: Method; at: Date }) {
  if (outcome === "paid") return confirm(payment, method, at);
  return outcome === "failed" ? decline(payment, method) : expire(payment);
}

const successUrl = ({ _id, successUrl: url }: Payment): string => url.replaceAll("{CHECKOUT_SESSION_ID}", _id);
