import { Schema } from "mongoose";
import { gazetteer } from "../regions/gazetteer";
import { collection, wholeNumber } from "../shared/db";
import type { ProductId, RegionCode, SellerId, Sku } from "../shared/ids";
import { type Fen, fen } from "../shared/money";
import { tokensOf } from "./search-words";

export const CATEGORIES = ["agricultural", "cultural", "tourism", "other"] as const;
export type Category = (typeof CATEGORIES)[number];

/** The categories of 农特文旅; "other" can be listed but never approved, so it never counts. */
export const ELIGIBLE_CATEGORIES = ["agricultural", "cultural", "tourism"] as const satisfies readonly Category[];

export const KINDS = [
  "grain", "fruit", "vegetable", "tea", "oil", "meat", "poultry", "noodle", "tofu", "mushroom", "nut", "herb", "honey", "condiment", "snack", "craft", "textile", "painting", "ticket",
] as const;

export const CERTIFICATIONS = ["gi", "famous_special_new", "heritage", "green", "scenic_5a"] as const;
export type CertificationKind = (typeof CERTIFICATIONS)[number];

export const PRODUCT_STATES = ["draft", "submitted", "approved", "suspended"] as const;
export type ProductState = (typeof PRODUCT_STATES)[number];

export interface Tier {
  minQuantity: number;
  priceFen: Fen;
}

/** What is put in the cart: one size or packing of a product, with its own price and stock. */
export interface Variant {
  sku: Sku;
  name: string;
  nameEn: string;
  unit: string;
  unitEn: string;
  /** Net weight of one unit; null where weight says nothing (a ticket, a painting). */
  netWeightGrams: number | null;
  priceFen: Fen;
  /** Cheaper from a quantity on, ascending by minQuantity. */
  tiers: Tier[];
  limitPerBuyer: number | null;
}

export interface Certification {
  kind: CertificationKind;
  name: string;
  nameEn: string;
  year: number | null;
  /** Where it is published. */
  source: string;
}

export interface Picture {
  url: string;
  alt: string;
  altEn: string;
  /** The tinted ground it stands on: straw, apricot, rose, leaf, mist, citron, clay or water. */
  ground: string;
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

const variant = { _id: false, sku: text, name: text, nameEn: text, unit: text, unitEn: text, netWeightGrams: weight, priceFen: amount, tiers: [{ _id: false, minQuantity: amount, priceFen: amount }], limitPerBuyer: weight };
const certification = { _id: false, kind: { ...text, enum: CERTIFICATIONS }, name: text, nameEn: text, year: weight, source: words };
const picture = { _id: false, url: text, alt: words, altEn: words, ground: words };

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
    priceSource: { type: String, default: null },
    images: [picture],
    variants: [variant],
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
for (const order of ["sales", "approvedAt", "fromFen"] as const) schema.index({ state: 1, [order]: -1, _id: -1 }).index({ state: 1, originCounty: 1, [order]: -1, _id: -1 });
for (const filter of ["category", "certifications.kind", "season.months", "tokens", "seller"] as const) schema.index({ state: 1, [filter]: 1, sales: -1, _id: -1 });
schema.index({ state: 1, originCounty: 1, category: 1, marks: 1, soldOut: 1 });

// What lists and searches read follows from the rest, whoever saves it.
schema.pre("save", async function () {
  Object.assign(this, await derived(this));
});

const fenGuard = wholeNumber(0);
export const ProductModel = collection<Product>("products", schema, {
  properties: {
    fromFen: fenGuard,
    sales: wholeNumber(),
    variants: {
      bsonType: "array",
      items: { properties: { priceFen: fenGuard, tiers: { bsonType: "array", items: { properties: { priceFen: fenGuard, minQuantity: wholeNumber(1) } } } } },
    },
  },
});

/** The fields that follow from others. Whoever changes a product with an update sets these in the same update. */
export async function derived(product: Pick<Product, "variants" | "certifications" | "originCounty" | "name" | "nameEn" | "kind" | "category" | "slug" | "place" | "sellerName" | "sellerNameEn">): Promise<Pick<Product, "fromFen" | "marks" | "tokens">> {
  const county = (await gazetteer()).find(product.originCounty);
  return { fromFen: lowestPrice(product.variants), marks: marksOf(product.certifications), tokens: tokensOf(product, county) };
}

/** The unit price at a quantity: the last tier reached. */
export function priceAt(variant: Pick<Variant, "priceFen" | "tiers">, quantity: number): Fen {
  const reached = variant.tiers.filter((tier) => quantity >= tier.minQuantity);
  return reached.reduce((best, tier) => (tier.priceFen < best ? tier.priceFen : best), variant.priceFen);
}

export const lowestPrice = (variants: readonly Pick<Variant, "priceFen">[]): Fen =>
  variants.reduce((lowest, { priceFen }, index) => (index === 0 || priceFen < lowest ? priceFen : lowest), 0 as Fen);

/** The variant a list shows: the one of the lowest single price. */
export const leadVariant = (product: Pick<Product, "variants" | "fromFen">): Variant | undefined =>
  product.variants.find((variant) => variant.priceFen === product.fromFen) ?? product.variants[0];

/** What 500 g cost to the nearest fen, to compare packings by; null where weight says nothing. */
export const perHalfKiloFen = (priceFen: Fen, netWeightGrams: number | null): Fen | null => (netWeightGrams ? fen(Math.round((priceFen * 500) / netWeightGrams)) : null);

export const marksOf = (certifications: readonly Pick<Certification, "kind">[]): string => [...new Set(certifications.map((each) => each.kind))].sort().join(",");

/** Fresh in this month and not all year round: that is what "in season" means here. */
export const inSeason = (product: Pick<Product, "season">, month: number): boolean => product.season.months.length < 12 && product.season.months.includes(month);
