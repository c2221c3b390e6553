import { add, type Fen, fen, times } from "../shared/money";

/** A seller's freight: so much for the first parcel weight, so much for each further step, nothing from a goods amount on. */
export interface FreightRule {
  baseFen: Fen;
  baseGrams: number;
  stepFen: Fen;
  stepGrams: number;
  /** Goods of this amount or more travel free; null: never. */
  freeOverFen: Fen | null;
}

/** What sending `grams` costs. A begun step is a whole step; goods without weight (tickets) cost their base like a letter. */
export function freightOf(rule: FreightRule, { grams, goodsFen }: { grams: number; goodsFen: Fen }): Fen {
  if (rule.freeOverFen !== null && goodsFen >= rule.freeOverFen) return fen(0);
  const beyond = Math.max(0, grams - rule.baseGrams);
  return add(rule.baseFen, times(rule.stepFen, Math.ceil(beyond / rule.stepGrams)));
}
