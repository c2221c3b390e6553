import type { Order } from "../../orders/order-record";
import type { Refund } from "../../payments/refunds/refund";
import { add, type Fen, negate, proRata, subtract, sum, ZERO } from "../../shared/money";

/** What a producer has of a received order once some refunds are counted; the charges are negative. */
export interface Standing {
  goodsFen: Fen;
  freightFen: Fen;
  providerFeeFen: Fen;
  commissionFen: Fen;
}

type Facts = Pick<Order, "lines" | "freightFen" | "freightFeeFen">;
type Part = Pick<Refund, "lines" | "freightFen">;

/**
 * Every charge is given back in proportion to the money given back, each line by itself and from its whole: so the last fen
 * of a line takes the last fen of its charges along, in whatever order the refunds came. Orders from before there were
 * charges carry none.
 */
export function standingOf(order: Facts, counted: readonly Part[]): Standing {
  const backOf = (line: string): Fen =>
    sum(counted.flatMap((part) => part.lines.filter((each) => each.line === line).map((each) => each.amountFen)));
  const freightBack = sum(counted.map((part) => part.freightFen));
  const left = (charge: Fen | undefined, back: Fen, paid: Fen): Fen =>
    charge ? subtract(charge, proRata(charge, back, paid)) : ZERO;
  const lines = order.lines.map((line) => ({ ...line, backFen: backOf(line.line) }));
  return {
    goodsFen: sum(lines.map((line) => subtract(line.paidFen, line.backFen))),
    freightFen: subtract(order.freightFen, freightBack),
    providerFeeFen: negate(
      add(
        sum(lines.map((line) => left(line.providerFeeFen, line.backFen, line.paidFen))),
        left(order.freightFeeFen, freightBack, order.freightFen),
      ),
    ),
    commissionFen: negate(sum(lines.map((line) => left(line.commissionFen, line.backFen, line.paidFen)))),
  };
}

/**
 * The refunds that lower a received order's standing: those that succeeded, and those reserved before the goods were
 * accepted as long as they have not failed, for their part was left out then.
 */
export const countedRefunds = <R extends Pick<Refund, "state" | "recognised">>(refunds: readonly R[]): R[] =>
  refunds.filter(({ state, recognised }) => state === "succeeded" || (state === "processing" && !recognised));

export const wholeOf = ({ goodsFen, freightFen, providerFeeFen, commissionFen }: Standing): Fen =>
  sum([goodsFen, freightFen, providerFeeFen, commissionFen]);
