import { type Fen, parseYuan } from "../../../shared/money";

/** What people and invoices write where a number stands: full-width digits, a currency sign, 元, separators, spaces. */
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\s,]/g, "")
    .replace(/^[¥￥]/u, "")
    .replace(/元$/u, "");

/** Null when it is no amount of yuan. */
export const yuanOf = (text: string): Fen | null => parseYuan(plain(text));

/** "12.5" is 12500 thousandths, by its digits; null when it is no quantity. */
export function milliOf(text: string): number | null {
  const match = /^(\d{1,7})(?:\.(\d{1,3}))?$/.exec(plain(text));
  return match ? Number(match[1]) * 1000 + Number((match[2] ?? "").padEnd(3, "0")) : null;
}

/** "2026/3/8", "2026年3月8日", "20260308" and what a spreadsheet makes of a day, as "2026-03-08"; null for no day that exists. */
export function dayOfText(text: string): string | null {
  const found = /^(20\d\d)[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[T ].*)?$/.exec(text.normalize("NFKC").trim());
  if (!found) return null;
  const day = `${found[1]}-${found[2]?.padStart(2, "0")}-${found[3]?.padStart(2, "0")}`;
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? day : null;
}

export const digitsOf = (text: string): string => text.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
