/**
 * Money is an integer number of fen (1/100 yuan), branded so that a bare number cannot pass for it.
 * This file is the only one that does arithmetic on money.
 */
export type Fen = number & { readonly brand: "Fen" };

/** Takes a bare integer in; anything that is not a safe integer is a programmer's error and stops the deed, in production too. */
export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of fen: ${amount}`);
  return amount as Fen;
}

export const ZERO = fen(0);

export const add = (a: Fen, b: Fen): Fen => fen(a + b);
export const subtract = (a: Fen, b: Fen): Fen => fen(a - b);
/** `-0` would print as "−0.00", so zero stays plain zero. */
export const negate = (a: Fen): Fen => fen(a === 0 ? 0 : -a);
export const times = (price: Fen, quantity: number): Fen => fen(price * quantity);

export function sum(amounts: Iterable<Fen>): Fen {
  let total = 0;
  for (const amount of amounts) total += amount;
  return fen(total);
}

/**
 * Splits an amount over weights so that the parts add up to it exactly: each part is rounded towards zero and
 * what is left goes to the heaviest (rule 3 of the counting rules: the remainder goes to the largest line).
 */
export function share(amount: Fen, weights: readonly number[]): Fen[] {
  const whole = weights.reduce((a, b) => a + b, 0);
  if (weights.length === 0 || whole <= 0) throw new RangeError("nothing to share over");
  const parts = weights.map((weight) => proportion(amount, weight, whole));
  const left = amount - parts.reduce((a, b) => a + b, 0);
  const heaviest = weights.indexOf(Math.max(...weights));
  parts[heaviest] = (parts[heaviest] ?? 0) + left;
  return parts.map(fen);
}

/** amount × part ÷ whole, towards zero, exact beyond 2^53. */
function proportion(amount: number, part: number, whole: number): number {
  return Number((BigInt(amount) * BigInt(part)) / BigInt(whole));
}

/** The share of `amount` that `part` units of `whole` stand for, towards zero; the last unit takes what is left. */
export function proRata(amount: Fen, part: number, whole: number): Fen {
  return part === whole ? amount : fen(proportion(amount, part, whole));
}

const grouped = new Intl.NumberFormat("en-US", { useGrouping: true, maximumFractionDigits: 0 });

/** "1,284,630.00" with a true minus sign; no currency sign. */
export function formatYuan(amount: number): string {
  const cents = Math.abs(amount);
  const text = `${grouped.format(Math.floor(cents / 100))}.${String(cents % 100).padStart(2, "0")}`;
  return amount < 0 ? `−${text}` : text;
}

/** Reads "39.90" or "39" by its digits, never through a float; null when it is not an amount of yuan. */
export function parseYuan(text: string): Fen | null {
  const match = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  return fen(Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0")));
}

/** Reads an amount typed in units of ten thousand yuan, by its digits: "3000" is 30 million yuan, "0.000001" one fen. */
export function parseWan(text: string): Fen | null {
  const match = /^(\d{1,7})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (!match) return null;
  return fen(Number(match[1]) * 1_000_000 + Number((match[2] ?? "").padEnd(6, "0")));
}

/** "3,000" and "0.5": an amount as people of an office say it, in units of ten thousand yuan, exact. */
export function formatWan(amount: number): string {
  const rest = String(amount % 1_000_000)
    .padStart(6, "0")
    .replace(/0+$/, "");
  return `${grouped.format(Math.floor(amount / 1_000_000))}${rest ? `.${rest}` : ""}`;
}
