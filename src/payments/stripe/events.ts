import type Stripe from "stripe";
import { Refusal } from "../../shared/errors";
import type { ProviderEvent } from "../provider/provider";
import { fromSeconds, idOf } from "./ask";

const SIGNATURE_TOLERANCE_SECONDS = 300;

/** Throws BAD_SIGNATURE unless one of the secrets made the signature over this very body, and lately. */
export function verified(
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
export function toEvent(said: Partial<Stripe.Event> | null): ProviderEvent {
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
  if ((object === "transfer" || object === "account") && id) return { kind: object, id };
  if (object === "refund" && id) return { kind: "refund", id };
  if (object === "dispute" && id) return { kind: "chargeback", id };
  const intent = idOf(payment_intent);
  return object === "charge" && intent ? { kind: "intent", id: intent } : { kind: "other" };
}
