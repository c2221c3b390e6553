import type { Product } from "../../product";
import type { Variant } from "../../variant";

/** One field that differs. Amounts stay fen, weights grams, regions codes: words are made where they are read. */
export interface Change {
  /** "name", "season.months", "variants.<sku>.priceFen", "variants.<sku>" for one that came or went. */
  field: string;
  /** The variant it belongs to, as it was called. */
  of?: { name: string; nameEn: string };
  before: unknown;
  after: unknown;
}

const PLAIN = [
  "name",
  "nameEn",
  "category",
  "kind",
  "originCounty",
  "place",
  "placeEn",
  "summary",
  "summaryEn",
  "description",
  "descriptionEn",
  "harvest",
  "shelfLifeDays",
  "yearly",
  "perishable",
  "storage",
  "storageEn",
] as const;

const OF_VARIANT = [
  "name",
  "nameEn",
  "unit",
  "unitEn",
  "netWeightGrams",
  "priceFen",
  "tiers",
  "limitPerBuyer",
] as const satisfies readonly (keyof Variant)[];

/** What buyers are shown of a product: the fields a draft can change. */
export type Listing = Pick<
  Product,
  (typeof PLAIN)[number] | "season" | "images" | "certifications" | "batches" | "variants"
>;

/** What changes when `after` takes the place of `before`; in the order of the product's page. */
export function changesOf(before: Listing, after: Listing): Change[] {
  return [
    ...PLAIN.map((field) => ({ field, before: before[field] ?? "", after: after[field] ?? "" })),
    { field: "season.months", before: before.season.months, after: after.season.months },
    { field: "season.note", before: before.season.note, after: after.season.note },
    { field: "season.noteEn", before: before.season.noteEn, after: after.season.noteEn },
    { field: "images", before: picturesOf(before), after: picturesOf(after) },
    { field: "certifications", before: certificatesOf(before), after: certificatesOf(after) },
    { field: "batches", before: batchesOf(before), after: batchesOf(after) },
    ...variantChanges(before.variants, after.variants),
  ].filter((change) => !same(change.before, change.after));
}

/** The same for variants alone: what changes at once is only this. */
export function variantChanges(before: readonly Variant[], after: readonly Variant[]): Change[] {
  const [old, renewed] = [bySku(before), bySku(after)];
  const gone = before.filter(({ sku }) => !renewed.has(sku));
  return [
    ...gone.map((variant) => ({ ...head(variant), before: factsOf(variant), after: null })),
    ...after.flatMap((variant): Change[] => {
      const former = old.get(variant.sku);
      if (!former) return [{ ...head(variant), before: null, after: factsOf(variant) }];
      const [was, is] = [factsOf(former), factsOf(variant)];
      return OF_VARIANT.map((field) => ({
        field: `variants.${variant.sku}.${field}`,
        of: head(variant).of,
        before: was[field],
        after: is[field],
      })).filter((change) => !same(change.before, change.after));
    }),
  ];
}

/** What may change without a review when it stays inside the bounds; everything else is for a draft. */
export const isAtOnceField = (field: string): boolean =>
  /^variants\.[^.]+\.(priceFen|tiers|limitPerBuyer)$/.test(field);

const head = ({ sku, name, nameEn }: Variant) => ({ field: `variants.${sku}`, of: { name, nameEn } });
const bySku = (variants: readonly Variant[]) => new Map(variants.map((variant) => [variant.sku, variant]));

const factsOf = (variant: Variant) => ({
  ...(Object.fromEntries(OF_VARIANT.map((field) => [field, variant[field] ?? null])) as Pick<
    Variant,
    (typeof OF_VARIANT)[number]
  >),
  tiers: variant.tiers.map(({ minQuantity, priceFen }) => ({ minQuantity, priceFen })),
});
const picturesOf = ({ images }: Listing) => images.map(({ url, alt, altEn }) => ({ url, alt, altEn }));
const certificatesOf = ({ certifications }: Listing) =>
  certifications.map(({ kind, name, year, number, validUntil }) => ({
    kind,
    name,
    year: year ?? null,
    number: number ?? "",
    validUntil: validUntil ?? null,
  }));
const batchesOf = ({ batches }: Listing) => (batches ?? []).map(({ number, date }) => ({ number, date }));

/** All values here are plain and made above with their keys in one order. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
