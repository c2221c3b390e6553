import { Schema } from "mongoose";
import { collection, wholeNumber } from "../../../shared/db";
import type { SellerId, Sku, UserId } from "../../../shared/ids";
import { MOVEMENT_KINDS, type MovementKind } from "../journal/movement";

/** One new number of pieces, as it was decided. */
export interface NewNumber {
  sku: Sku;
  /** So many are here: those held for unpaid orders included, those of paid orders that wait to be packed left out. */
  onHand: number;
  /**
   * What the list said when the pieces were counted; what was sold or came back since then is then taken into account.
   * Null: the number stands as it is.
   */
  seen: number | null;
  /** Of its own; null for the change's. */
  reason: string | null;
}

/**
 * Many new numbers that become true together. The record is the decision: once it is there, it is carried out to its end,
 * by whoever wrote it or by the chores, each stock once (decision 014).
 */
export interface StockChange {
  /** `counted:…`, `imported:…`; the movements' keys begin with it. */
  _id: string;
  seller: SellerId;
  kind: MovementKind;
  reason: string;
  by: UserId;
  items: NewNumber[];
  at: Date;
  done: boolean;
  /** When a finished change is forgotten: the journal has it all. */
  until: Date | null;
}

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;
const item = {
  _id: false,
  sku: text,
  onHand: whole,
  seen: { type: Number, default: null },
  reason: { type: String, default: null },
};

export const StockChangeModel = collection<StockChange>(
  "stock_changes",
  new Schema<StockChange>(
    {
      _id: String,
      seller: text,
      kind: { ...text, enum: MOVEMENT_KINDS },
      reason: { type: String, default: "" },
      by: text,
      items: [item],
      at: { type: Date, required: true },
      done: { type: Boolean, required: true },
      until: { type: Date, default: null },
    },
    { versionKey: false },
  )
    .index({ done: 1, at: 1 }, { partialFilterExpression: { done: false } })
    .index({ until: 1 }, { expireAfterSeconds: 0 }),
  { properties: { items: { bsonType: "array", items: { properties: { onHand: wholeNumber(0) } } } } },
);
