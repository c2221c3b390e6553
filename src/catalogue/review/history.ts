import { Schema } from "mongoose";
import { collection } from "../../shared/db";
import type { OrganisationId, ProductId, SellerId, Sku, UserId } from "../../shared/ids";
import { later } from "../../shared/time";
import { hasRole, type Viewer } from "../../shared/viewer";
import type { Product } from "../product";
import type { Tier, Variant } from "../variant";
import { type PriceBase, WINDOW_MS } from "./rules/bounds";
import type { Change } from "./rules/changes";

/** What can happen to a product on its way to the market and on it. */
export const DEEDS = [
  "submitted",
  "withdrawn",
  "recommended",
  "returned",
  "published",
  "priced",
  "rested",
  "resumed",
  "suspended",
  "lifted",
] as const;
export type VersionDeed = (typeof DEEDS)[number];

/** Who did it, and for which side. The office answers for an official, the person for a shop. */
export interface Actor {
  user: UserId;
  name: string;
  side: "shop" | "county" | "platform";
  organisation: OrganisationId | null;
}

export interface VariantPrices {
  sku: Sku;
  priceFen: Variant["priceFen"];
  tiers: Tier[];
}

/** One line of a product's history, written once, in the deed's own transaction. */
export interface ProductVersion {
  /** The product and the version of it, or of its draft, that this led to: a deed has one line however often it is asked for. */
  _id: string;
  product: ProductId;
  seller: SellerId;
  deed: VersionDeed;
  /** The version on the market after it; null for what happened to a draft. */
  version: number | null;
  at: Date;
  by: Actor;
  reason: string | null;
  changes: Change[];
  /** All prices before and after, where the deed could change them. */
  prices: { before: VariantPrices[]; after: VariantPrices[] } | null;
  /** First stock that is still to be opened; null once it is. */
  opening: { sku: Sku; pieces: number }[] | null;
}

const text = { type: String, required: true } as const;
const mixed = { type: Schema.Types.Mixed, default: null } as const;
export const ProductVersionModel = collection<ProductVersion>(
  "product_versions",
  new Schema<ProductVersion>(
    {
      _id: String,
      product: text,
      seller: text,
      deed: { ...text, enum: DEEDS },
      version: { type: Number, default: null },
      at: { type: Date, required: true },
      by: { type: Schema.Types.Mixed, required: true },
      reason: { type: String, default: null },
      changes: { type: [Schema.Types.Mixed], default: [] } as never,
      prices: mixed,
      opening: mixed,
    },
    { versionKey: false, minimize: false },
  )
    .index({ product: 1, at: -1, _id: -1 })
    .index({ opening: 1 }, { partialFilterExpression: { opening: { $type: "object" } } }),
);

type Given = Pick<ProductVersion, "product" | "seller" | "deed" | "at" | "by"> &
  Partial<Pick<ProductVersion, "reason" | "changes" | "prices" | "opening">> &
  ({ version: number } | { draftVersion: number });

/** Writes one line; call it inside the deed's transaction. */
export async function recordVersion(given: Given): Promise<ProductVersion> {
  const onMarket = "version" in given;
  const { product, seller, deed, at, by } = given;
  const line: ProductVersion = {
    _id: onMarket ? `${product}:v${given.version}` : `${product}:d${given.draftVersion}`,
    product,
    seller,
    deed,
    version: onMarket ? given.version : null,
    at,
    by,
    reason: given.reason ?? null,
    changes: given.changes ?? [],
    prices: given.prices ?? null,
    opening: given.opening ?? null,
  };
  await ProductVersionModel.insertMany([line]);
  return line;
}

export const actorOf = (viewer: Viewer): Actor => ({
  user: viewer.id,
  name: viewer.name,
  side: hasRole(viewer, "admin") ? "platform" : hasRole(viewer, "county_official") ? "county" : "shop",
  organisation: viewer.organisation?.id ?? null,
});

export const pricesOf = (variants: readonly Variant[]): VariantPrices[] =>
  variants.map(({ sku, priceFen, tiers }) => ({
    sku,
    priceFen,
    tiers: tiers.map((tier) => ({ minQuantity: tier.minQuantity, priceFen: tier.priceFen })),
  }));

/** The newest first, so many at once, older than the line with the key `after`. */
export async function historyOf(
  product: ProductId,
  { limit, after }: { limit: number; after?: { at: Date; _id: string } | undefined },
): Promise<ProductVersion[]> {
  const older = after ? { $or: [{ at: { $lt: after.at } }, { at: after.at, _id: { $lt: after._id } }] } : {};
  return (await ProductVersionModel.find({ product, ...older })
    .sort({ at: -1, _id: -1 })
    .limit(limit)
    .lean()) as ProductVersion[];
}

/** The last line of one kind of deed; null where it never happened. */
export const lastDeed = async (product: ProductId, deed: VersionDeed): Promise<ProductVersion | null> =>
  (await ProductVersionModel.findOne({ product, deed }).sort({ at: -1, version: -1 }).lean()) as ProductVersion | null;

/**
 * What each variant's prices are measured by at an instant: the prices that stood a week before or were reviewed since, and
 * the prices last reviewed. Goods listed before histories were kept count as reviewed at what they cost then.
 */
export async function priceBases(product: Pick<Product, "_id" | "variants">, at: Date): Promise<Map<Sku, PriceBase>> {
  const weekAgo = later(at, -WINDOW_MS);
  const priced = { product: product._id, prices: { $type: "object" } } as const;
  const first = (await ProductVersionModel.findOne(priced).sort({ at: 1, version: 1 }).lean()) as ProductVersion | null;
  const seen = await lastDeed(product._id, "published");
  const old = (await ProductVersionModel.findOne({ ...priced, at: { $lte: weekAgo } })
    .sort({ at: -1, version: -1 })
    .lean()) as ProductVersion | null;
  const reviewed = seen?.prices?.after ?? first?.prices?.before ?? [];
  const settled = seen && seen.at > weekAgo ? reviewed : (old?.prices?.after ?? first?.prices?.before ?? []);
  const of = (prices: VariantPrices[], variant: Variant) => prices.find(({ sku }) => sku === variant.sku) ?? variant;
  return new Map(
    product.variants.map((variant) => [
      variant.sku,
      { settled: of(settled, variant), reviewed: of(reviewed, variant) },
    ]),
  );
}
