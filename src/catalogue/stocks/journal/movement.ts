import { Schema } from "mongoose";
import { collection, type Guard, wholeNumber } from "../../../shared/db";
import type { OrderId, ProductId, RefundId, SellerId, Sku, UserId } from "../../../shared/ids";

/**
 * Why the pieces on hand became more or fewer. opened: a new variant's first stock; counted: what was there was counted;
 * restocked: new goods came in; corrected: spoilt, sold elsewhere and the like; imported: from a file; sold: an order was
 * paid; returned: pieces of a refunded order came back fit for sale.
 */
export const MOVEMENT_KINDS = ["opened", "counted", "restocked", "corrected", "imported", "sold", "returned"] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/** What a person may give as the reason for a new number, and the movement it makes. */
export const REASONS = {
  count: "counted",
  arrival: "restocked",
  damage: "corrected",
  spoilt: "corrected",
  own_sale: "corrected",
  other: "corrected",
} as const satisfies Record<string, MovementKind>;
export type Reason = keyof typeof REASONS;
export const REASON_CODES = Object.keys(REASONS) as Reason[];

/** One change of the pieces on hand, as the stock itself notes it in the same update that makes it (decision 014). */
export interface Move {
  /** Names the deed: `sold:<order>:<sku>`, `returned:<refund>:<sku>`, `opened:<sku>`, `counted:<count>:<sku>`. */
  key: string;
  kind: MovementKind;
  change: number;
  /** One of REASONS, or a few words of the person's own; left out where the kind says it all. */
  reason?: string;
  /** Left out: nobody of the shop did it. A note is short, because buyers write it. */
  by?: UserId | null;
  at: Date;
}

/** A line of the journal, written once: what happened to the pieces of one SKU, and how many were on hand after it. */
export interface Movement extends Required<Omit<Move, "key">> {
  /** The move's key. */
  _id: string;
  sku: Sku;
  product: ProductId;
  seller: SellerId;
  /** 1, 2, 3 … within its SKU. */
  seq: number;
  after: number;
}

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;
const facts = {
  kind: { ...text, enum: MOVEMENT_KINDS },
  change: whole,
  at: { type: Date, required: true },
} as const;

export const moveFields = { _id: false, key: text, ...facts, reason: String, by: String };
export const moveGuard: Guard = { required: ["key", "kind", "change", "at"], properties: { change: wholeNumber() } };

const schema = new Schema<Movement>(
  {
    _id: String,
    ...{ sku: text, product: text, seller: text, seq: whole, after: whole },
    ...facts,
    reason: { type: String, default: "" },
    by: { type: String, default: null },
  },
  { versionKey: false },
)
  .index({ sku: 1, seq: -1 }, { unique: true })
  .index({ seller: 1, at: -1, _id: -1 });

schema.pre(
  ["updateOne", "updateMany", "replaceOne", "findOneAndUpdate", "findOneAndReplace", "findOneAndDelete"],
  { document: true, query: true },
  () => {
    throw new Error("movements are written once; correct them by a further one");
  },
);

export const MovementModel = collection<Movement>("stock_movements", schema, {
  required: ["sku", "seller", "kind", "change", "seq", "after", "at"],
  properties: {
    kind: { enum: [...MOVEMENT_KINDS] },
    change: wholeNumber(),
    after: wholeNumber(0),
    seq: wholeNumber(1),
  },
});

export const soldKey = (order: OrderId, sku: Sku): string => `sold:${order}:${sku}`;

export const sold = (order: OrderId, sku: Sku, { quantity, at }: { quantity: number; at: Date }): Move => ({
  key: soldKey(order, sku),
  kind: "sold",
  change: -quantity,
  at,
});

export const returned = (refund: RefundId, sku: Sku, { quantity, at }: { quantity: number; at: Date }): Move => ({
  key: `returned:${refund}:${sku}`,
  kind: "returned",
  change: quantity,
  at,
});

/** The refund failed after all: what had come back is the buyer's again. */
export const soldAgain = (refund: RefundId, sku: Sku, { quantity, at }: { quantity: number; at: Date }): Move => ({
  key: `sold:${refund}:${sku}`,
  kind: "sold",
  change: -quantity,
  at,
});

export const opened = (sku: Sku, change: number, { by, at }: { by: UserId | null; at: Date }): Move => ({
  key: `opened:${sku}`,
  kind: "opened",
  change,
  by,
  at,
});
