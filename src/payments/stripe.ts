import Stripe from "stripe";
import { Refusal } from "../shared/errors";
import type { CheckoutId, RefundId } from "../shared/ids";
import { fen } from "../shared/money";
import { Breaker, TookTooLong } from "./breaker";
import {
  METHODS,
  type Provider,
  type ProviderEvent,
  type ProviderRefund,
  type ProviderSession,
  type RefundStatus,
  type SessionRequest,
} from "./provider";

export interface ProviderSettings {
  secretKey: string;
  /** All are tried: that is how a secret is changed. */
  webhookSecrets: readonly string[];
  /** Where the API is, when not at Stripe: the stand-in. */
  endpoint?: { host: string; port: number; protocol: "http" | "https" };
  /** For one attempt; there are up to three, and all of them together get two and a half times as long. */
  timeoutMs?: number;
}

/** What is said here was written for this version of the API; an account set to another one must not change it. */
const API_VERSION = "2026-10-28.endive";
const SIGNATURE_TOLERANCE_SECONDS = 300;

export function makeProvider({ secretKey, webhookSecrets, endpoint, timeoutMs = 8000 }: ProviderSettings): Provider {
  const stripe = new Stripe(secretKey, {
    apiVersion: API_VERSION,
    telemetry: false,
    timeout: timeoutMs,
    maxNetworkRetries: 2,
    ...(endpoint && { host: endpoint.host, port: endpoint.port, protocol: endpoint.protocol }),
  });
  const deadlineMs = timeoutMs * 2.5;
  const breaker = new Breaker({ failures: 5, restMs: 10_000, deadlineMs, isFailure: isOutage });
  const ask: Ask = (call) => breaker.run(call).catch(refuse);
  return {
    livemode: /^(sk|rk)_live_/.test(secretKey),
    answers: () => !breaker.resting,
    ...sessionCalls(stripe, ask),
    ...refundCalls(stripe, ask),
    readEvent: (rawBody, signature) => toEvent(verified(stripe, { rawBody, signature, secrets: webhookSecrets })),
  };
}

type Ask = <T>(call: () => Promise<T>) => Promise<T>;
type SessionCalls = Pick<Provider, "startSession" | "session" | "sessionOfIntent" | "expireSession" | "recentSessions">;
type RefundCalls = Pick<Provider, "refund" | "refundStatus" | "refundsOf">;

function sessionCalls({ checkout: { sessions } }: Stripe, ask: Ask): SessionCalls {
  const session = (id: string) =>
    ask(async () => toSession(await sessions.retrieve(id, { expand: [CHARGE] }))).catch(nullWhenMissing);
  return {
    session,
    startSession: ({ idempotencyKey, ...request }) =>
      ask(async () => started(await sessions.create(sessionParams(request), { idempotencyKey }))),
    sessionOfIntent: (payment_intent) =>
      ask(async () => {
        const { data } = await sessions.list({ payment_intent, limit: 1, expand: [`data.${CHARGE}`] });
        return data[0] ? toSession(data[0]) : null;
      }),
    async expireSession(id) {
      await ask(() => sessions.expire(id)).catch(nullWhenRefused);
      return session(id);
    },
    async *recentSessions(since) {
      const created = { gte: toSeconds(since) };
      const each = sessions.list({ created, limit: 100, expand: [`data.${CHARGE}`] })[Symbol.asyncIterator]();
      const next = () => ask(() => each.next());
      for (let step = await next(); !step.done; step = await next()) yield toSession(step.value);
    },
  };
}

function refundCalls({ refunds }: Stripe, ask: Ask): RefundCalls {
  return {
    refund: ({ idempotencyKey, paymentIntent, amountFen, reference }) => {
      const params = { payment_intent: paymentIntent, amount: amountFen, metadata: { refund: reference } };
      return ask(async () => toRefund(await refunds.create(params, { idempotencyKey }))).catch(tooLarge);
    },
    refundStatus: (id) => ask(async () => toRefund(await refunds.retrieve(id))).catch(nullWhenMissing),
    refundsOf: (payment_intent) =>
      ask(async () => (await refunds.list({ payment_intent, limit: 100 })).data.map(toRefund)),
  };
}

function started({ id, url, expires_at }: Stripe.Checkout.Session): {
  sessionId: string;
  url: string;
  expiresAt: Date;
} {
  if (!url) throw new Error(`session ${id} came without an address`);
  return { sessionId: id, url, expiresAt: fromSeconds(expires_at) };
}

/** The path from a session to its charge, whose time is the time of the payment. */
const CHARGE = "payment_intent.latest_charge";

function sessionParams({
  reference,
  lines,
  successUrl,
  cancelUrl,
  expiresAt,
  language,
}: Omit<SessionRequest, "idempotencyKey">): Stripe.Checkout.SessionCreateParams {
  return {
    mode: "payment",
    client_reference_id: reference,
    metadata: { checkout: reference },
    payment_intent_data: { metadata: { checkout: reference } },
    allowed_payment_method_types: [...METHODS],
    payment_method_options: { wechat_pay: { client: "web" } },
    line_items: lines.map(({ name, amountFen, quantity }) => ({
      quantity,
      price_data: { currency: "cny", unit_amount: amountFen, product_data: { name } },
    })),
    success_url: successUrl,
    cancel_url: cancelUrl,
    expires_at: toSeconds(expiresAt),
    locale: language === "en" ? "en" : "zh",
  };
}

const STATUSES = ["open", "complete", "expired"] as const;

function toSession(session: Stripe.Checkout.Session): ProviderSession {
  const intent = session.payment_intent;
  const charge = typeof intent === "object" && typeof intent?.latest_charge === "object" ? intent.latest_charge : null;
  const paid = session.payment_status === "paid";
  return {
    id: session.id,
    reference: (session.client_reference_id ?? session.metadata?.checkout ?? null) as CheckoutId | null,
    status: STATUSES.find((each) => each === session.status) ?? "open",
    paid,
    amountFen: fen(session.amount_total ?? 0),
    currency: session.currency ?? "",
    paymentIntent: idOf(intent),
    paidAt: paid && charge ? fromSeconds(charge.created) : null,
    url: session.url,
    expiresAt: fromSeconds(session.expires_at),
    livemode: session.livemode,
    method: METHODS.find((each) => each === charge?.payment_method_details?.type) ?? null,
  };
}

const REFUND_STATUS: Record<string, RefundStatus> = { succeeded: "succeeded", failed: "failed", canceled: "failed" };

const toRefund = ({ id, status, amount, payment_intent, metadata }: Stripe.Refund): ProviderRefund => ({
  refundId: id,
  status: REFUND_STATUS[status ?? ""] ?? "pending",
  amountFen: fen(amount),
  paymentIntent: idOf(payment_intent),
  reference: (metadata?.refund ?? null) as RefundId | null,
});

function verified(
  stripe: Stripe,
  { rawBody, signature, secrets }: { rawBody: Buffer; signature: string | undefined; secrets: readonly string[] },
): Stripe.Event {
  let cause: unknown;
  for (const secret of secrets) {
    try {
      return stripe.webhooks.constructEvent(rawBody, signature ?? "", secret, SIGNATURE_TOLERANCE_SECONDS);
    } catch (error) {
      cause = error;
    }
  }
  throw new Refusal("BAD_SIGNATURE", { cause });
}

/** The signature says who wrote it, not that it is an event: any JSON can be signed. */
function toEvent(said: Partial<Stripe.Event> | null): ProviderEvent {
  const { id, type, created = 0, livemode = false, data } = said ?? {};
  if (typeof id !== "string" || typeof type !== "string" || !data?.object) throw new Refusal("UNREADABLE");
  return { id, type, created: fromSeconds(created), livemode, about: aboutOf(data.object) };
}

function aboutOf(about: object): ProviderEvent["about"] {
  const { object, id, payment_intent } = about as {
    object?: string;
    id?: string;
    payment_intent?: string | { id: string } | null;
  };
  if (object === "checkout.session" && id) return { kind: "session", id };
  if (object === "payment_intent" && id) return { kind: "intent", id };
  if (object === "refund" && id) return { kind: "refund", id };
  const intent = idOf(payment_intent);
  return object === "charge" && intent ? { kind: "intent", id: intent } : { kind: "other" };
}

const { StripeInvalidRequestError, StripeIdempotencyError } = Stripe.errors;

/** Not reached, severed, 5xx, told to come later, or our key is not taken; anything else is an answer. */
const OUTAGES = [
  Stripe.errors.StripeConnectionError,
  Stripe.errors.StripeAPIError,
  Stripe.errors.StripeRateLimitError,
  Stripe.errors.StripeAuthenticationError,
  Stripe.errors.StripePermissionError,
  TookTooLong,
];
const isOutage = (error: unknown): boolean => OUTAGES.some((outage) => error instanceof outage);

function refuse(error: unknown): never {
  if (isOutage(error)) throw new Refusal("PAYMENT_UNAVAILABLE", { cause: error, retryAfterSeconds: 5 });
  if (error instanceof StripeIdempotencyError) throw new Refusal("KEY_REUSED", { cause: error });
  throw error;
}

function nullWhenMissing(error: unknown): null {
  if (error instanceof StripeInvalidRequestError && error.code === "resource_missing") return null;
  throw error;
}

function nullWhenRefused(error: unknown): null {
  if (error instanceof StripeInvalidRequestError) return null;
  throw error;
}

function tooLarge(error: unknown): never {
  const says =
    error instanceof StripeInvalidRequestError &&
    (error.code === "charge_already_refunded" || error.param === "amount");
  throw says ? new Refusal("REFUND_TOO_LARGE", { cause: error }) : error;
}

const idOf = (reference: string | { id: string } | null | undefined): string | null =>
  typeof reference === "string" ? reference : (reference?.id ?? null);
const toSeconds = (at: Date): number => Math.floor(at.getTime() / 1000);
const fromSeconds = (seconds: number): Date => new Date(seconds * 1000);
