import { type Fen, parseYuan } from "../../../shared/money";

/** What people type where a number is asked: full-width digits, a currency sign, 元, thousands separators, spaces. */
export const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/\s/g, "")
    .replace(/^[¥￥]/u, "")
    .replace(/元$/u, "")
    .replaceAll("。", ".")
    .replace(/^(\d{1,3})((?:,\d{3})+)(?=$|\.)/, (_, head: string, rest: string) => head + rest.replaceAll(",", ""));

/** "59", "59.9", "¥1,059.90", "５９元" by their digits; null when it is no amount of yuan. */
export const yuanOf = (text: string): Fen | null => parseYuan(plain(text));

/** "12" by its digits; null when it is no whole number of at most nine digits. */
export function countOf(text: string): number | null {
  const digits = plain(text);
  return /^\d{1,9}$/.test(digits) ? Number(digits) : null;
}

export const WEIGHT_UNITS = ["kg", "jin", "g"] as const;
export type WeightUnit = (typeof WEIGHT_UNITS)[number];
const GRAMS: Readonly<Record<WeightUnit, number>> = { kg: 1000, jin: 500, g: 1 };

export const isWeightUnit = (text: string): text is WeightUnit => (WEIGHT_UNITS as readonly string[]).includes(text);

/** "2.5" jin is 1250 g, by the digits; null when it is no weight or comes to no whole number of grams. */
export function gramsOf(text: string, unit: WeightUnit): number | null {
  const match = /^(\d{1,6})(?:\.(\d{1,3}))?$/.exec(plain(text));
  if (!match) return null;
  const thousandths = Number(match[1]) * 1000 + Number((match[2] ?? "").padEnd(3, "0"));
  const grams = (thousandths * GRAMS[unit]) / 1000;
  return Number.isInteger(grams) ? grams : null;
}

/** 1250 → "1.25 kg", 500 → "500 g": what a size is called where nobody has named it. */
export const weightText = (grams: number): string => (grams < 1000 ? `${grams} g` : `${grams / 1000} kg`);

/** A day that exists, "2027-05-31". */
export const isDay = (text: string): boolean =>
  /^20\d\d-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().slice(0, 10) === text;
