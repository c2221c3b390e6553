import { Schema } from "mongoose";
import { collection, wholeNumber } from "../../shared/db";
import type { Id, OrderId, RefundId, SellerId, UserId } from "../../shared/ids";
import type { Fen } from "../../shared/money";

export const KINDS = [
  "sale",
  "freight",
  "refund",
  "provider_fee",
  "commission",
  "dispute",
  "payout",
  "payout_returned",
  "partly_returned",
  "correction",
] as const;
export type Kind = (typeof KINDS)[number];
export type PostingId = Id<"posting">;
export type SettlementId = Id<"settlement">;

/** One signed amount on a producer's account, written once: what raises the account is positive. */
export interface Posting {
  _id: PostingId;
  /** What happened, such as `received:<order>`; its postings stand beside each other on a statement. */
  deed: string;
  /** The deed and the kind: the same deed posts each kind once. */
  key: string;
  seller: SellerId;
  kind: Kind;
  amountFen: Fen;
  order: OrderId | null;
  orderNumber: string | null;
  refund: RefundId | null;
  /** The goods as the statement names them; empty where no order is behind it. */
  goods: string;
  goodsEn: string;
  /** Why, for a correction; the bank's reference, for a payout. */
  note: string;
  /** Who did it, when a person did. */
  by: UserId | null;
  occurredAt: Date;
  /** When it was written. */
  at: Date;
  /** False until it stands on a settlement's page; it is put on one page, once. */
  gathered: boolean;
  settlement: SettlementId | null;
}

const text = { type: String, required: true } as const;
const maybe = { type: String, default: null } as const;
const words = { type: String, default: "" } as const;
const instant = { type: Date, required: true } as const;

const schema: Schema<Posting> = new Schema<Posting>(
  {
    _id: String,
    deed: text,
    key: { ...text, unique: true },
    seller: text,
    kind: { ...text, enum: KINDS },
    amountFen: { type: Number, required: true },
    order: maybe,
    orderNumber: maybe,
    refund: maybe,
    goods: words,
    goodsEn: words,
    note: words,
    by: maybe,
    occurredAt: instant,
    at: instant,
    gathered: { type: Boolean, required: true },
    settlement: maybe,
  },
  { versionKey: false },
)
  .index({ order: 1 }, { partialFilterExpression: { order: { $type: "string" } } })
  .index({ settlement: 1, occurredAt: 1, deed: 1 }, { partialFilterExpression: { settlement: { $type: "string" } } })
  // The tail that stands on no page yet: empty but for the last moments.
  .index({ seller: 1, _id: 1 }, { partialFilterExpression: { gathered: false } });

function refuse(): never {
  throw new Error("postings are written once; correct them by a further posting");
}

schema.pre(
  ["updateOne", "replaceOne", "deleteOne", "deleteMany", "findOneAndUpdate", "findOneAndReplace", "findOneAndDelete"],
  { document: true, query: true },
  refuse,
);
schema.pre("bulkWrite", refuse);
schema.pre("save", function () {
  if (!this.isNew) refuse();
});
/** The one change a posting lives to see: from the tail onto a page. */
schema.pre("updateMany", function () {
  const update = this.getUpdate() as { $set?: object } | null;
  const gathers =
    Object.keys(update ?? {}).join() === "$set" &&
    Object.keys(update?.$set ?? {}).join() === "gathered,settlement" &&
    this.getFilter().gathered === false;
  if (!gathers) refuse();
});

export const PostingModel = collection<Posting>("seller_postings", schema, {
  required: ["deed", "key", "seller", "kind", "amountFen", "occurredAt", "at", "gathered"],
  properties: {
    key: { bsonType: "string", minLength: 1 },
    kind: { enum: [...KINDS] },
    amountFen: wholeNumber(),
    occurredAt: { bsonType: "date" },
    gathered: { bsonType: "bool" },
  },
});
