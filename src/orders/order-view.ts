import { z } from "zod";
import type { Fen } from "../shared/money";
import { ORDER_STATES, type Order } from "./order-record";

/** The order as the JSON contract shows it, to its buyer and its producer alike. */
export const OrderAnswer = z.object({
  number: z.string(),
  state: z.enum(ORDER_STATES),
  seller: z.object({ id: z.string(), name: z.string() }),
  goodsFen: z.int(),
  freightFen: z.int(),
  totalFen: z.int(),
  refundedFen: z.int(),
  affiliation: z.object({ region: z.string().nullable(), how: z.string() }),
  campaign: z.string().nullable(),
  lines: z.array(
    z.object({
      line: z.string(),
      sku: z.string(),
      name: z.string(),
      quantity: z.int(),
      priceFen: z.int(),
      paidFen: z.int(),
      refundedFen: z.int(),
      refundedQuantity: z.int(),
      credit: z
        .object({ partnershipId: z.string().nullable(), basis: z.string(), helper: z.string().nullable() })
        .nullable(),
    }),
  ),
  delivery: z.object({ name: z.string(), phone: z.string(), region: z.string(), street: z.string() }),
  note: z.string(),
  parcels: z.array(z.object({ carrier: z.string(), trackingNumber: z.string(), sentAt: z.string() })),
  payments: z.array(
    z.object({ kind: z.string(), state: z.string(), amountFen: z.int(), paidAt: z.string().nullable() }),
  ),
  refundRequests: z.array(
    z.object({
      id: z.string(),
      state: z.string(),
      reason: z.string(),
      note: z.string(),
      answer: z.string(),
      askedAt: z.string(),
      lines: z.array(z.object({ sku: z.string(), quantity: z.int() })),
    }),
  ),
  timeline: z.array(z.object({ what: z.string(), at: z.string() })),
  placedAt: z.string(),
});
export type OrderAnswer = z.infer<typeof OrderAnswer>;

/** Orders do not know how they are paid; the till says it where the answer is made. */
export interface PaymentLine {
  kind: string;
  state: string;
  amountFen: Fen;
  paidAt: Date | null;
}

export function orderAnswer(order: Order, payments: readonly PaymentLine[]): OrderAnswer {
  const { number, state, goodsFen, freightFen, totalFen, refundedFen, affiliation, delivery, note } = order;
  return {
    number,
    state,
    goodsFen,
    freightFen,
    totalFen,
    refundedFen,
    affiliation: { region: affiliation.region, how: affiliation.how },
    seller: { id: order.seller, name: order.sellerName },
    campaign: order.campaign?.slug ?? null,
    lines: order.lines.map(lineAnswer),
    delivery: { name: delivery.name, phone: delivery.phone, region: delivery.region, street: delivery.street },
    note,
    parcels: order.parcels.map(({ carrier, trackingNumber, sentAt }) => ({
      carrier,
      trackingNumber,
      sentAt: sentAt.toISOString(),
    })),
    payments: payments.map((payment) => ({ ...payment, paidAt: payment.paidAt?.toISOString() ?? null })),
    refundRequests: order.requests.map((request) => ({
      ...request,
      askedAt: request.askedAt.toISOString(),
      lines: request.lines.map(({ sku, quantity }) => ({ sku, quantity })),
    })),
    timeline: order.timeline.map(({ what, at }) => ({ what, at: at.toISOString() })),
    placedAt: order.placedAt.toISOString(),
  };
}

const lineAnswer = (line: Order["lines"][number]): OrderAnswer["lines"][number] => ({
  line: line.line,
  sku: line.sku,
  name: line.name,
  quantity: line.quantity,
  priceFen: line.unitFen,
  paidFen: line.paidFen,
  refundedFen: line.refundedFen,
  refundedQuantity: line.refundedQuantity,
  credit: line.credit && {
    partnershipId: line.credit.partnership,
    basis: line.credit.basis,
    helper: line.credit.helper,
  },
});
