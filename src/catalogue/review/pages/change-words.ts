import type { Gazetteer } from "../../../regions/gazetteer";
import { formatYuan } from "../../../shared/money";
import type { Words } from "../../../shared/words";
import type { Yearly } from "../../yearly/yearly";
import { yearlyText } from "../../yearly/yearly-words";
import type { Change } from "../rules/changes";

/** One difference as people read it: yuan, grams, months, names of regions. */
export interface ChangeInWords {
  what: string;
  /** The size it belongs to; "" where it is of the whole product. */
  of: string;
  before: string;
  after: string;
  /** Long texts are set under one another, not beside. */
  long: boolean;
}

export interface Reader {
  book: Gazetteer;
  words: Words;
}

const LONG = 40;

export function changeInWords({ field, of, before, after }: Change, reader: Reader): ChangeInWords {
  const [was, is] = [before, after].map((value) => valueInWords(field, value, reader)) as [string, string];
  return {
    what: fieldInWords({ field, before, after }, reader.words),
    of: of ? reader.words.pick(of.name, of.nameEn) : "",
    before: was,
    after: is,
    long: was.length > LONG || is.length > LONG,
  };
}

/** "price", "pictures", "a new size": what kind of thing is different. */
export function fieldInWords({ field, before, after }: Omit<Change, "of">, { t }: Words): string {
  if (/^variants\.[^.]+$/.test(field))
    return t(`review:field.${before === null ? "variantNew" : after === null ? "variantGone" : "variant"}`);
  const name = field.startsWith("variants.") ? `variant_${field.split(".")[2]}` : field.replace(".", "_");
  return t(`review:field.${name}`);
}

/** The kinds of things that differ, each named once. */
export const fieldsInWords = (changes: readonly Change[], words: Words): string[] => [
  ...new Set(changes.map((change) => fieldInWords(change, words))),
];

/** ¥59, ¥59.90. */
export const yuan = (fen: number): string => `¥${formatYuan(fen)}`.replace(/\.00$/, "");
export const weight = (grams: number): string => (grams < 1000 ? `${grams} g` : `${grams / 1000} kg`);

type Value = (value: never, reader: Reader) => string;

const VALUES: Readonly<Record<string, Value>> = {
  category: (value: string, { words }) => words.t(`common:category.${value}`),
  kind: (value: string, { words }) => words.t(`common:kind.${value}`),
  originCounty: (value: string, { book, words }) => {
    const region = book.find(value);
    return region ? words.pick(region.name, region.nameEn) : value;
  },
  perishable: (value: boolean, { words }) => words.t(`common:word.${value ? "yes" : "no"}`),
  shelfLifeDays: (value: number, { words }) => words.t("common:count.days", { count: value }),
  yearly: (value: Yearly, { words }) => yearlyText(value, words),
  "season.months": (value: number[], { words }) =>
    value.length === 12
      ? words.t("review:value.allYear")
      : value.map((month) => words.t(`common:monthShort.${month}`)).join(listComma(words)),
  images: (value: { alt: string; altEn: string }[], { words }) =>
    [
      words.t("review:value.pictures", { count: value.length }),
      ...new Set(value.map(({ alt, altEn }) => words.pick(alt, altEn))),
    ].join(listComma(words)),
  certifications: (value: { name: string; number: string; validUntil: string | null }[], { words }) =>
    value
      .map(({ name, number, validUntil }) => [name, number, validUntil].filter(Boolean).join(" "))
      .join(words.pick("；", "; ")),
  batches: (value: { number: string; date: string }[], { words }) =>
    value.map(({ number, date }) => `${number} ${date}`).join(words.pick("；", "; ")),
  state: (value: string, { words }) => words.t(`common:state.product.${value}`),
  variant_priceFen: (value: number) => yuan(value),
  variant_netWeightGrams: (value: number) => weight(value),
  variant_tiers: (value: Tiers, { words }) => tiersInWords(value, words),
};

type Tiers = { minQuantity: number; priceFen: number }[];

const tiersInWords = (tiers: Tiers, { t, pick }: Words): string =>
  tiers
    .map(({ minQuantity, priceFen }) => t("review:value.tier", { quantity: minQuantity, price: yuan(priceFen) }))
    .join(pick("；", "; "));

const listComma = ({ pick }: Words): string => pick("、", ", ");

function valueInWords(field: string, value: unknown, reader: Reader): string {
  const { words } = reader;
  if (/^variants\.[^.]+$/.test(field))
    return value === null ? words.t("common:word.none") : variantInWords(value, words);
  const name = field.replace(/^variants\.[^.]+\./, "variant_");
  if (name === "variant_limitPerBuyer" && value === null) return words.t("review:value.noLimit");
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0))
    return words.t("review:value.nothing");
  const made = VALUES[name];
  return made ? made(value as never, reader) : String(value);
}

function variantInWords(value: unknown, words: Words): string {
  const { name, nameEn, unit, unitEn, netWeightGrams, priceFen, tiers } = value as {
    name: string;
    nameEn: string;
    unit: string;
    unitEn: string;
    netWeightGrams: number | null;
    priceFen: number;
    tiers: Tiers;
  };
  const price = `${yuan(priceFen)} / ${words.pick(unit, unitEn)}`;
  return [words.pick(name, nameEn), netWeightGrams && weight(netWeightGrams), price, tiersInWords(tiers, words)]
    .filter(Boolean)
    .join(words.pick("，", ", "));
}
