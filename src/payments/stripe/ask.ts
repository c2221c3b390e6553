import Stripe from "stripe";
import { Refusal } from "../../shared/errors";
import { TookTooLong } from "../provider/breaker";

/** Runs a call through the breaker; what the provider cannot answer becomes a refusal. */
export type Ask = <T>(call: () => Promise<T>) => Promise<T>;

export const { StripeInvalidRequestError, StripeIdempotencyError } = Stripe.errors;

/** Not reached, severed, 5xx, told to come later, or our key is not taken; anything else is an answer. */
const OUTAGES = [
  Stripe.errors.StripeConnectionError,
  Stripe.errors.StripeAPIError,
  Stripe.errors.StripeRateLimitError,
  Stripe.errors.StripeAuthenticationError,
  Stripe.errors.StripePermissionError,
  TookTooLong,
];
export const isOutage = (error: unknown): boolean => OUTAGES.some((outage) => error instanceof outage);

export function refuse(error: unknown): never {
  if (isOutage(error)) throw new Refusal("PAYMENT_UNAVAILABLE", { cause: error, retryAfterSeconds: 5 });
  if (error instanceof StripeIdempotencyError) throw new Refusal("KEY_REUSED", { cause: error });
  throw error;
}

export function nullWhenMissing(error: unknown): null {
  if (error instanceof StripeInvalidRequestError && error.code === "resource_missing") return null;
  throw error;
}

export function nullWhenRefused(error: unknown): null {
  if (error instanceof StripeInvalidRequestError) return null;
  throw error;
}

export const idOf = (reference: string | { id: string } | null | undefined): string | null =>
  typeof reference === "string" ? reference : (reference?.id ?? null);
export const toSeconds = (at: Date): number => Math.floor(at.getTime() / 1000);
export const fromSeconds = (seconds: number): Date => new Date(seconds * 1000);
