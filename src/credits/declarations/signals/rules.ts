import type { DeclarationFacts } from "../record/facts";

/** As for goods on the shelf: half as much again as the dearest reference is flagged. */
export const DEAR_PERCENT = 50;
/** This many amounts of full thousands of yuan from one supplier within a year, and most of its lines. */
export const ROUND_LINES = 5;
const ROUND_FEN = 100_000;
const MOSTLY_PERCENT = 80;

type Lines = DeclarationFacts["lines"];
export interface RoundLines {
  lines: readonly Pick<Lines[number], "amountFen">[];
}

/** Lines whose unit costs far more than the dearest price given beside them. */
export function pricesFarAbove(lines: Lines): { line: string; params: Record<string, string | number> }[] {
  return lines.flatMap(({ line, name, amountFen, milli, highFen, lowFen }) => {
    const reference = highFen ?? lowFen;
    if (reference === null || milli <= 0) return [];
    const unitFen = Math.round((amountFen * 1000) / milli);
    const above = BigInt(amountFen) * 1000n * 100n > BigInt(reference) * BigInt(milli) * BigInt(100 + DEAR_PERCENT);
    return above ? [{ line, params: { name, unitFen, referenceFen: reference } }] : [];
  });
}

export function roundAmounts(declarations: readonly RoundLines[]): { count: number; total: number } | null {
  const amounts = declarations.flatMap(({ lines }) => lines.map((line) => line.amountFen));
  const count = amounts.filter((amount) => amount % ROUND_FEN === 0).length;
  const mostly = count * 100 >= amounts.length * MOSTLY_PERCENT;
  return count >= ROUND_LINES && mostly ? { count, total: amounts.length } : null;
}
