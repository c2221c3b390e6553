import type { FileId, Sku } from "../../shared/ids";
import type { Batch, Product } from "../product";
import type { Variant } from "../variant";
import type { Yearly } from "../yearly/yearly";

/**
 * What a producer has typed so far, exactly as typed: half a price is kept as half a price. Only the strict reading at
 * submission (read-draft.ts) makes amounts, weights and days of it.
 */
export interface DraftContent {
  name: string;
  nameEn: string;
  kind: string;
  /** Empty: follows from the kind. */
  category: string;
  originCounty: string;
  place: string;
  placeEn: string;
  summary: string;
  summaryEn: string;
  description: string;
  descriptionEn: string;
  /** "1" to "12"; none chosen means all year. */
  months: string[];
  seasonNote: string;
  seasonNoteEn: string;
  /** When it was or will be picked, slaughtered or made, in words. */
  harvest: string;
  shelfLifeDays: string;
  /** How much there is in a harvest year, and what that is counted in; absent on drafts begun before it was asked. */
  yearly?: string;
  yearlyUnit?: string;
  storage: string;
  storageEn: string;
  /** "yes", "no", or empty: follows from the kind. */
  perishable: string;
  variants: DraftVariant[];
  pictures: DraftPicture[];
  certificates: DraftCertificate[];
  batches: DraftBatch[];
}

export interface DraftVariant {
  /** Given when the row is made, and never again to another. */
  sku: Sku;
  /** It is or was on the market: its stock is counted elsewhere and its first stock no longer asked for. */
  listed: boolean;
  name: string;
  nameEn: string;
  unit: string;
  unitEn: string;
  weight: string;
  /** kg, jin (500 g) or g. */
  weightUnit: string;
  price: string;
  tiers: { minQuantity: string; price: string }[];
  limit: string;
  stock: string;
}

export interface DraftPicture {
  id: string;
  /** Uploaded: our own re-made sizes, narrowest first. */
  sizes: { width: number; height: number; file: FileId }[];
  /** Drawn by us: its address; null for an uploaded one. */
  url: string | null;
  alt: string;
  altEn: string;
  ground: string;
}

/** A certificate with its paper. The paper is for the shop and the officials, never for buyers. */
export interface DraftCertificate {
  id: string;
  kind: string;
  name: string;
  nameEn: string;
  number: string;
  year: string;
  source: string;
  /** A Shanghai day, "2027-05-31"; empty where it does not run out. */
  validUntil: string;
  file: FileId | null;
}

/** 承诺达标合格证: one per batch. */
export interface DraftBatch {
  id: string;
  number: string;
  /** A Shanghai day. */
  date: string;
  file: FileId | null;
}

export interface ListingVariant extends Variant {
  /** The first stock, for a SKU that has none yet. */
  stock: number;
}

/** What the strict reading makes of it: everything a product is published from. */
export interface ListingContent
  extends Pick<
    Product,
    | "name"
    | "nameEn"
    | "category"
    | "kind"
    | "originCounty"
    | "place"
    | "placeEn"
    | "summary"
    | "summaryEn"
    | "description"
    | "descriptionEn"
    | "season"
    | "storage"
    | "storageEn"
    | "perishable"
    | "images"
    | "certifications"
  > {
  harvest: string;
  shelfLifeDays: number | null;
  yearly: Yearly | null;
  batches: Batch[];
  variants: ListingVariant[];
}

export const MOST_VARIANTS = 12;
export const MOST_TIERS = 3;
export const MOST_PICTURES = 9;
export const MOST_CERTIFICATES = 12;
export const MOST_BATCHES = 30;
