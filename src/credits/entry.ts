import { Schema, type SchemaDefinition } from "mongoose";
import { collection, wholeNumber } from "../shared/db";
import type { EntryId } from "../shared/ids";
import type { Month } from "../shared/time";
import { type Attribution, BASES } from "./attribute";
import { BUYER_KINDS, CATEGORIES, type Deed, MEASURES, SOURCES } from "./deed";

/** One signed amount in the credit ledger, written once. A mistake is corrected by a further entry. */
export interface Entry extends Omit<Deed, "attribution">, Attribution {
  _id: EntryId;
  /** The entry's place in its line's story, from 0: two deeds about one line cannot both take the same place. */
  turn: number;
  /** The booking month in Chongqing. */
  period: Month;
  /** The month the deed was of, where that was closed already; absent where it is the booking month itself. */
  original?: Month;
  bookedAt: Date;
  /** False until the fold has added the entry to the totals and given it its place in the book's chain. */
  folded: boolean;
  seq: number | null;
  hash: string | null;
  previousHash: string | null;
}

const text = { type: String, required: true } as const;
const maybe = { type: String, default: null } as const;
const number = { type: Number, required: true } as const;
const instant = { type: Date, required: true } as const;

const part = (fields: SchemaDefinition) => ({ type: new Schema(fields, { _id: false }), default: null });

const schema: Schema<Entry> = new Schema<Entry>(
  {
    _id: String,
    key: { ...text, unique: true },
    measure: { ...text, enum: MEASURES },
    amountFen: number,
    book: text,
    partnership: maybe,
    helper: maybe,
    basis: { ...text, enum: BASES },
    ruleVersion: number,
    campaign: part({ id: text, setAside: maybe }),
    county: text,
    category: { ...text, enum: CATEGORIES },
    buyerKind: { ...text, enum: BUYER_KINDS },
    affiliation: maybe,
    product: { id: text, name: text },
    sku: text,
    quantity: number,
    seller: { id: text, name: text },
    order: part({ id: text, number: text }),
    line: maybe,
    turn: number,
    source: { kind: { ...text, enum: SOURCES }, id: text },
    opensOrder: { type: Boolean, required: true },
    reverses: maybe,
    evidence: { type: [String], default: undefined },
    institution: { ...part({ id: text, name: text }), default: undefined },
    occurredAt: instant,
    period: text,
    original: { type: String },
    bookedAt: instant,
    folded: { type: Boolean, required: true },
    seq: { type: Number, default: null },
    hash: maybe,
    previousHash: maybe,
  },
  { versionKey: false },
)
  .index({ line: 1, turn: 1 }, { unique: true, partialFilterExpression: { line: { $gt: "" } } })
  .index({ book: 1, seq: 1 }, { unique: true, partialFilterExpression: { folded: true } })
  // The unfolded tail, which readers add to the totals and the fold works through: empty but for the last moments.
  .index({ folded: 1, book: 1, _id: 1 }, { partialFilterExpression: { folded: false } })
  // The entries behind a figure, newest first: every (book, measure, basis) is one run in this order.
  .index({ book: 1, measure: 1, basis: 1, period: -1, _id: -1 })
  // What was taken back, of which there is little.
  .index(
    { book: 1, measure: 1, basis: 1, period: -1, _id: -1, amountFen: 1 },
    { partialFilterExpression: { amountFen: { $lt: 0 } } },
  )
  // Any further facet of a figure, so that a rare one is found without walking past all the others.
  .index({ book: 1, measure: 1, basis: 1, helper: 1, category: 1, buyerKind: 1, period: -1, _id: -1 })
  .index({ "seller.id": 1, period: -1, _id: -1 })
  .index({ "product.id": 1, period: -1, _id: -1 })
  .index({ "campaign.id": 1, period: -1, _id: -1 }, { partialFilterExpression: { "campaign.id": { $gt: "" } } })
  .index({ "source.id": 1 })
  // What is no order, of which there is little: listed, and summed, off this index alone (source-rows.ts).
  .index(
    {
      "source.kind": 1,
      book: 1,
      measure: 1,
      basis: 1,
      period: -1,
      _id: -1,
      ...{ helper: 1, category: 1, buyerKind: 1, amountFen: 1 },
    },
    { partialFilterExpression: { "source.kind": { $in: SOURCES.filter((kind) => kind !== "order") } } },
  )
  // Deeds of closed months, of which there are few.
  .index({ book: 1, period: 1 }, { partialFilterExpression: { original: { $gt: "" } } })
  // A seller's own sums (seller-sales.ts), answered from the index alone.
  .index({
    "seller.id": 1,
    measure: 1,
    occurredAt: 1,
    amountFen: 1,
    quantity: 1,
    basis: 1,
    "product.id": 1,
  })
  // What was sold of each size of a product up to an instant (product-sales.ts), answered from the index alone.
  .index(
    { "product.id": 1, measure: 1, occurredAt: 1, sku: 1, quantity: 1 },
    { name: "sold_by_sku", partialFilterExpression: { measure: "paid" } },
  )
  // What a district bought without standing beside the county (non-paired-of.ts), summed off the index alone.
  .index(
    { book: 1, affiliation: 1, period: 1, measure: 1, amountFen: 1 },
    { name: "non_paired_of", partialFilterExpression: { basis: "non_paired" } },
  )
  // One institution's purchases, newest first; citizens' entries are not in it.
  .index({ "institution.id": 1, period: -1, _id: -1 }, { partialFilterExpression: { "institution.id": { $gt: "" } } })
  .index({ "order.number": 1 }, { partialFilterExpression: { "order.number": { $gt: "" } } });

function refuse(): never {
  throw new Error("entries are written once; correct them by a further entry");
}

const CHANGES = [
  "updateOne",
  "updateMany",
  "replaceOne",
  "deleteOne",
  "deleteMany",
  "findOneAndUpdate",
  "findOneAndReplace",
  "findOneAndDelete",
] as const;
schema.pre([...CHANGES], { document: true, query: true }, refuse);
schema.pre("save", function () {
  if (!this.isNew) refuse();
});
schema.pre("bulkWrite", (operations: object[]) => {
  if (!operations.every(isFolding)) refuse();
});

const FOLDING = ["folded", "seq", "hash", "previousHash"];

/** The one change an entry lives to see, once: from the tail into the totals and the chain. */
function isFolding(operation: object): boolean {
  const { updateOne: fold } = operation as { updateOne?: { filter?: object; update?: { $set?: object } } };
  const { filter, update } = fold ?? {};
  return (
    Object.keys(filter ?? {}).join() === "_id" &&
    Object.keys(update ?? {}).join() === "$set" &&
    Object.keys(update?.$set ?? {}).every((field) => FOLDING.includes(field))
  );
}

/** Kept by the database itself, so that posting need not check it a second time. */
export const EntryModel = collection<Entry>("entries", schema, {
  required: ["key", "amountFen", "quantity", "book", "basis", "period", "occurredAt", "bookedAt", "folded", "turn"],
  properties: {
    key: { bsonType: "string", minLength: 1 },
    measure: { enum: [...MEASURES] },
    basis: { enum: [...BASES] },
    category: { enum: [...CATEGORIES] },
    buyerKind: { enum: [...BUYER_KINDS] },
    period: { bsonType: "string", pattern: "^20[0-9]{2}-(0[1-9]|1[0-2])$" },
    occurredAt: { bsonType: "date" },
    bookedAt: { bsonType: "date" },
    folded: { bsonType: "bool" },
    amountFen: wholeNumber(),
    quantity: wholeNumber(),
    turn: wholeNumber(0),
  },
});
