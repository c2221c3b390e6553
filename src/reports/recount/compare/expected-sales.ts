import { CATEGORIES, type Deed, type Measure } from "../../../credits/deed";
import { deedOf } from "../../../orders/deed";
import type { Order, OrderLine } from "../../../orders/order-record";
import type { Refund } from "../../../payments/refunds/refund";
import type { Gazetteer } from "../../../regions/gazetteer";
import { fen, negate } from "../../../shared/money";
import type { Found } from "../found";
import { isReviewedLine } from "./reviewed-lines";

/** What an order and its refunds should have brought into the ledger: reckoned from them alone, in no order. */
export function expectedOf(order: Order, refunds: readonly Refund[]): Deed[] {
  const { paidAt } = order;
  if (!paidAt) return [];
  const lines = order.lines.filter((line) => line.credit !== null);
  return [
    ...paidOf(order, lines, paidAt),
    ...lines.flatMap((line) => recognisedOf(order, line, refunds)),
    ...refunds.flatMap((refund) => lines.flatMap((line) => refundOf(order, line, refund))),
  ].filter(({ measure, line }) => measure === "paid" || !isReviewedLine(order, line));
}

function paidOf(order: Order, lines: readonly OrderLine[], at: Date): Deed[] {
  const opened = new Set<string>();
  return lines.flatMap((line) => {
    if (line.paidFen === 0 || !line.credit) return [];
    const opensOrder = !opened.has(line.credit.book);
    opened.add(line.credit.book);
    const key = `paid:${order._id}:${line.line}`;
    const deed = deedOf(order, line, { key, measure: "paid", amountFen: line.paidFen, quantity: line.quantity, at });
    return [{ ...deed, opensOrder }];
  });
}

/** Rule 9: what was given back, or was on its way back, when the goods were accepted was never recognised. */
function recognisedOf(order: Order, line: OrderLine, refunds: readonly Refund[]): Deed[] {
  const { receivedAt } = order;
  if (!receivedAt) return [];
  const before = refunds.filter((each) => !each.recognised && (each.failedAt === null || each.failedAt >= receivedAt));
  const back = partsOf(before, line);
  const amountFen = fen(line.paidFen - back.fen);
  if (amountFen <= 0) return [];
  const key = `recognised:${order._id}:${line.line}`;
  return [
    deedOf(order, line, {
      key,
      measure: "recognised",
      amountFen,
      quantity: line.quantity - back.quantity,
      at: receivedAt,
    }),
  ];
}

/** What of a line is in refunds. */
function partsOf(refunds: readonly Refund[], { line }: OrderLine): { fen: number; quantity: number } {
  const parts = refunds.flatMap((refund) => refund.lines.filter((part) => part.line === line));
  return {
    fen: parts.reduce((sum, part) => sum + part.amountFen, 0),
    quantity: parts.reduce((sum, part) => sum + part.quantity, 0),
  };
}

/** Taken back on the day it succeeded, in the measures it was in; put back when it failed after that. */
function refundOf(order: Order, line: OrderLine, refund: Refund): Deed[] {
  const part = refund.lines.find((each) => each.line === line.line);
  if (!part || part.amountFen === 0) return [];
  const measures: Measure[] = refund.recognised ? ["paid", "recognised"] : ["paid"];
  const bank = refund.kind === "chargeback";
  const name = bank ? `${refund.chargeback}:${order._id}` : refund._id;
  const of = (measure: Measure, back: boolean, at: Date, reverses: string | null): Deed => ({
    ...deedOf(order, line, {
      key: keyOf(back ? taken : given, name, line, measure),
      measure,
      amountFen: back ? negate(part.amountFen) : part.amountFen,
      quantity: part.quantity === 0 ? 0 : part.quantity * (back ? -1 : 1),
      at,
    }),
    source: { kind: refund.kind, id: refund.chargeback ?? refund._id },
    reverses,
  });
  const [taken, given] = bank ? ["chargeback", "restored"] : ["refund", "reinstated"];
  const { succeededAt, failedAt } = refund;
  const backs = succeededAt
    ? measures.map((measure) => of(measure, true, succeededAt, `${measure}:${order._id}:${line.line}`))
    : [];
  if (!failedAt) return backs;
  const puts = succeededAt
    ? measures.map((measure) => of(measure, false, failedAt, keyOf(taken, name, line, measure)))
    : [];
  const late = !refund.recognised && order.receivedAt && order.receivedAt <= failedAt;
  return [...backs, ...puts, ...(late ? [of("recognised", false, failedAt, null)] : [])];
}

const keyOf = (what: string | undefined, name: string, { line }: OrderLine, measure: Measure): string =>
  `${what}:${name}:${line}:${measure}`;

/** What an order says of itself that cannot be. */
export function ownFaults(order: Order, refunds: readonly Refund[], gazetteer: Gazetteer): Found[] {
  if (!order.paidAt) return [];
  const living = refunds.filter((refund) => refund.state !== "failed");
  const sums: [where: string, code: Found["code"], kept: number, should: number][] = [
    ["totalFen", "order_sums", order.totalFen, sumOf(order.lines, ({ paidFen }) => paidFen) + order.freightFen],
    ["goodsFen", "order_sums", order.goodsFen, sumOf(order.lines, ({ goodsFen }) => goodsFen)],
    ["refundedFen", "refunds_of_order", order.refundedFen, sumOf(living, ({ amountFen }) => amountFen)],
  ];
  for (const line of order.lines) {
    sums.push([`${line.line} paidFen`, "order_sums", line.paidFen, line.goodsFen - line.discountFen]);
    sums.push([`${line.line} refundedFen`, "refunds_of_order", line.refundedFen, partsOf(living, line).fen]);
  }
  const book = bookOf(order, gazetteer);
  const about = { book, subject: subjectOf(order) };
  return [
    ...sums
      .filter(([, , kept, should]) => kept !== should)
      .map(([where, code, kept, should]) => ({ ...about, code, where, unit: "fen" as const, kept, should })),
    ...order.lines
      .filter((line) => line.credit === null && isEligible(line, gazetteer))
      .map((line) => ({
        ...{ ...about, code: "line_not_credited" as const, where: line.line, unit: "fen" as const },
        ...{ kept: null, should: line.paidFen },
      })),
  ];
}

const sumOf = <T>(all: readonly T[], of: (each: T) => number): number => all.reduce((sum, each) => sum + of(each), 0);

const isEligible = ({ county, category, paidFen }: OrderLine, gazetteer: Gazetteer): boolean =>
  paidFen > 0 && (CATEGORIES as readonly string[]).includes(category) && gazetteer.partnershipOf(county) !== undefined;

export const subjectOf = ({ _id, number }: Order): Found["subject"] => ({ kind: "order", id: _id, name: number });

/** The book of an order's goods: a producer's goods come from one county, as a rule. */
const bookOf = ({ lines }: Order, gazetteer: Gazetteer): Found["book"] =>
  lines.find((line) => line.credit)?.credit?.book ??
  lines.map((line) => gazetteer.partnershipOf(line.county)?._id).find((each) => each !== undefined) ??
  null;
