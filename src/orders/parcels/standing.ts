import { DAY, later } from "../../shared/time";
import type { Order } from "../order-record";
import { isOpen } from "../requests/refund-request";
import type { Stage } from "./parcel";

/** Goods nobody complained about count as accepted this long after the last of them was sent (rule 2: auto-accept). */
export const AUTO_RECEIPT_DAYS = 10;
export const AUTO_RECEIPT_MS = AUTO_RECEIPT_DAYS * DAY;
/** A ticket nobody has shown at the gate for so long is given back. */
export const TICKET_DAYS = 180;
export const TICKET_MS = TICKET_DAYS * DAY;

type Line = Order["lines"][number];
type Facts = Pick<Order, "state" | "way" | "lines" | "parcels" | "handovers" | "requests">;

/** Pieces of a line that have left the shop, by parcel or into the buyer's hands. */
export function gone(order: Pick<Order, "parcels" | "handovers">, line: Pick<Line, "line" | "quantity">): number {
  // A parcel of old says nothing of what was in it: everything was.
  if (order.parcels.some((parcel) => parcel.lines === undefined)) return line.quantity;
  return [...order.parcels, ...order.handovers]
    .flatMap((each) => each.lines ?? [])
    .reduce((count, each) => count + (each.line === line.line ? each.quantity : 0), 0);
}

/** Pieces of a line in requests for money back that wait for their answer. */
export const askedBack = (order: Pick<Order, "requests">, line: Pick<Line, "line">): number =>
  order.requests
    .filter(isOpen)
    .flatMap((request) => request.lines)
    .reduce((count, each) => count + (each.line === line.line ? each.quantity : 0), 0);

/**
 * Pieces of a line still to be sent or handed over. What was given back, or is asked back, is first counted against what
 * has not left yet: nobody packs what may have to be unpacked.
 */
export const leftOf = (order: Pick<Order, "parcels" | "handovers" | "requests">, line: Line): number =>
  Math.max(0, line.quantity - line.refundedQuantity - askedBack(order, line) - gone(order, line));

export const piecesLeft = (order: Facts): number => order.lines.reduce((count, line) => count + leftOf(order, line), 0);

export function stageOf(order: Facts): Stage | null {
  const { state, way } = order;
  if (state === "placed" || state === "cancelled") return null;
  if (state === "received" || state === "completed" || state === "refunded") return "done";
  if (way === "ticket") return "to_collect";
  if (state === "paid") return order.lines.some((line) => line.refundedQuantity < line.quantity) ? "to_pack" : "done";
  if (way === "pickup") return "to_collect";
  return piecesLeft(order) > 0 ? "part_sent" : "on_the_way";
}

/**
 * When silence counts as acceptance: some days after the last parcel once everything was sent; at once when everything was
 * handed over against its code. Never while something is still to come or a request waits for its answer.
 */
export function receiptDueOf(order: Facts & Pick<Order, "shippedAt">): Date | null {
  const waiting = order.requests.some(isOpen);
  if (order.state !== "shipped" || waiting || piecesLeft(order) > 0) return null;
  const by =
    order.way === "delivery" ? order.parcels.map((each) => each.sentAt) : order.handovers.map((each) => each.at);
  const last = by.reduce<Date | null>((latest, at) => (latest && latest > at ? latest : at), null);
  if (order.way !== "delivery") return last;
  const sent = last ?? order.shippedAt;
  return sent && later(sent, AUTO_RECEIPT_MS);
}

const FIRST_LETTERS = 3;

/**
 * What a producer may type to find an order, each a whole word of an index: its number and the number's tail, the
 * recipient's name from its beginning, the phone's last four digits, tracking numbers, goods.
 */
export function keysOf(order: Pick<Order, "number" | "delivery" | "parcels" | "lines">): string[] {
  const name = nameKey(order.delivery.name);
  const letters = [...name];
  const names = [name, ...letters.slice(0, FIRST_LETTERS).map((_, index) => letters.slice(0, index + 1).join(""))];
  const tracking = order.parcels.flatMap((each) => [each, ...(each.corrections ?? [])]);
  return [
    ...new Set([
      `n:${order.number}`,
      `n:${order.number.slice(-8)}`,
      ...names.map((each) => `c:${each}`),
      `p:${order.delivery.phone.slice(-4)}`,
      ...tracking.map((each) => `t:${each.trackingNumber.toUpperCase()}`),
      ...order.lines.map((line) => `g:${line.product}`),
    ]),
  ];
}

export const nameKey = (name: string): string => name.replaceAll(/\s+/g, " ").trim().toLowerCase();

/** What is kept on the order so that lists and chores find it: written with every change, never by hand. */
export interface Standing {
  stage: Stage | null;
  receiptDue: Date | null;
  keys: string[];
}

export function standingOf(order: Order): Standing {
  const stage = stageOf(order);
  return { stage, receiptDue: receiptDueOf(order), keys: stage ? keysOf(order) : [] };
}
