import { inTransaction } from "../shared/db";
import { now } from "../shared/time";
import { change, current } from "./change";
import { confirm, decline, dispute, endDispute, expire, type News } from "./life";
import { type Method, type Payment, paymentById } from "./payment";

/** The last three are what a payer does, and a bank decides, when the payment is long over. */
export const OUTCOMES = ["paid", "failed", "expired", "disputed", "dispute_won", "dispute_lost"] as const;
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
      if (isDispute(outcome)) return argue(fresh, outcome, at);
      return fresh.status === "open" ? act(fresh, outcome, { method, at }) : [];
    }),
  );
  if (!payment) return null;
  if (isDispute(outcome)) return { done: true, location: `/paydesk/${sessionId}` };
  if (before !== "open" && payment.status !== REPEATED[outcome]) return { done: false, payment };
  return { done: true, location: onward(payment, outcome) };
}

/** As at the provider itself: who was declined stays at the desk, is told so, and may try again. */
function onward(payment: Payment, outcome: Exclude<Outcome, Argument>): string {
  if (outcome === "failed") return `/paydesk/${payment._id}`;
  return outcome === "paid" ? successUrl(payment) : payment.cancelUrl || payment.successUrl;
}

type Argument = "disputed" | "dispute_won" | "dispute_lost";
const isDispute = (outcome: Outcome): outcome is Argument => outcome.startsWith("dispute");

/** Nothing to dispute, or none to decide, changes nothing. */
function argue(payment: Payment, outcome: Argument, at: Date): News[] {
  if (outcome === "disputed") return dispute(payment, at);
  return endDispute(payment, outcome === "dispute_won" ? "won" : "lost");
}

/** The state in which an outcome has already come about. */
const REPEATED: Record<Exclude<Outcome, Argument>, Payment["status"] | null> = {
  paid: "complete",
  failed: null,
  expired: "expired",
};

function act(payment: Payment, outcome: Exclude<Outcome, Argument>, { method, at }: { method: Method; at: Date }) {
  if (outcome === "paid") return confirm(payment, method, at);
  return outcome === "failed" ? decline(payment, method) : expire(payment);
}

const successUrl = ({ _id, successUrl: url }: Payment): string => url.replaceAll("{CHECKOUT_SESSION_ID}", _id);
