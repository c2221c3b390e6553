import { z } from "zod";
import type { FieldError } from "../../../shared/errors";
import type { Words } from "../../../shared/words";
import { PRODUCT_STATES } from "../../kinds";
import { type Product, ProductModel } from "../../product";
import { YEARLY_KINDS } from "../../yearly/yearly";
import type { DraftContent, DraftVariant } from "../content";
import { DRAFT_STATES, type Draft } from "../draft";
import { readForSale } from "../moves/submit-draft";
import { countOf, gramsOf, isWeightUnit, yuanOf } from "../reading/numbers";
import { leniently, pictureAddress } from "../reading/read-draft";

export const ShelfProduct = z.object({
  id: z.string(),
  /** What is being written. */
  state: z.enum(DRAFT_STATES),
  /** What is on the market; null before the first approval. */
  market: z.enum(PRODUCT_STATES).nullable(),
  slug: z.string().nullable(),
  version: z.int(),
  name: z.string(),
  nameEn: z.string(),
  kind: z.string(),
  originCounty: z.string(),
  place: z.string(),
  summary: z.string(),
  description: z.string(),
  season: z.object({ months: z.array(z.int()), note: z.string() }),
  harvest: z.string(),
  shelfLifeDays: z.int().nullable(),
  yearly: z.object({ amount: z.int(), unit: z.enum(YEARLY_KINDS) }).nullable(),
  storage: z.string(),
  variants: z.array(
    z.object({
      sku: z.string(),
      name: z.string(),
      unit: z.string(),
      netWeightGrams: z.int().nullable(),
      priceFen: z.int().nullable(),
      tiers: z.array(z.object({ minQuantity: z.int().nullable(), priceFen: z.int().nullable() })),
      limitPerBuyer: z.int().nullable(),
      stock: z.int().nullable(),
    }),
  ),
  pictures: z.array(z.object({ id: z.string(), url: z.string(), alt: z.string() })),
  certificates: z.array(
    z.object({ kind: z.string(), name: z.string(), number: z.string(), validUntil: z.string().nullable() }),
  ),
  batches: z.array(z.object({ number: z.string(), date: z.string() })),
  returned: z.object({ reason: z.string(), by: z.enum(["county", "platform"]), at: z.iso.datetime() }).nullable(),
  submittedAt: z.iso.datetime().nullable(),
  updatedAt: z.iso.datetime(),
  /** What a submission would be refused for now; empty where it could be handed in. */
  problems: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })),
});

/** A draft as programs read it: amounts and weights as numbers, null where what was typed is none. */
export async function shelfAnswer(draft: Draft, words: Words): Promise<z.infer<typeof ShelfProduct>> {
  const { content } = draft;
  const product = (await ProductModel.findById(draft._id, { state: 1, slug: 1 }).lean()) as Pick<
    Product,
    "state" | "slug"
  > | null;
  const reading = await readForSale(content);
  const { name, nameEn, kind, originCounty, place, summary, description, harvest, storage } = content;
  return {
    id: draft._id,
    state: draft.state,
    market: product?.state ?? null,
    slug: product?.slug ?? null,
    version: draft.version,
    ...{ name, nameEn, kind, originCounty, place, summary, description, harvest, storage },
    season: { months: monthsOf(content), note: content.seasonNote },
    shelfLifeDays: countOf(content.shelfLifeDays),
    yearly: leniently(content).listing.yearly,
    variants: content.variants.map(variantAnswer),
    pictures: content.pictures.map(({ id, url, sizes, alt }) => ({
      id,
      url: url ?? pictureAddress(sizes.at(-1)?.file ?? ""),
      alt,
    })),
    certificates: content.certificates.map((each) => ({
      kind: each.kind,
      name: each.name,
      number: each.number,
      validUntil: each.validUntil || null,
    })),
    batches: content.batches.map(({ number, date }) => ({ number, date })),
    returned: draft.returned && { ...draft.returned, at: draft.returned.at.toISOString() },
    submittedAt: draft.submittedAt?.toISOString() ?? null,
    updatedAt: draft.updatedAt.toISOString(),
    problems: reading.ok ? [] : reading.errors.map((error) => problemOf(error, words)),
  };
}

const monthsOf = ({ months }: DraftContent): number[] =>
  months.length === 0 ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] : months.map(Number);

const variantAnswer = (variant: DraftVariant) => ({
  sku: variant.sku,
  name: variant.name,
  unit: variant.unit,
  netWeightGrams: isWeightUnit(variant.weightUnit) ? gramsOf(variant.weight, variant.weightUnit) : null,
  priceFen: yuanOf(variant.price),
  tiers: variant.tiers.map(({ minQuantity, price }) => ({
    minQuantity: countOf(minQuantity),
    priceFen: yuanOf(price),
  })),
  limitPerBuyer: countOf(variant.limit),
  stock: countOf(variant.stock),
});

/** Fields have the names of the form where they are typed; programs know them by their own. */
const SPOKEN: Readonly<Record<string, string>> = {
  price: "priceFen",
  weight: "netWeightGrams",
  limit: "limitPerBuyer",
  months: "season.months",
  seasonNote: "season.note",
  seasonNoteEn: "season.noteEn",
};

export const spoken = (error: FieldError): FieldError => ({
  ...error,
  field: error.field
    .split(".")
    .map((part) => SPOKEN[part] ?? part)
    .join("."),
});

const problemOf = (error: FieldError, words: Words) => {
  const { field, code } = spoken(error);
  return { field, code, message: words.t(`fields:${code}`, { field, ...error.params }) };
};
