import { add, type Fen, ZERO } from "../../shared/money";
import type { Row } from "./total";

/** The two measures side by side, as they are always shown. */
export interface Sums {
  paidFen: Fen;
  recognisedFen: Fen;
  /** What was taken back, at or below zero and contained in the two above. */
  paidBackFen: Fen;
  recognisedBackFen: Fen;
  /** Orders paid for; a refund does not un-count one. */
  orders: number;
  entries: number;
}

export const NOTHING: Readonly<Sums> = {
  paidFen: ZERO,
  recognisedFen: ZERO,
  paidBackFen: ZERO,
  recognisedBackFen: ZERO,
  orders: 0,
  entries: 0,
};

/** Adds rows up; any division of the rows into groups adds up to the same whole. */
export const sumUp = (rows: Iterable<Row>): Sums => {
  const whole = { ...NOTHING };
  for (const row of rows) into(whole, row);
  return whole;
};

/** Adds in place: thousands of rows into a few sums, at every request. */
function into(sums: Sums, { measure, fen, backFen, entries, orders }: Row): void {
  sums.orders += orders;
  sums.entries += entries;
  if (measure === "paid") {
    sums.paidFen = add(sums.paidFen, fen);
    sums.paidBackFen = add(sums.paidBackFen, backFen);
  } else {
    sums.recognisedFen = add(sums.recognisedFen, fen);
    sums.recognisedBackFen = add(sums.recognisedBackFen, backFen);
  }
}

/** The sums of each group, in the order the groups first occur. */
export function sumBy<K>(rows: Iterable<Row>, groupOf: (row: Row) => K): Map<K, Sums> {
  const groups = new Map<K, Sums>();
  for (const row of rows) {
    const group = groupOf(row);
    const sums = groups.get(group) ?? { ...NOTHING };
    into(sums, row);
    groups.set(group, sums);
  }
  return groups;
}
