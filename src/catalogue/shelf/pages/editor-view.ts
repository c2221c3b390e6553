import type { Gazetteer } from "../../../regions/gazetteer";
import type { FieldError } from "../../../shared/errors";
import { dayOf } from "../../../shared/time";
import type { Words } from "../../../shared/words";
import { holdsOn } from "../../certificates";
import { KINDS } from "../../kinds";
import { YEARLY_UNITS } from "../../yearly/read-yearly";
import { type DraftContent, type DraftVariant, MOST_PICTURES, MOST_TIERS, MOST_VARIANTS } from "../content";
import { categoryOf, isKind, UNITS } from "../reading/follows";
import { WEIGHT_UNITS } from "../reading/numbers";
import { pictureAddress } from "../reading/read-draft";

interface Drawn {
  content: DraftContent;
  errors: readonly FieldError[];
  book: Gazetteer;
  words: Words;
  at: Date;
}

/** Everything the editor's fields are drawn from. */
export function fieldsView(drawn: Drawn) {
  const { content, errors, book, words, at } = drawn;
  const { t, pick } = words;
  return {
    content,
    kinds: (["agricultural", "cultural", "tourism"] as const).map((category) => ({
      label: t(`common:category.${category}`),
      options: KINDS.filter((kind) => categoryOf(kind) === category).map((kind) => ({
        value: kind,
        text: t(`common:kind.${kind}`),
      })),
    })),
    counties: book.receiving.map((county) => ({ value: county._id, text: pick(county.name, county.nameEn) })),
    months: Array.from({ length: 12 }, (_, index) => ({
      value: String(index + 1),
      text: t(`common:monthShort.${index + 1}`),
      checked: content.months.includes(String(index + 1)),
    })),
    perishables: ["", "yes", "no"].map((value) => ({
      value,
      text: t(`shelf:perishable.${value || "follows"}`),
      checked: content.perishable === value,
    })),
    yearlyUnits: YEARLY_UNITS.map((value) => ({ value, text: t(`shelf:yearly.unit.${value}`) })),
    units: Object.keys(UNITS),
    pictures: picturesView(content),
    mayAddPictures: content.pictures.length < MOST_PICTURES,
    variants: content.variants.map((variant, index) => variantView(variant, index, drawn)),
    many: content.variants.length > 1,
    mayAddVariants: content.variants.length < MOST_VARIANTS,
    papers: papersOf(content, words, dayOf(at)),
    open: openSections(errors),
  };
}

const picturesView = ({ pictures }: DraftContent) =>
  pictures.map(({ id, sizes, url, alt, altEn, ground }, index) => ({
    id,
    index,
    number: index + 1,
    url: url ?? pictureAddress(sizes[0]?.file ?? ""),
    ground: ground || "straw",
    alt,
    altEn,
    first: index === 0,
    last: index === pictures.length - 1,
  }));

function variantView(variant: DraftVariant, index: number, { content, errors, words }: Drawn) {
  const at = `variants.${index}`;
  const folded = ["name", "nameEn", "unitEn", "limit", "tiers"].map((field) => `${at}.${field}`);
  return {
    ...variant,
    at,
    number: index + 1,
    removable: content.variants.length > 1,
    weightUnits: WEIGHT_UNITS.map((value) => ({
      value,
      text: words.t(`shelf:weightUnit.${value}`),
      selected: value === variant.weightUnit,
    })),
    weightOptional: isKind(content.kind) && categoryOf(content.kind) !== "agricultural",
    tierRows: Array.from({ length: MOST_TIERS }, (_, row) => ({
      at: `${at}.tiers.${row}`,
      number: row + 1,
      ...(variant.tiers[row] ?? { minQuantity: "", price: "" }),
    })),
    open: errors.some(({ field }) => folded.some((each) => field.startsWith(each))) || variant.tiers.length > 0,
  };
}

function papersOf({ certificates, batches }: DraftContent, { t, pick }: Words, today: string) {
  return [
    ...certificates.map((each) => ({
      name: pick(each.name, each.nameEn),
      note: t(`common:certification.${each.kind}`),
      ended: !holdsOn(today)(each),
    })),
    ...batches
      .slice(0, 3)
      .map(({ number, date }) => ({ name: number, note: t("shelf:batch.on", { date }), ended: false })),
  ];
}

/** Optional parts stay folded until something in them is wrong. */
const SECTIONS = {
  story: ["description"],
  origin: ["originCounty", "place", "months", "seasonNote", "harvest", "yearly"],
  keeping: ["perishable", "storage", "shelfLifeDays"],
  english: ["nameEn", "summaryEn", "descriptionEn", "placeEn", "seasonNoteEn", "storageEn"],
} as const;

const openSections = (errors: readonly FieldError[]) =>
  Object.fromEntries(
    Object.entries(SECTIONS).map(([section, fields]) => [
      section,
      errors.some(({ field }) => (fields as readonly string[]).includes(field)),
    ]),
  );

/** What the summary of a refused form calls its fields: "规格 2 · 价格". */
export function labelsOf(errors: readonly FieldError[], { content }: Pick<Drawn, "content">, { t }: Words) {
  return Object.fromEntries(
    errors.map(({ field }) => {
      const [rows, row, ...rest] = field.split(".");
      const leaf = rest.at(-1) ?? rows ?? "";
      const called = t(`shelf:field.${rest.includes("tiers") ? "tiers" : leaf}`);
      const numbered = rows === "variants" && rest.length > 0 && content.variants.length > 1;
      return [field, numbered ? t("shelf:sizeField", { number: Number(row) + 1, field: called }) : called];
    }),
  );
}
