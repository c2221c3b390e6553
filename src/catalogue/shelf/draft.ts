import { Schema, type UpdateQuery } from "mongoose";
import { collection, isDuplicate, wholeNumber } from "../../shared/db";
import { notFound, Refusal } from "../../shared/errors";
import type { ProductId, SellerId, UserId } from "../../shared/ids";
import { DAY, dayOf, later } from "../../shared/time";
import { type Product, ProductModel } from "../product";
import type { DraftCertificate, DraftContent } from "./content";
import { contentOf } from "./content-of";

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
  .index({ "content.originCounty": 1, state: 1, submittedAt: 1, _id: 1 })
  .index({ warnOn: 1 }, { sparse: true });

export const DraftModel = collection<Draft>("drafts", schema, {
  required: ["seller", "state", "content", "version"],
  properties: { version: wholeNumber(1), variantsMade: wholeNumber(0) },
});

/**
 * A shop's own draft; refuses another shop's, and what is not there, with NOT_FOUND. Goods that were put on sale without one
 * (the demonstration's) get theirs here.
 */
export async function draftOf(seller: SellerId, id: string): Promise<Draft> {
  const _id = String(id) as ProductId;
  const draft = (await DraftModel.findOne({ _id, seller }).lean()) as Draft | null;
  if (draft) return draft;
  const product = (await ProductModel.findOne({ _id, seller }, { tokens: 0 }).lean()) as Product | null;
  if (!product) throw notFound();
  return adopt(product);
}

/** Begins the draft of a product that has none: nothing in it differs from what is published. */
async function adopt(product: Product): Promise<Draft> {
  const draft = draftFrom(product);
  await DraftModel.updateOne({ _id: draft._id }, { $setOnInsert: draft }, { upsert: true });
  return draft;
}

/** The same for many at once; who has one meanwhile keeps it. */
export async function adoptAll(products: readonly Product[]): Promise<void> {
  await DraftModel.insertMany(products.map(draftFrom), { ordered: false }).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
  });
}

function draftFrom(product: Product): Draft {
  const content = contentOf(product);
  return {
    _id: product._id,
    seller: product.seller,
    state: product.state === "draft" || product.state === "submitted" ? product.state : "approved",
    content,
    returned: null,
    submittedAt: product.approvedAt,
    flags: [],
    variantsMade: content.variants.length,
    ...followingFrom(content, []),
    warned: [],
    createdAt: product.createdAt,
    version: 1,
    updatedAt: product.updatedAt,
    updatedBy: null,
  };
}

/** The fields of a draft that follow from its content. Whoever writes the content sets these with it. */
export const followingFrom = (content: DraftContent, warned: readonly string[]): Pick<Draft, "sought" | "warnOn"> => ({
  sought: soughtIn(content),
  warnOn: nextWarning(content, warned),
});

const soughtIn = ({ name, nameEn, variants }: DraftContent): string =>
  [name, nameEn, ...variants.map(({ sku }) => sku)].join(" ").normalize("NFKC").toLowerCase().slice(0, 500);

/** A shop is told this long before a certificate runs out. */
const NOTICE_MS = 30 * DAY;
export const warningKey = ({ id, validUntil }: DraftCertificate): string => `${id}:${validUntil}`;
export const warningDay = ({ validUntil }: DraftCertificate): string => dayOf(later(new Date(validUntil), -NOTICE_MS));

const nextWarning = ({ certificates }: DraftContent, warned: readonly string[]): string | null =>
  certificates
    .filter((each) => each.validUntil !== "" && !warned.includes(warningKey(each)))
    .map(warningDay)
    .sort()[0] ?? null;

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
