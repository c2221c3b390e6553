import { type Fen, proRata, subtract, sum, ZERO } from "../../shared/money";

/**
 * Spreads an amount over what is left of each part, in proportion and without losing a fen; never more than is left of any,
 * so the answer may add up to less than the amount.
 */
export function spread(amount: Fen, left: readonly Fen[]): Fen[] {
  const whole = sum(left);
  if (amount >= whole) return [...left];
  let before = ZERO;
  return left.map((_, index) => {
    // Along the running sum each part is within one fen of its share and never above what is left of it.
    const upTo = proRata(amount, sum(left.slice(0, index + 1)), whole);
    const part = subtract(upTo, before);
    before = upTo;
    return part;
  });
}
