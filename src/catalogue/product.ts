import { Schema } from "mongoose";
import { gazetteer } from "../regions/gazetteer";
import { collection, wholeNumber } from "../shared/db";
import type { ProductId, RegionCode, SellerId } from "../shared/ids";
import type { Fen } from "../shared/money";
import { forgetGoods } from "./goods-cache";
import {
  CATEGORIES,
  type Category,
  CERTIFICATIONS,
  type CertificationKind,
  PRODUCT_STATES,
  type ProductState,
} from "./kinds";
import { type Searchable, tokensOf } from "./search/search-words";
import { lowestPrice, type Variant, variantFields, variantGuard } from "./variant";
import { type Yearly, yearlyField } from "./yearly/yearly";

export interface Certification {
  kind: CertificationKind;
  name: string;
  nameEn: string;
  year: number | null;
  /** Where it is published. */
  source: string;
  number?: string;
  /** The last Shanghai day on which it holds; null or absent where it does not run out. */
  validUntil?: string | null;
}

/** 承诺达标合格证 of one batch. */
export interface Batch {
  number: string;
  /** The Shanghai day it was issued. */
  date: string;
}

export interface Picture {
  url: string;
  alt: string;
  altEn: string;
  /** The tinted ground it stands on: straw, apricot, rose, leaf, mist, citron, clay or water. */
  ground: string;
  /** The same picture in several widths, narrowest first; absent where it is drawn. */
  sizes?: { width: number; height: number; url: string }[];
}

export interface Product {
  _id: ProductId;
  slug: string;
  seller: SellerId;
  sellerName: string;
  sellerNameEn: string;
  name: string;
  nameEn: string;
  category: Category;
  kind: string;
  /** Decides the partnership; where the seller lives does not. */
  originCounty: RegionCode;
  place: string;
  placeEn: string;
  summary: string;
  summaryEn: string;
  description: string;
  descriptionEn: string;
  /** Months (1–12) in which the goods are fresh; all twelve for what is dried, cured or made. */
  season: { months: number[]; note: string; noteEn: string };
  certifications: Certification[];
  /** Fresh goods stand outside the seven-day return rule. */
  perishable: boolean;
  storage: string;
  storageEn: string;
  /** When it was or will be picked or made, in words. Absent, like the three below, on goods listed before it was asked. */
  harvest?: string;
  shelfLifeDays?: number | null;
  batches?: Batch[];
  yearly?: Yearly | null;
  /** Where the price was published; null when it is the seller's own or, with `demo`, an assumption. */
  priceSource: string | null;
  images: Picture[];
  variants: Variant[];
  state: ProductState;
  approvedAt: Date | null;
  /** The lowest single price; follows from the variants. */
  fromFen: Fen;
  /** Kinds of certificates, sorted and joined by commas: lets facets be counted from the index alone. */
  marks: string;
  soldOut: boolean;
  sales: number;
  tokens: string[];
  demo: boolean;
  createdAt: Date;
  updatedAt: Date;
  version: number;
}

const text = { type: String, required: true } as const;
const words = { type: String, default: "" } as const;
const amount = { type: Number, required: true } as const;
const weight = { type: Number, default: null } as const;

const certification = {
  _id: false,
  kind: { ...text, enum: CERTIFICATIONS },
  name: text,
  nameEn: text,
  year: weight,
  source: words,
  number: words,
  validUntil: { type: String, default: null },
};
const picture = {
  _id: false,
  url: text,
  alt: words,
  altEn: words,
  ground: words,
  sizes: { type: [{ _id: false, width: Number, height: Number, url: String }], default: undefined },
};

const schema = new Schema<Product>(
  {
    _id: String,
    slug: { ...text, unique: true },
    seller: text,
    sellerName: text,
    sellerNameEn: text,
    name: text,
    nameEn: text,
    category: { ...text, enum: CATEGORIES },
    kind: text,
    originCounty: text,
    place: words,
    placeEn: words,
    summary: words,
    summaryEn: words,
    description: words,
    descriptionEn: words,
    season: { months: [Number], note: words, noteEn: words },
    certifications: [certification],
    perishable: { type: Boolean, default: false },
    storage: words,
    storageEn: words,
    harvest: words,
    shelfLifeDays: weight,
    yearly: yearlyField as never,
    batches: [{ _id: false, number: text, date: text }],
    priceSource: { type: String, default: null },
    images: [picture],
    variants: [variantFields],
    state: { ...text, enum: PRODUCT_STATES, default: "draft" },
    approvedAt: { type: Date, default: null },
    fromFen: { ...amount, default: 0 },
    marks: words,
    soldOut: { type: Boolean, default: false },
    sales: { ...amount, default: 0 },
    tokens: [String],
    demo: { type: Boolean, default: false },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    version: { ...amount, default: 1 },
  },
  { versionKey: false },
);

// Every list ends in one of three orders; behind each filter that is common enough stands the one it is read in.
schema.index({ "variants.sku": 1 }, { unique: true, sparse: true });
for (const order of ["sales", "approvedAt", "fromFen"] as const)
  schema.index({ state: 1, [order]: -1, _id: -1 }).index({ state: 1, originCounty: 1, [order]: -1, _id: -1 });
for (const filter of ["category", "certifications.kind", "season.months", "tokens", "seller"] as const)
  schema.index({ state: 1, [filter]: 1, sales: -1, _id: -1 });
schema.index({ state: 1, originCounty: 1, category: 1, marks: 1, soldOut: 1 });
schema.index({ "certifications.validUntil": 1 }).index({ seller: 1, state: 1, _id: -1, soldOut: 1 });

// What a kind costs, for the review's reference prices.
schema.index({ state: 1, kind: 1, sales: -1, _id: -1 });

// What lists and searches read follows from the rest, whoever saves it.
schema.pre("save", async function () {
  Object.assign(this, await derived(this));
});

// And what was read of them before is old.
schema.post(/^(save|insertMany|update|findOneAnd|replace|delete)/, forgetGoods);

export const ProductModel = collection<Product>("products", schema, {
  properties: { fromFen: wholeNumber(0), sales: wholeNumber(), variants: { bsonType: "array", items: variantGuard } },
});

/** The fields that follow from others. Whoever changes a product with an update sets these in the same update. */
export async function derived(
  product: Searchable & Pick<Product, "variants" | "certifications" | "originCounty">,
): Promise<Pick<Product, "fromFen" | "marks" | "tokens">> {
  const county = (await gazetteer()).find(product.originCounty);
  return {
    fromFen: lowestPrice(product.variants),
    marks: marksOf(product.certifications),
    tokens: tokensOf(product, county),
  };
}

/** The unit price at a quantity: the last tier reached. */
export function priceAt(variant: Pick<Variant, "priceFen" | "tiers">, quantity: number): Fen {
  const reached = variant.tiers.filter((tier) => quantity >= tier.minQuantity);
  return Math.min(variant.priceFen, ...reached.map((tier) => tier.priceFen)) as Fen;
}

/** The variant a list shows: the one of the lowest single price. */
export const leadVariant = (product: Pick<Product, "variants" | "fromFen">): Variant | undefined =>
  product.variants.find((variant) => variant.priceFen === product.fromFen) ?? product.variants[0];

export const marksOf = (certifications: readonly Pick<Certification, "kind">[]): string =>
  [...new Set(certifications.map((each) => each.kind))].sort().join(",");
