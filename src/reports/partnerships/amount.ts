import { type Fen, formatWan, formatYuan, parseWan, parseYuan } from "../../shared/money";
import type { Words } from "../../shared/words";

/** How an office says an amount. */
export const AMOUNT_UNITS = ["wan", "yuan"] as const;
export type AmountUnit = (typeof AMOUNT_UNITS)[number];

/** An amount as it was typed, "3,000" of ten thousand yuan or "30000000" of yuan; null for what is none or nothing. */
export function readAmount(text: string, unit: AmountUnit): Fen | null {
  const plain = text.replace(/[,，\s]/g, "");
  const amount = unit === "wan" ? parseWan(plain) : parseYuan(plain);
  return amount !== null && amount > 0 ? amount : null;
}

/** As it would be typed in units of ten thousand yuan. */
export const typedWan = (amount: number): string => formatWan(amount).replaceAll(",", "");

/** As an office says it: "3,000 万元", and in English to the yuan. */
export const wanWords = (amount: number, words: Words): string =>
  words.pick(`${formatWan(amount)} 万元`, `¥${formatYuan(amount)}`);
