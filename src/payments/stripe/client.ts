import Stripe from "stripe";
import { Breaker } from "../provider/breaker";
import type { Provider } from "../provider/provider";
import { type Ask, isOutage, refuse } from "./ask";
import { chargebackCalls } from "./chargebacks";
import { toEvent, verified } from "./events";
import { payoutCalls } from "./payouts";
import { refundCalls } from "./refunds";
import { sessionCalls } from "./sessions";

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
    ...chargebackCalls(stripe, ask),
    payouts: payoutCalls(stripe, ask),
    readEvent: (rawBody, signature) => toEvent(verified(stripe, { rawBody, signature, secrets: webhookSecrets })),
  };
}
