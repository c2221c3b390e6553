import { formatYuan } from "../../shared/money";
import { dayOf, monthOf } from "../../shared/time";
import type { Language } from "../../shared/words";

/**
 * How amounts, counts, shares, days and weights are written, one set per language. Formatters are built once: building
 * one costs more than drawing a card.
 */
export interface Formats {
  number(value: number): string;
  /** A ratio: 0.642 → "64.2%". Never rounds up to a hundred what has not reached it. */
  percent(ratio: number | null | undefined): string;
  /** The same with one decimal always, for columns: 0.73 → "73.0%". */
  share(ratio: number | null | undefined): string;
  /** A headline: "¥128.46万", "¥1.28 m"; exact below ten thousand yuan. */
  yuanShort(fen: number): string;
  /** An instant or "2026-11-23" → "2026年11月23日", "23 Nov 2026". */
  day(when: Date | string): string;
  /** An instant or "2026-11" → "2026年11月", "Nov 2026". */
  month(when: Date | string): string;
}

const MINUS = "−";
const NOTHING = "—";

/** "¥1,284,630.00", "−¥21,950.00". */
export const yuan = (fen: number): string => `${fen < 0 ? MINUS : ""}¥${formatYuan(Math.abs(fen))}`;

/** A price without noise: "¥59", "¥59.90". */
export const price = (fen: number): string => yuan(fen).replace(/\.00$/, "");

/** The whole yuan and the rest, for figures that set the rest small: ["¥1,284,630", ".00"]. */
export function yuanParts(fen: number): { whole: string; rest: string } {
  const text = yuan(fen);
  return { whole: text.slice(0, -3), rest: text.slice(-3) };
}

/** What 500 g cost, to the nearest fen; null where a weight says nothing or the price is already that of 500 g. */
export function perHalfKilo(fen: number, grams: number | null | undefined): number | null {
  return grams && grams !== 500 ? Math.round((fen * 500) / grams) : null;
}

/** 500 → "500 g", 1250 → "1.25 kg". */
export const weight = (grams: number | null | undefined): string =>
  grams ? (grams < 1000 ? `${grams} g` : `${Number((grams / 1000).toFixed(3))} kg`) : "";

/** Shanghai, to the minute, the same in both languages: "2026-11-23 10:42". */
export const moment = (at: Date): string => `${dayOf(at)} ${clock.format(at)}`;

const clock = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit" });
const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
const asPercent = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 1 });
const asShare = new Intl.NumberFormat("en-US", {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const withTrueMinus = (text: string): string => text.replace("-", MINUS);
const dayText = (when: Date | string): string => (typeof when === "string" ? when.slice(0, 10) : dayOf(when));
const monthText = (when: Date | string): string => (typeof when === "string" ? when.slice(0, 7) : monthOf(when));

/** Never rounds up to a hundred what has not reached it. */
const ratioIn = (format: Intl.NumberFormat) => (ratio: number | null | undefined) =>
  ratio === null || ratio === undefined || !Number.isFinite(ratio)
    ? NOTHING
    : withTrueMinus(format.format(ratio < 1 ? Math.min(ratio, 0.999) : ratio));

/** Units of ten thousand and a hundred million in Chinese, of a million and a thousand million in English. */
function short(fen: number, units: readonly (readonly [number, string])[]): string {
  const size = Math.abs(fen);
  const [unit, name] = units.find(([each]) => size >= each) ?? [1, ""];
  const sign = fen < 0 ? MINUS : "";
  if (unit === 1) return size >= 1_000_000 ? `${sign}¥${grouped.format(Math.round(size / 100))}` : price(fen);
  return `${sign}¥${grouped.format(size / unit)}${name}`;
}

const SHORT_UNITS: Record<Language, readonly (readonly [number, string])[]> = {
  "zh-CN": [
    [10_000_000_000, "亿"],
    [1_000_000, "万"],
  ],
  en: [
    [100_000_000_000, " bn"],
    [100_000_000, " m"],
  ],
};

const MONTHS_EN = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const CHINESE: Pick<Formats, "day" | "month"> = {
  day: (when) => {
    const [year, month, day] = dayText(when).split("-").map(Number);
    return `${year}年${month}月${day}日`;
  },
  month: (when) => {
    const [year, month] = monthText(when).split("-").map(Number);
    return `${year}年${month}月`;
  },
};

const ENGLISH: Pick<Formats, "day" | "month"> = {
  day: (when) => {
    const [year, month, day] = dayText(when).split("-");
    return `${Number(day)} ${MONTHS_EN[Number(month) - 1]} ${year}`;
  },
  month: (when) => {
    const [year, month] = monthText(when).split("-");
    return `${MONTHS_EN[Number(month) - 1]} ${year}`;
  },
};

const make = (language: Language, dates: Pick<Formats, "day" | "month">): Formats => ({
  number: (value) => withTrueMinus(grouped.format(value)),
  percent: ratioIn(asPercent),
  share: ratioIn(asShare),
  yuanShort: (fen) => short(fen, SHORT_UNITS[language]),
  ...dates,
});

const FORMATS: Record<Language, Formats> = { "zh-CN": make("zh-CN", CHINESE), en: make("en", ENGLISH) };

export const formatsOf = (language: Language): Formats => FORMATS[language];
