import { Schema } from "mongoose";
import { collection, wholeNumber } from "../../shared/db";
import { notFound } from "../../shared/errors";
import type { CheckoutId, OrderId, UserId } from "../../shared/ids";
import type { Fen } from "../../shared/money";
import type { Viewer } from "../../shared/viewer";
import type { Method } from "../provider/provider";

/**
 * starting: the key is claimed, orders are being made · placed: orders stand, the provider has not been asked yet ·
 * open: waiting for the money · paid · expired and cancelled: nobody paid in time, or the buyer thought better of it.
 */
export const CHECKOUT_STATES = ["starting", "placed", "open", "paid", "expired", "cancelled"] as const;
export type CheckoutState = (typeof CHECKOUT_STATES)[number];
/** A webhook takes a second or two; after this long it is late. */
export const ASK_AFTER_MS = 20_000;

export type PaymentKind = "stripe" | "bank_transfer";

/** One payment for the orders of one cart. */
export interface Checkout {
  _id: CheckoutId;
  buyer: UserId;
  /** The caller's Idempotency-Key, and the hash of what was asked with it. */
  key: string;
  bodyHash: string;
  state: CheckoutState;
  claimedAt: Date;
  kind: PaymentKind;
  totalFen: Fen;
  /** Until when it can be paid; the goods are held a little longer. */
  expiresAt: Date | null;
  language: "zh-CN" | "en";
  /** Grows when the provider has to be asked anew, with another time limit; part of the key it is asked with. */
  attempt: number;
  /** When the provider is asked how the payment stands, should its word not have come by then. */
  askAt: Date | null;
  sessionId: string | null;
  url: string | null;
  paymentIntent: string | null;
  method: Method | "bank_transfer" | null;
  paidAt: Date | null;
  /** Paid for, but cancelled before the money came and sold to somebody else since: to be given back. */
  refundDue: OrderId[];
}

const text = { type: String, required: true } as const;
const perhaps = { type: String, default: null } as const;
const schema = new Schema<Checkout>(
  {
    _id: String,
    buyer: text,
    key: text,
    bodyHash: text,
    state: { ...text, enum: CHECKOUT_STATES },
    claimedAt: { type: Date, required: true },
    kind: { ...text, enum: ["stripe", "bank_transfer"] },
    totalFen: { type: Number, required: true },
    expiresAt: { type: Date, default: null },
    language: text,
    attempt: { type: Number, required: true },
    askAt: { type: Date, default: null },
    sessionId: perhaps,
    url: perhaps,
    paymentIntent: perhaps,
    method: perhaps,
    paidAt: { type: Date, default: null },
    refundDue: [String],
  },
  { versionKey: false },
);
schema.index({ buyer: 1, key: 1 }, { unique: true });
schema.index({ sessionId: 1 }, { unique: true, partialFilterExpression: { sessionId: { $type: "string" } } });
schema.index({ paymentIntent: 1 }, { partialFilterExpression: { paymentIntent: { $type: "string" } } });
schema.index({ state: 1, expiresAt: 1 });
schema.index({ state: 1, askAt: 1 });
schema.index({ refundDue: 1 }, { partialFilterExpression: { refundDue: { $gt: "" } } });

export const CheckoutModel = collection<Checkout>("checkouts", schema, { properties: { totalFen: wholeNumber(0) } });

/** A checkout as its buyer may see it. */
export async function checkoutOfBuyer(viewer: Viewer, id: string): Promise<Checkout> {
  const checkout = (await CheckoutModel.findOne({
    _id: String(id) as CheckoutId,
    buyer: viewer.id,
  }).lean()) as Checkout | null;
  if (!checkout) throw notFound();
  return checkout;
}

/** The checkout a form's key has become; null while it became none. */
export const checkoutOfKey = async (viewer: Viewer, key: string): Promise<Checkout | null> =>
  (await CheckoutModel.findOne({ buyer: viewer.id, key: String(key) }).lean()) as Checkout | null;

/** The buyer's latest checkout that can still be paid. */
export const waitingCheckout = async (viewer: Viewer, at: Date): Promise<Checkout | null> =>
  (await CheckoutModel.findOne({ buyer: viewer.id, state: { $in: ["placed", "open"] }, expiresAt: { $gt: at } })
    .sort({ _id: -1 })
    .lean()) as Checkout | null;

export async function checkoutById(id: CheckoutId): Promise<Checkout> {
  const checkout = (await CheckoutModel.findById(id).lean()) as Checkout | null;
  if (!checkout) throw notFound();
  return checkout;
}

/** What an institution writes on its transfer, so that the clerk finds the checkout on the bank statement. */
export const transferReference = (id: CheckoutId): string => id.slice(-8).toUpperCase();
