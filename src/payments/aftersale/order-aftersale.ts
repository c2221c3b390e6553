import { requestView } from "../../orders/order-pages-view";
import type { Order } from "../../orders/order-record";
import { mayAskRefund } from "../../orders/requests/ask-refund";
import { askUntil, FRESH_CLAIM_HOURS } from "../../orders/requests/window";
import { HOUR } from "../../shared/time";
import type { Words } from "../../shared/words";
import { cancellable } from "../cancel-order";
import { chargebacksOfOrder } from "../chargebacks/chargeback";
import { refundsOfOrder } from "../refunds/refund";
import { chargebackRow, refundRow } from "./money-view";

/** What can still be done about an order and what has been done, for its buyer's page. */
export async function aftersaleOf(order: Order, words: Words, at: Date) {
  const refunds = (await refundsOfOrder(order._id)).filter(({ kind }) => kind === "refund");
  const givable = order.lines.reduce((count, line) => count + cancellable(order, line), 0);
  return {
    mayAsk: mayAskRefund(order, at),
    asksFor: `/orders/${order.number}/refund-requests`,
    clocks: clocksOf(order, at),
    claimHours: FRESH_CLAIM_HOURS,
    someFresh: order.lines.some((line) => line.perishable),
    cancels: givable > 0 ? `/orders/${order.number}/cancellation` : null,
    requests: order.requests
      .map((request) => ({
        ...requestView(order, request, words),
        href: `/orders/${order.number}/refund-requests/${request.id}`,
        stateText: words.t(`aftersale:state.${request.state}`),
      }))
      .reverse(),
    refunds: refunds.map((refund) => refundRow(refund, words)),
    chargebacks: (await chargebacksOfOrder(order._id)).map((each) => chargebackRow(each, words)),
  };
}

/** From here on people count in hours. */
const TWO_DAYS_HOURS = 48;

/** How long each kind of goods in the order may still be asked back for; none before it was received. */
function clocksOf(order: Order, at: Date) {
  if (order.state !== "received") return [];
  return [true, false].flatMap((fresh) => {
    const line = order.lines.find((each) => each.perishable === fresh);
    const until = line && askUntil(order, line);
    if (!until) return [];
    const hours = Math.floor((until.getTime() - at.getTime()) / HOUR);
    return [
      {
        kind: fresh ? "fresh" : "ordinary",
        until,
        over: at >= until,
        hours,
        days: hours >= TWO_DAYS_HOURS ? Math.floor(hours / 24) : 0,
      },
    ];
  });
}
