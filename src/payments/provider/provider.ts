import type { CheckoutId, RefundId } from "../../shared/ids";
import type { Fen } from "../../shared/money";
import type { Language } from "../../shared/words";
import type { PayoutProvider } from "./payouts";

/** What the shop asks of a payment provider, in the shop's words; the folder stripe/ says it in Stripe's. */
export const METHODS = ["card", "alipay", "wechat_pay"] as const;
export type Method = (typeof METHODS)[number];

/** The provider takes no more than eight digits of fen (¥999,999.99) and 100 lines in one session. */
export const MAX_SESSION_FEN = 99_999_999;
export const MAX_SESSION_LINES = 100;

export interface SessionRequest {
  /** Comes back in every session and event of this payment. */
  reference: CheckoutId;
  /** Persisted before the call: the same key and the same request always lead to the same session. */
  idempotencyKey: string;
  lines: { name: string; amountFen: Fen; quantity: number }[];
  /** `{CHECKOUT_SESSION_ID}` in it is replaced by the provider. */
  successUrl: string;
  cancelUrl: string;
  /** 30 minutes to 24 hours from now. */
  expiresAt: Date;
  language: Language;
}

/** A checkout session as it is now at the provider. */
export interface ProviderSession {
  id: string;
  /** The checkout it was opened for; null when the session was not opened by this shop. */
  reference: CheckoutId | null;
  status: "open" | "complete" | "expired";
  /** The money has arrived. A session may be complete and not yet paid. */
  paid: boolean;
  amountFen: Fen;
  /** Lower case: "cny". */
  currency: string;
  paymentIntent: string | null;
  /** The provider's time of the payment, to the second. */
  paidAt: Date | null;
  /** The page to send the buyer to, while the session is open. */
  url: string | null;
  expiresAt: Date;
  livemode: boolean;
  method: Method | null;
}

export type RefundStatus = "pending" | "succeeded" | "failed";

export interface RefundRequest {
  paymentIntent: string;
  amountFen: Fen;
  /** Persisted before the call. */
  idempotencyKey: string;
  reference: RefundId;
}

export interface ProviderRefund {
  refundId: string;
  status: RefundStatus;
  amountFen: Fen;
  paymentIntent: string | null;
  /** Our refund it was asked for by; null when it was made in the provider's own dashboard. */
  reference: RefundId | null;
}

/**
 * How a bank's taking back stands. inquiry: the bank only asks, nothing was taken · open: taken, and we may answer · won: put
 * back · lost: gone for good · closed: an inquiry that came to nothing.
 */
export const CHARGEBACK_STATES = ["inquiry", "open", "won", "lost", "closed"] as const;
export type ChargebackState = (typeof CHARGEBACK_STATES)[number];

/** A payment its payer disputed with the bank, as it is now at the provider. */
export interface ProviderChargeback {
  id: string;
  paymentIntent: string | null;
  amountFen: Fen;
  currency: string;
  state: ChargebackState;
  /** The bank's word for it, such as "fraudulent" or "product_not_received". */
  reason: string;
  openedAt: Date;
  /** Until when the bank hears us. */
  respondBy: Date | null;
  livemode: boolean;
}

/** A verified event: what happened to which object. Never its payload: the caller fetches the object as it is now. */
export interface ProviderEvent {
  id: string;
  type: string;
  created: Date;
  livemode: boolean;
  about:
    | { kind: "session" | "intent" | "refund" | "chargeback" | "transfer" | "account"; id: string }
    | { kind: "other" };
}

/**
 * The payment provider. Every call may refuse with PAYMENT_UNAVAILABLE (not reached, overloaded, or resting after five
 * failures in a row): whether the deed was done is then unknown, and asking again with the same key is safe.
 */
export interface Provider {
  /** Whether the key moves real money; a session or event of the other kind is not ours. */
  readonly livemode: boolean;
  /** False for the moments after several failures in a row, in which nobody is let through. */
  answers(): boolean;
  /** Refuses with KEY_REUSED when the key was used for another request. */
  startSession(request: SessionRequest): Promise<{ sessionId: string; url: string; expiresAt: Date }>;
  /** Null: the provider knows no such session. */
  session(id: string): Promise<ProviderSession | null>;
  /** The session a payment intent belongs to; null when it belongs to none. */
  sessionOfIntent(paymentIntent: string): Promise<ProviderSession | null>;
  /** Ends an open session; one that is already complete or expired is returned as it is. Null: no such session. */
  expireSession(id: string): Promise<ProviderSession | null>;
  /** Every session opened at or after `since`, newest first. A payment may come up to 24 hours after the opening. */
  recentSessions(since: Date): AsyncIterable<ProviderSession>;
  /** Refuses with REFUND_TOO_LARGE above what is left of the payment and whatever else is a plain no, with KEY_REUSED as `startSession`. */
  refund(request: RefundRequest): Promise<ProviderRefund>;
  /** Null: no such refund. */
  refundStatus(id: string): Promise<ProviderRefund | null>;
  /** Every refund of a payment, also those made in the provider's dashboard. */
  refundsOf(paymentIntent: string): Promise<ProviderRefund[]>;
  /** Every refund made at or after `since`, also those made in the provider's dashboard, newest first. */
  recentRefunds(since: Date): AsyncIterable<ProviderRefund>;
  /** Null: no such chargeback. */
  chargeback(id: string): Promise<ProviderChargeback | null>;
  /** Every chargeback opened at or after `since`, newest first. */
  recentChargebacks(since: Date): AsyncIterable<ProviderChargeback>;
  /** Money out to producers. */
  readonly payouts: PayoutProvider;
  /** Refuses with BAD_SIGNATURE: missing, empty, made with another secret, over another body, or older than 300 s. */
  readEvent(rawBody: Buffer, signatureHeader: string | undefined): ProviderEvent;
}
