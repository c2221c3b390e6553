import { type Guard, wholeNumber } from "../shared/db";
import type { Sku } from "../shared/ids";
import { type Fen, fen } from "../shared/money";

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

const text = { type: String, required: true } as const;
const amount = { type: Number, required: true } as const;
const optional = { type: Number, default: null } as const;

export const variantFields = {
  _id: false,
  sku: text,
  name: text,
  nameEn: text,
  unit: text,
  unitEn: text,
  netWeightGrams: optional,
  priceFen: amount,
  tiers: [{ _id: false, minQuantity: amount, priceFen: amount }],
  limitPerBuyer: optional,
};

const tierGuard: Guard = { properties: { priceFen: wholeNumber(0), minQuantity: wholeNumber(1) } };
export const variantGuard: Guard = {
  properties: { priceFen: wholeNumber(0), tiers: { bsonType: "array", items: tierGuard } },
};

export const lowestPrice = (variants: readonly Pick<Variant, "priceFen">[]): Fen =>
  variants.reduce((lowest, { priceFen }, index) => (index === 0 || priceFen < lowest ? priceFen : lowest), 0 as Fen);

/** What 500 g cost to the nearest fen, to compare packings by; null where weight says nothing. */
export const perHalfKiloFen = (priceFen: Fen, netWeightGrams: number | null): Fen | null =>
  netWeightGrams ? fen(Math.round((priceFen * 500) / netWeightGrams)) : null;
