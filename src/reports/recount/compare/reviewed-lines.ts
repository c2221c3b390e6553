import type { Entry } from "../../../credits/entry";
import type { Order, OrderLine } from "../../../orders/order-record";
import { isCounted } from "../../../orders/signals/hold";
import type { Refund } from "../../../payments/refunds/refund";
import type { Found } from "../found";

/**
 * A line that was held for review is recognised when somebody says so, and can be taken back and given again: what is
 * recognised of it depends on when that was said. So its sum is compared, and not each of its entries.
 */
const isReviewed = ({ hold }: OrderLine): boolean => hold !== undefined && hold !== null;

export const isReviewedLine = (order: Order, line: string | null): boolean =>
  order.lines.some((each) => isReviewed(each) && `${order._id}:${each.line}` === line);

const KNOWN = ["recognised", "cleared", "upheld", "refund", "reinstated", "chargeback", "restored"];

/** Recognised by one of the deeds that can do it. */
export const isFree = (order: Order, { measure, line, key }: Entry): boolean =>
  measure === "recognised" && isReviewedLine(order, line) && KNOWN.includes(key.slice(0, key.indexOf(":")));

interface Whole {
  order: Order;
  refunds: readonly Refund[];
  entries: readonly Entry[];
}

/** Nothing while it waits and when it was turned down; else what was paid and not given back. */
export function reviewedFaults({ order, refunds, entries }: Whole): Found[] {
  return order.lines
    .filter((line) => line.credit && isReviewed(line))
    .flatMap((line) => {
      const own = entries.filter((each) => each.measure === "recognised" && each.line === `${order._id}:${line.line}`);
      const kept = own.reduce((sum, entry) => sum + entry.amountFen, 0);
      const [least, most] = boundsOf(order, line, refunds);
      if (kept >= least && kept <= most) return [];
      return [
        {
          ...{ code: "reviewed_sum" as const, book: line.credit?.book ?? null, where: line.line, unit: "fen" as const },
          ...{
            subject: { kind: "order" as const, id: order._id, name: order.number },
            kept,
            should: kept < least ? least : most,
          },
        },
      ];
    });
}

/** A refund under way may have been left out of the recognition, or still stand in it. */
function boundsOf(order: Order, line: OrderLine, refunds: readonly Refund[]): [least: number, most: number] {
  if (!order.receivedAt || !isCounted(line)) return [0, 0];
  const backOf = (those: readonly Refund[]): number =>
    those
      .flatMap(({ lines }) => lines.filter((part) => part.line === line.line))
      .reduce((sum, part) => sum + part.amountFen, 0);
  const least = line.paidFen - backOf(refunds.filter(({ state }) => state !== "failed"));
  const most = line.paidFen - backOf(refunds.filter(({ state }) => state === "succeeded"));
  return [least, most];
}
