import { type Fen, proRata, share, sum, ZERO } from "../shared/money";

/** What is kept back from a producer, in whole basis points (1/10000); frozen on the order when it is placed. */
export interface Rates {
  /** The payment provider's fee, on everything paid. */
  providerFeeBp: number;
  /** The platform's commission, on the goods alone. */
  commissionBp: number;
}

export const NO_RATES: Rates = { providerFeeBp: 0, commissionBp: 0 };

export interface Charges {
  lines: { providerFeeFen: Fen; commissionFen: Fen }[];
  /** The provider's fee on the freight. */
  freightFeeFen: Fen;
}

const WHOLE = 10_000;

/** The charges of an order, rounded down once for the whole and shared over its lines without losing a fen. */
export function chargesOf(goodsFen: readonly Fen[], freightFen: Fen, rates: Rates): Charges {
  const fees = shareOf([...goodsFen, freightFen], rates.providerFeeBp);
  const commissions = shareOf(goodsFen, rates.commissionBp);
  return {
    lines: goodsFen.map((_, index) => ({
      providerFeeFen: fees[index] ?? ZERO,
      commissionFen: commissions[index] ?? ZERO,
    })),
    freightFeeFen: fees.at(-1) ?? ZERO,
  };
}

function shareOf(amounts: readonly Fen[], basisPoints: number): Fen[] {
  const charge = proRata(sum(amounts), basisPoints, WHOLE);
  return charge === 0 ? amounts.map(() => ZERO) : share(charge, amounts);
}
