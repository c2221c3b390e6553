import type Stripe from "stripe";
import type { CheckoutId } from "../../shared/ids";
import { fen } from "../../shared/money";
import { METHODS, type Provider, type ProviderSession, type SessionRequest } from "../provider/provider";
import { type Ask, fromSeconds, idOf, nullWhenMissing, nullWhenRefused, toSeconds } from "./ask";

type SessionCalls = Pick<Provider, "startSession" | "session" | "sessionOfIntent" | "expireSession" | "recentSessions">;

/** The calls on checkout sessions. */
export function sessionCalls({ checkout: { sessions } }: Stripe, ask: Ask): SessionCalls {
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
