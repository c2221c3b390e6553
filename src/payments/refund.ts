import { Schema } from "mongoose";
import type { OrderLine } from "../orders/order-record";
import { collection, wholeNumber } from "../shared/db";
import { notFound } from "../shared/errors";
import type { CheckoutId, OrderId, RefundId, UserId } from "../shared/ids";
import type { Fen } from "../shared/money";

export const REFUND_STATES = ["processing", "succeeded", "failed"] as const;
export type RefundState = (typeof REFUND_STATES)[number];

export interface RefundLine {
  line: string;
  quantity: number;
  amountFen: Fen;
}

/** Money on its way back for some pieces of an order. The amounts are reserved on the order's lines before the provider is asked. */
export interface Refund {
  /** Also the key the provider knows it by: asking again never gives the money back twice. */
  _id: RefundId;
  order: OrderId;
  checkout: CheckoutId;
  /** Null: paid by bank transfer, given back by a clerk. */
  paymentIntent: string | null;
  lines: RefundLine[];
  freightFen: Fen;
  amountFen: Fen;
  reason: string;
  state: RefundState;
  providerRefund: string | null;
  /** The goods had been accepted when this was reserved, so what was recognised is taken back too. Decided with the reserve. */
  recognised: boolean;
  /** Pieces that were never sent have still to go back on the shelf. */
  restockDue: boolean;
  /** When the provider is asked next how it stands. */
  askAt: Date;
  askedAt: Date;
  succeededAt: Date | null;
  failedAt: Date | null;
  /** When a clerk paid it out by hand, or cleared up why it failed. */
  closedAt: Date | null;
  closedBy?: UserId;
}

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;
const schema = new Schema<Refund>(
  {
    _id: String,
    order: { ...text, index: true },
    checkout: text,
    paymentIntent: { type: String, default: null },
    lines: [{ _id: false, line: text, quantity: whole, amountFen: whole }],
    freightFen: whole,
    amountFen: whole,
    reason: text,
    state: { ...text, enum: REFUND_STATES },
    providerRefund: { type: String, default: null },
    recognised: { type: Boolean, required: true },
    restockDue: { type: Boolean, default: false },
    askAt: { type: Date, required: true },
    askedAt: { type: Date, required: true },
    succeededAt: { type: Date, default: null },
    failedAt: { type: Date, default: null },
    closedAt: { type: Date, default: null },
    closedBy: String,
  },
  { versionKey: false },
);
schema.index({ state: 1, askAt: 1 });
schema.index({ state: 1, closedAt: 1, paymentIntent: 1 });
schema.index({ restockDue: 1 }, { partialFilterExpression: { restockDue: true } });
schema.index({ providerRefund: 1 }, { partialFilterExpression: { providerRefund: { $type: "string" } } });

export const RefundModel = collection<Refund>("refunds", schema, {
  properties: {
    amountFen: wholeNumber(0),
    freightFen: wholeNumber(0),
    lines: { bsonType: "array", items: { properties: { amountFen: wholeNumber(0), quantity: wholeNumber(0) } } },
  },
});

export async function refundById(id: RefundId): Promise<Refund> {
  const refund = (await RefundModel.findById(id).lean()) as Refund | null;
  if (!refund) throw notFound();
  return refund;
}

/** The order's lines with a refund's pieces reserved; the opposite sign gives a failed refund's pieces free again. */
export function withRefund(lines: readonly OrderLine[], parts: readonly RefundLine[], sign: 1 | -1 = 1): OrderLine[] {
  return lines.map((line) => {
    const part = parts.find((each) => each.line === line.line);
    if (!part) return line;
    return {
      ...line,
      refundedFen: (line.refundedFen + sign * part.amountFen) as Fen,
      refundedQuantity: line.refundedQuantity + sign * part.quantity,
    };
  });
}
