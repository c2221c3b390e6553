import { z } from "zod";
import { invalidField } from "../../../shared/errors";
import { whole } from "../../../shared/form";
import { fen } from "../../../shared/money";
import { CATEGORIES, KINDS } from "../../kinds";
import { typedYearly } from "../../yearly/read-yearly";
import { YEARLY_KINDS } from "../../yearly/yearly";
import { type DraftContent, type DraftVariant, MOST_TIERS, MOST_VARIANTS } from "../content";
import { yuanText } from "../content-of";
import type { Draft } from "../draft";
import { newVariant } from "../writing/new-draft";
import type { Change } from "../writing/rows";

const text = z.string().max(5000);
const amount = whole(0, 1_000_000_000);

const VariantBody = z.strictObject({
  sku: z.string().max(40).optional(),
  name: text.optional(),
  nameEn: text.optional(),
  unit: text.optional(),
  unitEn: text.optional(),
  netWeightGrams: whole(0, 1_000_000).nullable().optional(),
  priceFen: amount.optional(),
  tiers: z
    .array(z.strictObject({ minQuantity: whole(1, 9999), priceFen: amount }))
    .max(MOST_TIERS)
    .optional(),
  limitPerBuyer: whole(1, 9999).nullable().optional(),
  stock: whole(0, 999_999).optional(),
});
export type VariantBody = z.infer<typeof VariantBody>;

/** A listing or part of one: what is left out stays as it is. Amounts in fen, weights in grams. */
export const ListingBody = z.strictObject({
  name: text.optional(),
  nameEn: text.optional(),
  kind: z.enum(KINDS).optional(),
  category: z.enum(CATEGORIES).optional(),
  originCounty: z.string().max(20).optional(),
  place: text.optional(),
  placeEn: text.optional(),
  summary: text.optional(),
  summaryEn: text.optional(),
  description: text.optional(),
  descriptionEn: text.optional(),
  season: z
    .strictObject({ months: z.array(whole(1, 12)).max(12).optional(), note: text.optional(), noteEn: text.optional() })
    .optional(),
  harvest: text.optional(),
  shelfLifeDays: whole(1, 3650).nullable().optional(),
  /** How much there is in a harvest year; null where that is not said. */
  yearly: z
    .strictObject({ amount: whole(1, 100_000_000_000), unit: z.enum(YEARLY_KINDS) })
    .nullable()
    .optional(),
  storage: text.optional(),
  storageEn: text.optional(),
  perishable: z.boolean().optional(),
  /** A row with a SKU changes that one, a row without adds one; those not named stay. */
  variants: z.array(VariantBody).max(MOST_VARIANTS).optional(),
  removeVariants: z.array(z.string().max(40)).max(MOST_VARIANTS).optional(),
  /** The version of the draft that was read; without it the change is made on whatever is there. */
  version: whole(1, 1_000_000_000).optional(),
});
export type ListingBody = z.infer<typeof ListingBody>;

const PLAIN = [
  "name",
  "nameEn",
  "kind",
  "category",
  "originCounty",
  "place",
  "placeEn",
  "summary",
  "summaryEn",
  "description",
  "descriptionEn",
  "harvest",
  "storage",
  "storageEn",
] as const;

/** What a program sent, written as if somebody had typed it. Refuses INVALID for a SKU that is not there or one row too many. */
export function written(draft: Pick<Draft, "_id" | "content" | "variantsMade">, body: ListingBody): Change {
  const { content } = draft;
  const { season, shelfLifeDays, yearly, perishable } = body;
  const plain = Object.fromEntries(PLAIN.flatMap((field) => (body[field] === undefined ? [] : [[field, body[field]]])));
  const { variants, variantsMade } = writtenVariants(draft, body);
  return {
    variantsMade,
    content: {
      ...content,
      ...(plain as Partial<DraftContent>),
      ...(season?.months && { months: season.months.length === 12 ? [] : season.months.map(String) }),
      ...(season?.note !== undefined && { seasonNote: season.note }),
      ...(season?.noteEn !== undefined && { seasonNoteEn: season.noteEn }),
      ...(shelfLifeDays !== undefined && { shelfLifeDays: numberText(shelfLifeDays) }),
      ...(yearly !== undefined && typedYearly(yearly)),
      ...(perishable !== undefined && { perishable: perishable ? "yes" : "no" }),
      variants,
    },
  };
}

function writtenVariants(
  { _id, content, variantsMade: before }: Pick<Draft, "_id" | "content" | "variantsMade">,
  { variants: rows = [], removeVariants = [] }: ListingBody,
): { variants: DraftVariant[]; variantsMade: number } {
  let variants = content.variants.filter(({ sku }) => !removeVariants.includes(sku));
  let variantsMade = before;
  rows.forEach((row, index) => {
    if (row.sku === undefined) {
      variantsMade += 1;
      variants.push(writtenVariant(newVariant(_id, variantsMade), row));
    } else {
      if (!variants.some(({ sku }) => sku === row.sku)) throw invalidField(`variants.${index}.sku`, "not_an_option");
      variants = variants.map((each) => (each.sku === row.sku ? writtenVariant(each, row) : each));
    }
  });
  if (variants.length > MOST_VARIANTS) throw invalidField("variants", "too_many_here", { maximum: MOST_VARIANTS });
  return { variants, variantsMade };
}

const VARIANT_TEXTS = ["name", "nameEn", "unit", "unitEn"] as const;

function writtenVariant(before: DraftVariant, row: VariantBody): DraftVariant {
  const { netWeightGrams, priceFen, tiers, limitPerBuyer, stock } = row;
  const plain = Object.fromEntries(
    VARIANT_TEXTS.flatMap((field) => (row[field] === undefined ? [] : [[field, row[field]]])),
  );
  return {
    ...before,
    ...(plain as Partial<DraftVariant>),
    ...(netWeightGrams !== undefined && { weight: numberText(netWeightGrams), weightUnit: "g" }),
    ...(priceFen !== undefined && { price: yuanText(fen(priceFen)) }),
    ...(tiers && {
      tiers: tiers.map((each) => ({ minQuantity: String(each.minQuantity), price: yuanText(fen(each.priceFen)) })),
    }),
    ...(limitPerBuyer !== undefined && { limit: numberText(limitPerBuyer) }),
    ...(stock !== undefined && { stock: String(stock) }),
  };
}

const numberText = (value: number | null): string => (value === null ? "" : String(value));
