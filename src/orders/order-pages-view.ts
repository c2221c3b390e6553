import { proRata, subtract } from "../shared/money";
import type { Words } from "../shared/words";
import type { Order, OrderState, TimelineEvent } from "./order-record";
import type { Way } from "./parcels/parcel";
import { askable } from "./requests/ask-refund";
import { isOpen, type RefundRequest } from "./requests/refund-request";
import { buyerBadge, standingBadge } from "./sale/standing-view";
import { isCountedWhole } from "./signals/hold";

/** The way of an order, as the steps people know; an order that left it is shown by its state alone. */
const STEPS: Record<Way, Partial<Record<OrderState, string>>> = {
  delivery: { placed: "placed", paid: "paid", shipped: "shipped", received: "received" },
  pickup: { placed: "placed", paid: "paid", shipped: "ready", received: "collected" },
  ticket: { placed: "placed", paid: "paid", received: "used" },
};

const reachedAt = (order: Order, state: OrderState): Date | null =>
  order.timeline.findLast((event) => event.what === state)?.at ?? null;

/** For the `steps` partial: what has happened, and what comes next. */
export function stepsOf(order: Order, words: Words) {
  if (order.state === "cancelled" || order.state === "refunded") return [];
  const steps = Object.entries(STEPS[order.way]) as [OrderState, string][];
  const next = steps.find(([state]) => !reachedAt(order, state))?.[0];
  return steps.map(([state, name]) => ({
    text: words.t(`orders:step.${name}`),
    state: reachedAt(order, state) ? "done" : state === next ? "now" : "next",
  }));
}

/** What the same event is called where nothing is sent. */
const EVENTS: Partial<Record<Way, Partial<Record<TimelineEvent["what"], string>>>> = {
  pickup: { shipped: "ready", received: "collected" },
  ticket: { shipped: "handed_over", received: "used" },
};

/** For the `timeline` partial, latest first. */
export const timelineOf = (order: Order, words: Words) =>
  order.timeline.map(({ what, at }) => ({ text: words.t(eventOf(order, what)), at, state: "done" })).reverse();

/** An acceptance is said to be recognised only where all of it is. */
function eventOf(order: Order, what: TimelineEvent["what"]): string {
  const accepted = STEPS[order.way].received;
  if (what === "received" && !isCountedWhole(order)) return `orders:step.${accepted}`;
  return `orders:event.${EVENTS[order.way]?.[what] ?? what}`;
}

/** A buyer's request as both sides see it; `amountFen` is what it brought, or while it is open what an acceptance would give. */
export function requestView(order: Order, request: RefundRequest, words: Words) {
  const lines = request.lines.map((part) => {
    const line = order.lines.find((each) => each.line === part.line);
    const named = line && `${words.pick(line.name, line.nameEn)} ${words.pick(line.variantName, line.variantNameEn)}`;
    return { name: named ?? part.sku, quantity: part.quantity, amountFen: line ? shareOf(line, part.quantity) : 0 };
  });
  const parts = [...request.given, ...(request.decision?.given ?? [])];
  const given = isOpen(request) ? null : parts.reduce((total, each) => total + each.amountFen, 0);
  return {
    id: request.id,
    reason: words.t(`orders:reason.${request.reason}`),
    note: request.note,
    state: request.state,
    answer: request.answer,
    askedAt: request.askedAt,
    answerBy: request.answerBy,
    photographs: request.photographs.length,
    waiting: request.state === "asked",
    open: isOpen(request),
    tone: isOpen(request) ? "amber" : "plain",
    lines,
    pieces: request.lines.reduce((count, each) => count + each.quantity, 0),
    amountFen: given ?? lines.reduce((total, line) => total + line.amountFen, 0),
  };
}

/** What the next pieces of a line were paid with, as the refund will share it. */
function shareOf(line: Order["lines"][number], pieces: number) {
  const upTo = (count: number) => proRata(line.paidFen, Math.min(count, line.quantity), line.quantity);
  const share = subtract(upTo(line.refundedQuantity + pieces), upTo(line.refundedQuantity));
  return Math.min(share, subtract(line.paidFen, line.refundedFen));
}

/** One line as its pages draw it; `credit` says whose sale it is once that is decided. */
export function lineView(order: Order, line: Order["lines"][number], words: Words) {
  return {
    sku: line.sku,
    name: words.pick(line.name, line.nameEn),
    variant: words.pick(line.variantName, line.variantNameEn),
    href: `/products/${line.slug}`,
    image: line.image ? { url: line.image, alt: "" } : null,
    quantity: line.quantity,
    unitFen: line.unitFen,
    paidFen: line.paidFen,
    refundedFen: line.refundedFen,
    refundedQuantity: line.refundedQuantity,
    askable: askable(order, line),
    perishable: line.perishable,
  };
}

/** The short form for lists. */
export const orderCard = (order: Order, words: Words, base: "/orders" | "/sales") => ({
  number: order.number,
  href: `${base}/${order.number}`,
  pieces: order.lines.reduce((count, line) => count + line.quantity, 0),
  kinds: order.lines.length,
  state: order.state,
  badge: (base === "/orders" ? buyerBadge : standingBadge)(order, words),
  seller: words.pick(order.sellerName, order.sellerNameEn),
  buyer: order.delivery.name,
  placedAt: order.placedAt,
  paidAt: order.paidAt,
  totalFen: order.totalFen,
  refundedFen: order.refundedFen,
  asked: order.requests.some((request) => request.state === "asked"),
  lines: order.lines.map((line) => lineView(order, line, words)),
});
