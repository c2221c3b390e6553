import { type Fen, fen, formatYuan } from "../../../shared/money";
import type { Category } from "../../kinds";
import { perHalfKiloFen, type Tier } from "../../variant";
import type { DraftVariant, ListingVariant } from "../content";
import type { Collector, Reader } from "./collector";
import { needsWeight, UNITS } from "./follows";
import { countOf, gramsOf, isWeightUnit, weightText, yuanOf } from "./numbers";

const DEAREST_FEN = 100_000_00;
const HEAVIEST_GRAMS = 500_000;
export const MOST_PIECES = 999_999;

const number: Reader = (text) => ({ value: countOf(text), code: "not_a_whole_number" });

export function readVariants(
  variants: readonly DraftVariant[],
  category: Category,
  collector: Collector,
): ListingVariant[] {
  if (variants.length === 0) collector.refuse("variants", "required");
  const read = variants.map((variant, index) => readVariant(variant, `variants.${index}`, category, collector));
  const names = read.map((variant) => variant.name);
  read.forEach(({ name }, index) => {
    if (name !== "" && names.indexOf(name) < index) collector.refuse(`variants.${index}.name`, "repeated");
  });
  return read;
}

function readVariant(typed: DraftVariant, at: string, category: Category, collector: Collector): ListingVariant {
  const unit = collector.line(`${at}.unit`, typed.unit, 8, 1);
  const unitEn = collector.line(`${at}.unitEn`, typed.unitEn, 20) || UNITS[unit] || unit;
  const netWeightGrams = readWeight(typed, at, category, collector);
  const priceFen = readPrice(`${at}.price`, typed.price, collector);
  mustBePlausible(`${at}.weight`, { priceFen, netWeightGrams }, collector);
  return {
    sku: typed.sku,
    name: collector.line(`${at}.name`, typed.name, 30) || sizeName(netWeightGrams, `每${unit}`),
    nameEn: collector.line(`${at}.nameEn`, typed.nameEn, 40) || sizeName(netWeightGrams, `per ${unitEn}`),
    unit,
    unitEn,
    netWeightGrams,
    priceFen,
    tiers: readTiers(typed, at, priceFen, collector),
    limitPerBuyer: collector.count(`${at}.limit`, typed.limit, { read: number, min: 1, max: 9999, whenEmpty: null }),
    stock: collector.count(`${at}.stock`, typed.stock, {
      read: number,
      min: 0,
      max: MOST_PIECES,
      ...(typed.listed ? { whenEmpty: 0 } : {}),
    }),
  };
}

/** Nothing is grown, packed and sent for less a pound than this: whoever typed it took kilograms for grams. */
const CHEAPEST_HALF_KILO_FEN = 30;

function mustBePlausible(
  field: string,
  { priceFen, netWeightGrams }: { priceFen: Fen; netWeightGrams: number | null },
  collector: Collector,
): void {
  const halfKiloFen = priceFen > 0 ? perHalfKiloFen(priceFen, netWeightGrams) : null;
  if (halfKiloFen !== null && halfKiloFen < CHEAPEST_HALF_KILO_FEN)
    collector.refuse(field, "weight_implausible", { price: formatYuan(halfKiloFen) });
}

const sizeName = (grams: number | null, otherwise: string): string => (grams ? weightText(grams) : otherwise);

function readPrice(field: string, text: string, collector: Collector): Fen {
  const read: Reader = (typed) => ({ value: yuanOf(typed), code: "amount" });
  if (text.trim() !== "") {
    const amount = yuanOf(text);
    if (amount !== null && (amount < 1 || amount > DEAREST_FEN)) {
      collector.refuse(field, "price_bounds");
      return fen(0);
    }
  }
  return fen(collector.count(field, text, { read, min: 1, max: DEAREST_FEN }));
}

function readWeight(typed: DraftVariant, at: string, category: Category, collector: Collector): number | null {
  const unit = isWeightUnit(typed.weightUnit) ? typed.weightUnit : "kg";
  const read: Reader = (text) => ({ value: gramsOf(text, unit), code: "weight" });
  if (!needsWeight(category) && typed.weight.trim() === "") return null;
  const grams = gramsOf(typed.weight, unit);
  if (grams !== null && (grams < 1 || grams > HEAVIEST_GRAMS)) {
    collector.refuse(`${at}.weight`, "weight_bounds");
    return null;
  }
  return collector.count(`${at}.weight`, typed.weight, { read, min: 1, max: HEAVIEST_GRAMS });
}

/** Each tier asks for more pieces than the one before and is cheaper; a row left empty is no tier. */
function readTiers({ tiers }: DraftVariant, at: string, priceFen: Fen, collector: Collector): Tier[] {
  const read: Tier[] = [];
  tiers.forEach((tier, index) => {
    if (tier.minQuantity.trim() === "" && tier.price.trim() === "") return;
    const field = `${at}.tiers.${index}`;
    const before = read.at(-1) ?? { minQuantity: 1, priceFen };
    const minQuantity = collector.count(`${field}.minQuantity`, tier.minQuantity, { read: number, min: 2, max: 9999 });
    const tierFen = readPrice(`${field}.price`, tier.price, collector);
    if (minQuantity > 0 && minQuantity <= before.minQuantity) collector.refuse(`${field}.minQuantity`, "tier_order");
    if (tierFen > 0 && before.priceFen > 0 && tierFen >= before.priceFen)
      collector.refuse(`${field}.price`, "tier_price");
    read.push({ minQuantity, priceFen: tierFen });
  });
  return read;
}
