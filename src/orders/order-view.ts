import { z } from "zod";
import type { Fen } from "../shared/money";
import { HOLDS, ORDER_STATES, type Order } from "./order-record";
import { trackingPage } from "./parcels/carriers";
import { type Pieces, STAGES, WAYS } from "./parcels/parcel";
import { gone, leftOf } from "./parcels/standing";
import { RequestAnswer, requestAnswer } from "./requests/request-answer";

/** The order as the JSON contract shows it, to its buyer and its producer alike. */
export const OrderAnswer = z.object({
  number: z.string(),
  state: z.enum(ORDER_STATES),
  /** Where it stands in the producer's work; null before it is paid and when it was cancelled. */
  stage: z.enum(STAGES).nullable(),
  way: z.enum(WAYS),
  pickup: z
    .object({ point: z.string(), name: z.string(), region: z.string(), address: z.string(), hours: z.string() })
    .nullable(),
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
      /** Pieces sent or handed over, and pieces still to be. */
      sentQuantity: z.int(),
      leftQuantity: z.int(),
      /** Somebody had to look at it before it may be recognised, and where that stands; in the answer to the shop alone. */
      creditCheck: z.enum(HOLDS).nullable().optional(),
      credit: z
        .object({ partnershipId: z.string().nullable(), basis: z.string(), helper: z.string().nullable() })
        .nullable(),
    }),
  ),
  delivery: z.object({ name: z.string(), phone: z.string(), region: z.string(), street: z.string() }),
  note: z.string(),
  parcels: z.array(
    z.object({
      carrier: z.string(),
      trackingNumber: z.string(),
      sentAt: z.string(),
      lines: z.array(z.object({ sku: z.string(), quantity: z.int() })),
      trackingPage: z.string().nullable(),
    }),
  ),
  handovers: z.array(z.object({ at: z.string(), lines: z.array(z.object({ sku: z.string(), quantity: z.int() })) })),
  /** When the order counts as received without a word from the buyer; null while it never would. */
  receiptDue: z.string().nullable(),
  /** What the buyer shows to collect the order or to use its tickets; in the answer to the buyer alone. */
  collectionCode: z.string().optional(),
  payments: z.array(
    z.object({ kind: z.string(), state: z.string(), amountFen: z.int(), paidAt: z.string().nullable() }),
  ),
  refundRequests: z.array(RequestAnswer),
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
    stage: order.stage,
    way: order.way,
    pickup: order.pickup && { ...order.pickup },
    lines: order.lines.map((line) => lineAnswer(order, line)),
    delivery: { name: delivery.name, phone: delivery.phone, region: delivery.region, street: delivery.street },
    note,
    parcels: order.parcels.map((parcel) => ({
      carrier: parcel.carrier,
      trackingNumber: parcel.trackingNumber,
      sentAt: parcel.sentAt.toISOString(),
      lines: piecesAnswer(order, parcel.lines),
      trackingPage: trackingPage(parcel.carrier),
    })),
    handovers: order.handovers.map(({ at, lines }) => ({ at: at.toISOString(), lines: piecesAnswer(order, lines) })),
    receiptDue: order.receiptDue?.toISOString() ?? null,
    payments: payments.map((payment) => ({ ...payment, paidAt: payment.paidAt?.toISOString() ?? null })),
    refundRequests: order.requests.map((request) => requestAnswer(order, request)),
    timeline: order.timeline.map(({ what, at }) => ({ what, at: at.toISOString() })),
    placedAt: order.placedAt.toISOString(),
  };
}

const piecesAnswer = (order: Order, lines: readonly Pieces[] = []) =>
  lines.flatMap(({ line, quantity }) =>
    order.lines.filter((each) => each.line === line).map(({ sku }) => ({ sku, quantity })),
  );

const lineAnswer = (order: Order, line: Order["lines"][number]): OrderAnswer["lines"][number] => ({
  line: line.line,
  sku: line.sku,
  name: line.name,
  quantity: line.quantity,
  priceFen: line.unitFen,
  paidFen: line.paidFen,
  refundedFen: line.refundedFen,
  refundedQuantity: line.refundedQuantity,
  sentQuantity: gone(order, line),
  leftQuantity: order.stage === null || order.stage === "done" ? 0 : leftOf(order, line),
  credit: line.credit && {
    partnershipId: line.credit.partnership,
    basis: line.credit.basis,
    helper: line.credit.helper,
  },
});
