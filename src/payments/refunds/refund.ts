import { Schema } from "mongoose";
import type { OrderLine } from "../../orders/order-record";
import { collection, wholeNumber } from "../../shared/db";
import { notFound } from "../../shared/errors";
import type { CheckoutId, OrderId, RefundId, SellerId, UserId } from "../../shared/ids";
import type { Fen } from "../../shared/money";

export const REFUND_STATES = ["processing", "succeeded", "failed"] as const;
export type RefundState = (typeof REFUND_STATES)[number];

export interface RefundLine {
  line: string;
  /** 0: a part of the price for goods the buyer keeps. */
  quantity: number;
  amountFen: Fen;
}

/** "chargeback": the bank took the money back by itself; the record is the same, so that both share one cap. */
export type RefundKind = "refund" | "chargeback";

/**
 * Money on its way back for some pieces of an order, or a part of their price. The amounts are reserved on the order's lines
 * before the provider is asked. A chargeback is reserved and done at once; won, it fails like a refund and is put back.
 */
export interface Refund {
  /** Also the key the provider knows it by: asking again never gives the money back twice. */
  _id: RefundId;
  kind: RefundKind;
  /** The provider's name of the chargeback this is a part of. */
  chargeback: string | null;
  order: OrderId;
  checkout: CheckoutId;
  /** The shop that gave it back of its own accord, with the key it asked with: the same key asks once. */
  by: SellerId | null;
  key: string | null;
  bodyHash: string | null;
  /** Null: given back by a clerk's bank transfer, pending until the clerk has recorded it. */
  paymentIntent: string | null;
  lines: RefundLine[];
  freightFen: Fen;
  amountFen: Fen;
  reason: string;
  state: RefundState;
  providerRefund: string | null;
  /** The goods had been accepted when this was reserved, so what was recognised is taken back too. Decided with the reserve. */
  recognised: boolean;
  /** Of these lines nothing was recognised all the same, or no longer: they were held for review, or turned down. */
  unrecognised?: string[];
  /** Pieces of it that had never left the shop when it succeeded. */
  unsent: { line: string; quantity: number }[];
  /** Pieces of it that are not the shelf's: sold to somebody else before they could come off it again after a failure. */
  lacking: { line: string; quantity: number }[];
  /** The unsent pieces have still to go back on the shelf. */
  restockDue: boolean;
  /** It failed after its pieces had gone back: they have still to come off the shelf again. */
  unshelveDue: boolean;
  /** None were left when they should have come off the shelf: somebody has promised what is not there. */
  goodsGone: boolean;
  /** When the provider is asked next how it stands. */
  askAt: Date;
  askedAt: Date;
  succeededAt: Date | null;
  failedAt: Date | null;
  /** What the clerk wrote on the bank transfer. */
  reference: string | null;
  /** The refund that tries again after this one failed. */
  retriedAs: RefundId | null;
  /** When a clerk paid it out by hand, or cleared up why it failed. */
  closedAt: Date | null;
  closedBy?: UserId;
}

const text = { type: String, required: true } as const;
const perhaps = { type: String, default: null } as const;
const whole = { type: Number, required: true } as const;
const schema = new Schema<Refund>(
  {
    _id: String,
    kind: { ...text, enum: ["refund", "chargeback"] },
    chargeback: perhaps,
    order: { ...text, index: true },
    by: perhaps,
    key: perhaps,
    bodyHash: perhaps,
    checkout: text,
    paymentIntent: perhaps,
    lines: [{ _id: false, line: text, quantity: whole, amountFen: whole }],
    freightFen: whole,
    amountFen: whole,
    reason: text,
    state: { ...text, enum: REFUND_STATES },
    providerRefund: perhaps,
    recognised: { type: Boolean, required: true },
    unrecognised: { type: [String], default: undefined },
    unsent: [{ _id: false, line: text, quantity: whole }],
    lacking: [{ _id: false, line: text, quantity: whole }],
    restockDue: { type: Boolean, default: false },
    unshelveDue: { type: Boolean, default: false },
    goodsGone: { type: Boolean, default: false },
    askAt: { type: Date, required: true },
    askedAt: { type: Date, required: true },
    succeededAt: { type: Date, default: null },
    failedAt: { type: Date, default: null },
    reference: perhaps,
    retriedAs: perhaps,
    closedAt: { type: Date, default: null },
    closedBy: String,
  },
  { versionKey: false },
);
schema.index({ state: 1, askAt: 1 });
schema.index({ state: 1, closedAt: 1, paymentIntent: 1 });
schema.index({ restockDue: 1 }, { partialFilterExpression: { restockDue: true } });
schema.index({ unshelveDue: 1 }, { partialFilterExpression: { unshelveDue: true } });
schema.index({ goodsGone: 1 }, { partialFilterExpression: { goodsGone: true } });
schema.index({ chargeback: 1 }, { partialFilterExpression: { chargeback: { $type: "string" } } });
schema.index({ by: 1, key: 1 }, { unique: true, partialFilterExpression: { key: { $type: "string" } } });
schema.index({ providerRefund: 1 }, { partialFilterExpression: { providerRefund: { $type: "string" } } });

export const RefundModel = collection<Refund>("refunds", schema, {
  properties: {
    amountFen: wholeNumber(0),
    freightFen: wholeNumber(0),
    lines: { bsonType: "array", items: { properties: { amountFen: wholeNumber(0), quantity: wholeNumber(0) } } },
  },
});

/** Whether a part of it takes back what was recognised of its line. */
export const takesRecognised = (
  { recognised, unrecognised }: Pick<Refund, "recognised" | "unrecognised">,
  { line }: Pick<RefundLine, "line">,
): boolean => recognised && !unrecognised?.includes(line);

/** Every refund and chargeback of an order, latest first. */
export const refundsOfOrder = async (order: OrderId): Promise<Refund[]> =>
  (await RefundModel.find({ order }).sort({ _id: -1 }).lean()) as Refund[];

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
