import type { Words } from "../shared/words";
import { askable } from "./ask-refund";
import type { Order, OrderState } from "./order-record";

/** The way of an order, as the steps people know; an order that left it is shown by its state alone. */
const WAY: readonly OrderState[] = ["placed", "paid", "shipped", "received"];

const reachedAt = (order: Order, state: OrderState): Date | null =>
  order.timeline.findLast((event) => event.what === state)?.at ?? null;

/** For the `steps` partial. */
export function stepsOf(order: Order, words: Words) {
  if (order.state === "cancelled" || order.state === "refunded") return [];
  const now = order.state === "completed" ? "received" : order.state;
  return WAY.map((state) => ({
    text: words.t(`orders:step.${state}`),
    state: state === now ? "now" : reachedAt(order, state) ? "done" : "next",
  }));
}

/** For the `timeline` partial, latest first. */
export const timelineOf = (order: Order, words: Words) =>
  order.timeline.map(({ what, at }) => ({ text: words.t(`orders:event.${what}`), at, state: "done" })).reverse();

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
  state: order.state,
  seller: words.pick(order.sellerName, order.sellerNameEn),
  buyer: order.delivery.name,
  placedAt: order.placedAt,
  paidAt: order.paidAt,
  totalFen: order.totalFen,
  refundedFen: order.refundedFen,
  asked: order.requests.some((request) => request.state === "asked"),
  lines: order.lines.map((line) => lineView(order, line, words)),
});
