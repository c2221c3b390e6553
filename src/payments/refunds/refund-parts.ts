import type { Order, OrderState } from "../../orders/order-record";
import { Refusal } from "../../shared/errors";
import { type Fen, fen, proRata, subtract, sum, ZERO } from "../../shared/money";
import type { RefundLine } from "./refund";

/** What of a line is to go back: pieces at what was paid for them, or with `amountFen` exactly that much. */
export interface AskedPart {
  line: string;
  /** Pieces given back; 0 with an amount: a part of the price for goods that are kept. */
  quantity: number;
  amountFen?: Fen | undefined;
}

export interface RefundAsk {
  lines: AskedPart[];
  reason: string;
  /** How much of the freight; what the rule says where it is left out. */
  freightFen?: Fen | undefined;
  /** States the order must be in at the moment of reserving; any in which it was paid, unless told. */
  from?: readonly OrderState[];
}

type Line = Order["lines"][number];

/** Everything of the order that has not been given back yet. */
export const wholeOrder = (order: Order, reason: string): RefundAsk => ({
  lines: order.lines.filter((line) => piecesLeft(line) > 0 || leftOf(line) > 0).map(restOf),
  reason,
});

const restOf = (line: Line): AskedPart => ({ line: line.line, quantity: piecesLeft(line), amountFen: leftOf(line) });

export const piecesLeft = (line: Line): number => line.quantity - line.refundedQuantity;
/** What was paid for a line and has neither gone back nor is on its way back. */
export const leftOf = (line: Line): Fen => subtract(line.paidFen, line.refundedFen);
/** The freight that has not gone back. */
export const freightLeft = (order: Order): Fen =>
  subtract(order.freightFen, subtract(order.refundedFen, sum(order.lines.map((line) => line.refundedFen))));

/**
 * What the next pieces of a line were paid with, shared without losing a fen; never more than is left after parts of the
 * price have gone back, and the last pieces take all of that.
 */
export function priceOf(line: Line, pieces: number): Fen {
  if (pieces >= piecesLeft(line)) return leftOf(line);
  const upTo = (count: number): Fen => proRata(line.paidFen, count, line.quantity);
  const share = subtract(upTo(line.refundedQuantity + pieces), upTo(line.refundedQuantity));
  return fen(Math.min(share, leftOf(line)));
}

/** One line of a refund, measured against the order as it is. Refuses: REFUND_TOO_LARGE, NOTHING_TO_REFUND. */
export function partOf(order: Order, { line: name, quantity, amountFen }: AskedPart): RefundLine {
  const line = order.lines.find((each) => each.line === name);
  if (!line || quantity < 0 || (quantity === 0 && !amountFen)) throw new Refusal("NOTHING_TO_REFUND");
  if (quantity > piecesLeft(line) || (amountFen ?? ZERO) > leftOf(line))
    throw new Refusal("REFUND_TOO_LARGE", { params: { name: line.name } });
  return { line: name, quantity, amountFen: amountFen ?? priceOf(line, quantity) };
}

/** The freight goes back with the last piece, unless goods were sent and the buyer merely thought better of it. */
export function freightOf(order: Order, ask: RefundAsk): Fen {
  const left = freightLeft(order);
  if (ask.freightFen !== undefined) {
    if (ask.freightFen > left) throw new Refusal("REFUND_TOO_LARGE", { params: { name: "" } });
    return ask.freightFen;
  }
  const asked = (line: string): number => ask.lines.find((each) => each.line === line)?.quantity ?? 0;
  const all = order.lines.every((line) => asked(line.line) === piecesLeft(line));
  return all && !(order.shippedAt && ask.reason === "changed_mind") ? left : ZERO;
}
