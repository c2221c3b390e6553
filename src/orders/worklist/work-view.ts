import { DAY } from "../../shared/time";
import type { Words } from "../../shared/words";
import type { Order } from "../order-record";
import { leftOf, piecesLeft } from "../parcels/standing";
import { isOpen } from "../requests/refund-request";
import { standingBadge } from "../sale/standing-view";

/** After so long a buyer begins to ask. */
const LATE_MS = 2 * DAY;

/** One order in a list of work. */
export function workCard(order: Order, at: Date, words: Words) {
  const working = order.stage === "to_pack" || order.stage === "part_sent";
  return {
    number: order.number,
    href: `/sales/${order.number}`,
    buyer: order.delivery.name,
    paidAt: order.paidAt,
    days: working && order.paidAt ? Math.floor((at.getTime() - order.paidAt.getTime()) / DAY) : 0,
    late: working && order.paidAt !== null && at.getTime() - order.paidAt.getTime() > LATE_MS,
    badge: standingBadge(order, words),
    way: order.way === "delivery" ? null : words.t(`sales:way.${order.way}`),
    pickup: order.pickup?.name ?? null,
    asked: order.requests.some(isOpen),
    note: order.note !== "",
    totalFen: order.totalFen,
    choosable: order.way !== "ticket" && (working || order.stage === "on_the_way"),
    left: working ? piecesLeft(order) : 0,
    lines: order.lines.map((line) => ({
      name: words.pick(line.name, line.nameEn),
      variant: words.pick(line.variantName, line.variantNameEn),
      quantity: working ? leftOf(order, line) : line.quantity - line.refundedQuantity,
    })),
  };
}
