import { Schema, type UpdateQuery } from "mongoose";
import { collection, wholeNumber } from "../../shared/db";
import { notFound, Refusal } from "../../shared/errors";
import type { ProductId, SellerId, UserId } from "../../shared/ids";
import type { DraftContent } from "./content";

export const DRAFT_STATES = ["draft", "submitted", "recommended", "returned", "approved"] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

/** Something the officials should look at twice: a code of locales/*\/review.json and its parameters. */
export interface Flag {
  code: string;
  params: Record<string, string | number>;
}

/**
 * What a producer is writing about one product. What is on the market is the Product of the same id, so goods under sale
 * are never half edited. `approved` means: nothing has been changed since the last publication.
 */
export interface Draft {
  _id: ProductId;
  seller: SellerId;
  state: DraftState;
  content: DraftContent;
  returned: { reason: string; by: "county" | "platform"; at: Date } | null;
  /** The last time it was handed in; null for one that nobody but the shop has seen. */
  submittedAt: Date | null;
  flags: Flag[];
  /** How many variants were ever made: no SKU is given twice. */
  variantsMade: number;
  /** Name and SKUs, folded, for the shop's own search; follows from the content. */
  sought: string;
  /** The Shanghai day on which the shop is next told that a certificate runs out; null for none. */
  warnOn: string | null;
  /** Certificates it was told of, as id and day. */
  warned: string[];
  createdAt: Date;
  version: number;
  updatedAt: Date;
  updatedBy: UserId | null;
}

const text = { type: String, default: "" } as const;
const schema = new Schema<Draft>(
  {
    _id: String,
    seller: { type: String, required: true },
    state: { type: String, required: true, enum: DRAFT_STATES },
    content: { type: Schema.Types.Mixed, required: true },
    returned: { type: Schema.Types.Mixed, default: null },
    submittedAt: { type: Date, default: null },
    flags: { type: [Schema.Types.Mixed], default: [] } as never,
    variantsMade: { type: Number, required: true, default: 0 },
    sought: text,
    warnOn: { type: String, default: null },
    warned: [String],
    createdAt: { type: Date, required: true },
    version: { type: Number, required: true, default: 1 },
    updatedAt: { type: Date, required: true },
    updatedBy: { type: String, default: null },
  },
  { versionKey: false, minimize: false },
)
  .index({ seller: 1, _id: -1, sought: 1 })
  .index({ seller: 1, state: 1, _id: -1 })
  .index({ state: 1, submittedAt: 1, _id: 1 })
  .index({ warnOn: 1 }, { sparse: true });

export const DraftModel = collection<Draft>("drafts", schema, {
  required: ["seller", "state", "content", "version"],
  properties: { version: wholeNumber(1), variantsMade: wholeNumber(0) },
});

/** A shop's own draft; refuses another shop's, and what is not there, with NOT_FOUND. */
export async function draftOf(seller: SellerId, id: string): Promise<Draft> {
  const draft = (await DraftModel.findOne({ _id: String(id) as ProductId, seller }).lean()) as Draft | null;
  if (!draft) throw notFound();
  return draft;
}

type Changes = Partial<Omit<Draft, "_id" | "seller" | "createdAt" | "version">>;

/**
 * Writes on a draft what was decided on the version that was looked at; refuses with DRAFT_CHANGED when somebody else has
 * written meanwhile. Joins the surrounding transaction.
 */
export async function changeDraft(draft: Pick<Draft, "_id" | "version">, changes: Changes): Promise<Draft> {
  const changed = (await DraftModel.findOneAndUpdate(
    { _id: draft._id, version: draft.version },
    { $set: changes, $inc: { version: 1 } } as UpdateQuery<Draft>,
    { returnDocument: "after" },
  ).lean()) as Draft | null;
  if (!changed) throw new Refusal("DRAFT_CHANGED");
  return changed;
}
