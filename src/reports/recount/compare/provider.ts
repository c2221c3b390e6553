import { type Order, OrderModel } from "../../../orders/order-record";
import { type Chargeback, ChargebackModel } from "../../../payments/chargebacks/chargeback";
import { type Checkout, CheckoutModel } from "../../../payments/checkout/checkout";
import type { Provider, ProviderSession } from "../../../payments/provider/provider";
import { type Refund, RefundModel } from "../../../payments/refunds/refund";
import { inSnapshot } from "../../../shared/db";
import { Refusal } from "../../../shared/errors";
import { DAY, HOUR, later } from "../../../shared/time";
import type { Found, Scan } from "../found";
import { paymentOf } from "./payments";

/** How far back the provider is asked; what is older was compared when it was young, and is again when everything is asked for. */
export const RECENT_DAYS = 40;
/** A payment or refund so young may still be on its way to us: the webhook, and an hour later the sweep. */
const YOUNG_MS = 2 * HOUR;
/** A payment may come up to 24 hours after its session was opened. */
const SESSION_MS = DAY;

/**
 * Payments, refunds and chargebacks at the provider against ours. Its word is asked first and ours read after it, so what
 * moves meanwhile only ever makes ours newer. A provider that does not answer is said to be not compared.
 */
export async function checkProvider(provider: Provider | null, scan: Scan, since: Date): Promise<void> {
  if (!provider) return scan.leaveOut("provider", "not_set_up");
  try {
    const seen = await checkSessions(provider, scan, since);
    await checkUnseen(provider, { scan, since, seen });
    await checkRefunds(provider, scan, since);
    await checkChargebacks(provider, scan, since);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "PAYMENT_UNAVAILABLE") throw error;
    scan.leaveOut("provider", "unreachable");
  }
}

async function checkSessions(provider: Provider, scan: Scan, since: Date): Promise<Set<string>> {
  const seen = new Set<string>();
  for await (const session of provider.recentSessions(since)) {
    if (session.livemode !== provider.livemode) continue;
    seen.add(session.id);
    if (session.paid) await checkSession(session, scan);
    await scan.step("provider", { payments: 1 });
  }
  return seen;
}

async function checkSession(session: ProviderSession, scan: Scan): Promise<void> {
  const checkout = (await CheckoutModel.findOne({ sessionId: session.id }).lean()) as Checkout | null;
  const young = session.paidAt !== null && session.paidAt > later(scan.at, -YOUNG_MS);
  const subject = checkout
    ? paymentOf(checkout)
    : { kind: "payment" as const, id: session.reference ?? session.id, name: session.id };
  const about = { book: null, subject, where: session.id, unit: "fen" as const };
  if (!checkout?.paidAt) {
    if (!young) await scan.name({ ...about, code: "payment_not_heard", kept: 0, should: session.amountFen });
  } else if (checkout.totalFen !== session.amountFen)
    await scan.name({ ...about, code: "payment_amount", kept: checkout.totalFen, should: session.amountFen });
}

interface Unseen {
  scan: Scan;
  since: Date;
  seen: ReadonlySet<string>;
}

/** Payments of ours that were not in the provider's list are asked for one by one. */
async function checkUnseen(provider: Provider, { scan, since, seen }: Unseen): Promise<void> {
  const paid = CheckoutModel.find({ kind: "stripe", state: "paid", paidAt: { $gte: later(since, SESSION_MS) } })
    .lean()
    .cursor({ batchSize: 200 }) as unknown as AsyncIterable<Checkout>;
  for await (const checkout of paid) {
    if (checkout.sessionId && seen.has(checkout.sessionId)) continue;
    const session = checkout.sessionId ? await provider.session(checkout.sessionId) : null;
    const about = { book: null, subject: paymentOf(checkout), where: checkout.sessionId ?? "", unit: "fen" as const };
    if (session?.paid) await checkSession(session, scan);
    else await scan.name({ ...about, code: "payment_unknown", kept: checkout.totalFen, should: 0 });
    await scan.step("provider", { payments: 1 });
  }
}

/** What went back at the provider is what we say went back, payment by payment: of those we gave back of, and those it did. */
async function checkRefunds(provider: Provider, scan: Scan, since: Date): Promise<void> {
  const seen = new Set<string>();
  const recent = { kind: "refund", paymentIntent: { $type: "string" }, askedAt: { $gte: since } };
  const intents = RefundModel.aggregate<{ _id: string }>([{ $match: recent }, { $group: { _id: "$paymentIntent" } }]);
  for await (const { _id: intent } of intents.cursor({ batchSize: 200 })) {
    seen.add(intent);
    await checkRefundsOf(intent, provider, scan);
  }
  for await (const { paymentIntent: intent } of provider.recentRefunds(since)) {
    if (!intent || seen.has(intent)) continue;
    seen.add(intent);
    await checkRefundsOf(intent, provider, scan);
  }
}

async function checkRefundsOf(intent: string, provider: Provider, scan: Scan): Promise<void> {
  const theirs = await provider.refundsOf(intent);
  const ours = (await inSnapshot(async (asOf) =>
    asOf(RefundModel.find({ paymentIntent: intent, kind: "refund" })).lean(),
  )) as Refund[];
  await scan.step("provider", { payments: 1 });
  const waiting = ours.some(({ state, askedAt }) => state === "processing" && askedAt > later(scan.at, -YOUNG_MS));
  const should = theirs.filter(({ status }) => status === "succeeded").reduce((sum, each) => sum + each.amountFen, 0);
  const kept = ours.filter(({ state }) => state === "succeeded").reduce((sum, each) => sum + each.amountFen, 0);
  const first = ours[0];
  if (waiting || kept === should) return;
  if (first) await scan.name(refundFault(first, { intent, kept, should }));
  else await nameUnasked(intent, should, scan);
}

const refundFault = (
  { _id, order }: Refund,
  { intent, kept, should }: { intent: string; kept: number; should: number },
): Found => ({
  code: "refund_at_provider",
  book: null,
  subject: { kind: "refund", id: order, name: _id },
  where: intent,
  unit: "fen",
  kept,
  should,
});

/** Given back in the provider's dashboard, past us: told by the first order of the payment. What is no payment of ours is none of ours to name. */
async function nameUnasked(intent: string, should: number, scan: Scan): Promise<void> {
  const checkout = (await CheckoutModel.findOne({ paymentIntent: intent }).lean()) as Checkout | null;
  if (!checkout) return;
  const order = (await OrderModel.findOne({ checkout: checkout._id }).sort({ _id: 1 }).lean()) as Order | null;
  const subject = order ? { kind: "order" as const, id: order._id, name: order.number } : paymentOf(checkout);
  await scan.name({ code: "refund_unasked", book: null, subject, where: intent, unit: "fen", kept: 0, should });
}

/** A payment the bank took back, and how that stands. */
async function checkChargebacks(provider: Provider, scan: Scan, since: Date): Promise<void> {
  for await (const theirs of provider.recentChargebacks(since)) {
    if (theirs.livemode !== provider.livemode || theirs.openedAt > later(scan.at, -YOUNG_MS)) continue;
    const ours = (await ChargebackModel.findById(theirs.id).lean()) as Chargeback | null;
    const subject = { kind: "payment" as const, id: ours?.checkout ?? theirs.id, name: theirs.id };
    const about = { code: "chargeback_at_provider" as const, book: null, subject };
    if (ours?.amountFen !== theirs.amountFen)
      await scan.name({ ...about, where: "", unit: "fen", kept: ours?.amountFen ?? null, should: theirs.amountFen });
    else if (ours.state !== theirs.state)
      await scan.name({ ...about, where: "", unit: "text", kept: ours.state, should: theirs.state });
    await scan.step("provider", { payments: 1 });
  }
}
