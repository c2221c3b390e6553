import type { Order } from "../../orders/order-record";
import type { Given, RefundRequest } from "../../orders/requests/refund-request";
import { add, type Fen, fen, proRata, subtract, sum, ZERO } from "../../shared/money";
import { freightLeft, leftOf, piecesLeft } from "../refunds/refund-parts";

/** What a request may still bring for one of its lines: never more than was asked, nor than is left of what was paid. */
export interface Worth {
  line: string;
  /** Pieces asked and not given yet. */
  pieces: number;
  amountFen: Fen;
}

export function worthOf(order: Order, request: Pick<RefundRequest, "lines" | "given">): Worth[] {
  return request.lines.flatMap(({ line: name, quantity }) => {
    const line = order.lines.find((each) => each.line === name);
    if (!line) return [];
    const given = request.given.filter((each) => each.line === name);
    const asked = subtract(proRata(line.paidFen, quantity, line.quantity), sum(given.map((each) => each.amountFen)));
    const pieces = quantity - given.reduce((count, each) => count + each.quantity, 0);
    const amountFen = fen(Math.max(0, Math.min(asked, leftOf(line))));
    return [{ line: name, pieces: Math.min(pieces, piecesLeft(line)), amountFen }];
  });
}

/** The freight that could go back too, once everything of the order is given back. */
export const freightWorth = (order: Order): Fen => freightLeft(order);

export const sumOf = (given: readonly Given[], freightFen: Fen = ZERO): Fen =>
  add(sum(given.map((each) => each.amountFen)), freightFen);
