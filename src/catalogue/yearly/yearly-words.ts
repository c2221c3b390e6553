import type { Words } from "../../shared/words";
import type { SoldInYear } from "./sold-in-year";
import type { Yearly } from "./yearly";

/** 20,000 kg; 300 pieces. */
export function yearlyText({ amount, unit }: Yearly, { t }: Words): string {
  if (unit === "pieces") return t("shelf:yearly.pieces", { count: amount });
  return `${(amount / 1000).toLocaleString("en-US", { maximumFractionDigits: 3 })} kg`;
}

/** 2025年11月, Nov 2025. */
export function beginText(from: string, { t, pick }: Words): string {
  const [year, month] = from.split("-").map(Number);
  return pick(`${year}年${month}月`, `${t(`common:monthShort.${month}`)} ${year}`);
}

/** "12,600 kg sold since Nov 2025, of 20,000 kg". */
export const soldText = ({ sold, from, ...yearly }: SoldInYear, words: Words): string =>
  words.t("shelf:yearly.sold", {
    sold: yearlyText({ ...yearly, amount: sold }, words),
    yearly: yearlyText(yearly, words),
    from: beginText(from, words),
  });
