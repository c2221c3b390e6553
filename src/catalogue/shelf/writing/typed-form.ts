import { type DraftContent, type DraftPicture, type DraftVariant, MOST_TIERS } from "../content";

/** The editor's single texts, by the names of their fields. */
const TEXTS = [
  "name",
  "nameEn",
  "kind",
  "originCounty",
  "place",
  "placeEn",
  "summary",
  "summaryEn",
  "description",
  "descriptionEn",
  "seasonNote",
  "seasonNoteEn",
  "harvest",
  "shelfLifeDays",
  "yearly",
  "yearlyUnit",
  "storage",
  "storageEn",
  "perishable",
] as const satisfies readonly (keyof DraftContent)[];

const VARIANT_TEXTS = ["name", "nameEn", "unit", "unitEn", "weight", "weightUnit", "price", "limit", "stock"] as const;
const PICTURE_TEXTS = ["alt", "altEn"] as const;

type Body = Readonly<Record<string, unknown>>;

/**
 * What the editor's form brought, over what was there before: rows are known by their SKU or id, so that a row which a
 * colleague has added meanwhile stays. Nothing is judged here and nothing is lost.
 */
export function typedContent(before: DraftContent, body: Body): DraftContent {
  return {
    ...before,
    ...texts(body, "", TEXTS),
    months: typeof body.version === "string" ? choices(body.months) : before.months,
    variants: before.variants.map((variant) => typedVariant(variant, body)),
    pictures: before.pictures.map((picture) => typedPicture(picture, body)),
  };
}

function texts<K extends string>(body: Body, prefix: string, names: readonly K[]): Partial<Record<K, string>> {
  const given = names.flatMap((name) => {
    const value = body[prefix + name];
    return typeof value === "string" ? [[name, value.replaceAll("\r\n", "\n")]] : [];
  });
  return Object.fromEntries(given) as Partial<Record<K, string>>;
}

const choices = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === "string").slice(0, 12);

/** "variants.0." of the row whose SKU stands in it; the place of a row in the form is nobody's name. */
function prefixOf(body: Body, rows: string, key: string, value: string): string | null {
  const field = Object.keys(body).find(
    (name) => name.startsWith(`${rows}.`) && name.endsWith(`.${key}`) && body[name] === value,
  );
  return field ? field.slice(0, -key.length) : null;
}

function typedVariant(variant: DraftVariant, body: Body): DraftVariant {
  const prefix = prefixOf(body, "variants", "sku", variant.sku);
  if (prefix === null) return variant;
  const tiers = Array.from({ length: MOST_TIERS }, (_, index) => {
    const before = variant.tiers[index] ?? { minQuantity: "", price: "" };
    return { ...before, ...texts(body, `${prefix}tiers.${index}.`, ["minQuantity", "price"]) };
  });
  return { ...variant, ...texts(body, prefix, VARIANT_TEXTS), tiers: withoutEmptyEnd(tiers) };
}

/** Tier rows are offered whether used or not; those left empty behind the last used one are none. */
function withoutEmptyEnd(tiers: DraftVariant["tiers"]): DraftVariant["tiers"] {
  const used = tiers.findLastIndex(({ minQuantity, price }) => minQuantity !== "" || price !== "");
  return tiers.slice(0, used + 1);
}

function typedPicture(picture: DraftPicture, body: Body): DraftPicture {
  const prefix = prefixOf(body, "pictures", "id", picture.id);
  return prefix === null ? picture : { ...picture, ...texts(body, prefix, PICTURE_TEXTS) };
}
