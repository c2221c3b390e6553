import { Schema } from "mongoose";
import { collection, wholeNumber } from "../../shared/db";
import type { CheckoutId, OrderId, UserId } from "../../shared/ids";
import type { Fen } from "../../shared/money";
import { CHARGEBACK_STATES, type ChargebackState } from "../provider/provider";

/** What a chargeback may become; a bank that lost its papers has been known to find for the shop afterwards. */
export const CHARGEBACK_MOVES = {
  inquiry: ["open", "won", "lost", "closed"],
  open: ["won", "lost"],
  lost: ["won"],
  won: [],
  closed: ["open"],
} as const satisfies Record<ChargebackState, readonly ChargebackState[]>;

/** In these the money is not ours. */
export const isTaken = (state: ChargebackState): boolean => state === "open" || state === "lost";

/**
 * A payer has disputed a payment with the bank, which took the money back by itself. What it takes of each order is a refund
 * record of kind "chargeback", reserved like any other: together they never exceed what was paid.
 */
export interface Chargeback {
  /** The provider's. */
  _id: string;
  checkout: CheckoutId;
  orders: OrderId[];
  state: ChargebackState;
  amountFen: Fen;
  /** What could be taken of the orders; the rest had gone back already, and a person has to get it from the bank or the buyer. */
  takenFen: Fen;
  reason: string;
  openedAt: Date;
  respondBy: Date | null;
  heardAt: Date;
  endedAt: Date | null;
  /** When a clerk said that nothing is left to be done about it. */
  closedAt: Date | null;
  closedBy?: UserId;
}

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;
const never = { type: Date, default: null } as const;
const schema = new Schema<Chargeback>(
  {
    _id: String,
    checkout: { ...text, index: true },
    orders: [String],
    state: { ...text, enum: CHARGEBACK_STATES },
    amountFen: whole,
    takenFen: whole,
    reason: text,
    openedAt: { type: Date, required: true },
    respondBy: never,
    heardAt: { type: Date, required: true },
    endedAt: never,
    closedAt: never,
    closedBy: String,
  },
  { versionKey: false },
)
  .index({ orders: 1 })
  .index({ closedAt: 1, state: 1 });

export const ChargebackModel = collection<Chargeback>("chargebacks", schema, {
  properties: { amountFen: wholeNumber(0), takenFen: wholeNumber(0) },
});

export const chargebacksOfOrder = async (order: OrderId): Promise<Chargeback[]> =>
  (await ChargebackModel.find({ orders: order }).sort({ openedAt: -1 }).lean()) as Chargeback[];
