import { Schema } from "mongoose";
import { collection, wholeNumber } from "../shared/db";

/**
 * One payment at the stand-in provider: its checkout session, payment intent, charge and refunds, which Stripe shows as
 * four kinds of objects, are one record here, so that every change is one write.
 */
export const METHODS = ["alipay", "wechat_pay", "card"] as const;
export type Method = (typeof METHODS)[number];

export interface Refund {
  _id: string;
  amountFen: number;
  status: "pending" | "succeeded" | "failed";
  metadata: Record<string, string>;
  createdAt: Date;
  /** When it moves on by itself: from pending to succeeded, or from succeeded to failed. */
  dueAt: Date | null;
}

/** The payer has gone to the bank, which took the money back; won, the shop has it again. */
export interface Dispute {
  _id: string;
  amountFen: number;
  status: "needs_response" | "won" | "lost";
  reason: string;
  createdAt: Date;
}

export interface Payment {
  /** The id of the session. */
  _id: string;
  intent: string;
  charge: string;
  status: "open" | "complete" | "expired";
  /** What the buyer was charged; the sum of the lines until then. */
  amountFen: number;
  currency: string;
  lines: { name: string; amountFen: number; quantity: number }[];
  reference: string | null;
  metadata: Record<string, string>;
  intentMetadata: Record<string, string>;
  methods: string[];
  successUrl: string;
  cancelUrl: string;
  locale: string;
  createdAt: Date;
  expiresAt: Date;
  /** The buyer's last choice; an intent exists from the first attempt on. */
  method: Method | null;
  attempts: number;
  /** Confirmed, and the money is still on its way. */
  settlesAt: Date | null;
  paidAt: Date | null;
  refunds: Refund[];
  disputes?: Dispute[];
  /** The next instant at which something happens by itself; null when nothing will. */
  dueAt: Date | null;
}

const refund = new Schema<Refund>(
  { _id: String, amountFen: Number, status: String, metadata: Schema.Types.Mixed, createdAt: Date, dueAt: Date },
  { minimize: false },
);

const dispute = new Schema<Dispute>({
  _id: String,
  amountFen: Number,
  status: String,
  reason: String,
  createdAt: Date,
});

const schema = new Schema<Payment>(
  {
    _id: String,
    intent: { type: String, required: true, unique: true },
    charge: { type: String, required: true },
    status: { type: String, required: true },
    amountFen: { type: Number, required: true },
    currency: { type: String, required: true },
    lines: [new Schema({ name: String, amountFen: Number, quantity: Number }, { _id: false })],
    reference: { type: String, default: null },
    metadata: Schema.Types.Mixed,
    intentMetadata: Schema.Types.Mixed,
    methods: [String],
    successUrl: { type: String, required: true },
    cancelUrl: { type: String, default: "" },
    locale: { type: String, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    method: { type: String, default: null },
    attempts: { type: Number, default: 0 },
    settlesAt: { type: Date, default: null },
    paidAt: { type: Date, default: null },
    refunds: [refund],
    disputes: [dispute],
    dueAt: { type: Date, default: null },
  },
  { versionKey: false, minimize: false },
);
schema.index({ createdAt: -1, _id: -1 });
schema.index({ dueAt: 1 });
schema.index({ "refunds._id": 1 });
schema.index({ "disputes._id": 1 });

export const PaymentModel = collection("standin_objects", schema, {
  bsonType: "object",
  properties: {
    status: { enum: ["open", "complete", "expired"] },
    amountFen: wholeNumber(0),
    refunds: { bsonType: "array", items: { bsonType: "object", properties: { amountFen: wholeNumber(1) } } },
  },
});

export const refundedFen = ({ refunds }: Payment): number =>
  refunds.reduce((total, each) => (each.status === "failed" ? total : total + each.amountFen), 0);

/** What the bank has taken back and not put back. */
export const disputedFen = ({ disputes = [] }: Payment): number =>
  disputes.reduce((total, each) => (each.status === "won" ? total : total + each.amountFen), 0);

export const paymentById = async (id: string): Promise<Payment | null> =>
  (await PaymentModel.findById(id).lean()) as Payment | null;

export const paymentOfIntent = async (intent: string): Promise<Payment | null> =>
  (await PaymentModel.findOne({ intent }).lean()) as Payment | null;

export const paymentOfRefund = async (id: string): Promise<Payment | null> =>
  (await PaymentModel.findOne({ "refunds._id": id }).lean()) as Payment | null;

export const paymentOfDispute = async (id: string): Promise<Payment | null> =>
  (await PaymentModel.findOne({ "disputes._id": id }).lean()) as Payment | null;
