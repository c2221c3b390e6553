import { Schema } from "mongoose";
import type { CampaignTrace } from "../campaigns/campaign";
import type { Attribution } from "../credits/attribute";
import type { FreightRule } from "../sellers/freight";
import { collection } from "../shared/db";
import type { CheckoutId, OrderId, OrganisationId, ProductId, RegionCode, SellerId, Sku, UserId } from "../shared/ids";
import type { Fen } from "../shared/money";
import { NO_RATES, type Rates } from "./charges";
import { ORDER_GUARD } from "./order-guard";
import { indexStanding } from "./parcels/find-by";
import {
  type Handover,
  handoverSchema,
  type Parcel,
  type Pickup,
  parcelSchema,
  STAGES,
  type Stage,
  WAYS,
  type Way,
} from "./parcels/parcel";
import { type RefundRequest, requestSchema } from "./requests/refund-request";
import { indexLooks, type LookDue, lookFields } from "./signals/look-due";

/** Every state an order can be in and the moves out of it. A cancelled order comes back only for a payment that was late. */
export const MOVES = {
  placed: ["paid", "cancelled"],
  paid: ["shipped", "refunded"],
  shipped: ["received", "refunded"],
  received: ["completed", "refunded"],
  completed: ["refunded"],
  cancelled: ["paid"],
  refunded: [],
} as const satisfies Record<string, readonly string[]>;
export type OrderState = keyof typeof MOVES;

/** What became of a line that somebody had to look at before it may be recognised; see signals/hold. */
export const HOLDS = ["held", "cleared", "upheld"] as const;
export type Hold = (typeof HOLDS)[number];
export const ORDER_STATES = Object.keys(MOVES) as OrderState[];

/** How the order's affiliation was found (rule 8): it is frozen here and never follows a later change of the profile. */
export interface Affiliation {
  region: RegionCode | null;
  how: "registration" | "chosen" | "home" | "delivery";
}

/** One variant in an order; everything about it is frozen at checkout. */
export interface OrderLine {
  /** "1", "2", …: names the line inside its order for ever. */
  line: string;
  sku: Sku;
  product: ProductId;
  slug: string;
  name: string;
  nameEn: string;
  variantName: string;
  variantNameEn: string;
  unit: string;
  image: string | null;
  category: string;
  /** The county the goods come from; it decides whose sale this is. */
  county: RegionCode;
  perishable: boolean;
  netWeightGrams: number | null;
  quantity: number;
  /** Price of one piece, the tier for this quantity applied. */
  unitFen: Fen;
  goodsFen: Fen;
  discountFen: Fen;
  /** What the buyer pays for the goods of this line: the amount that counts. */
  paidFen: Fen;
  refundedFen: Fen;
  refundedQuantity: number;
  /** Kept back from the producer, and given back in proportion with every refund. */
  providerFeeFen: Fen;
  commissionFen: Fen;
  /** Whose sale it is, decided when it is paid and frozen; null before, and for goods that count nowhere. */
  credit: Attribution | null;
  /** Absent on a line nobody had to look at. */
  hold?: Hold;
}

/** What a buyer's request for money back went through, beside the order's own states. */
export type RequestEvent =
  | "refund_asked"
  | "refund_amended"
  | "refund_withdrawn"
  | "refund_partly"
  | "refund_declined"
  | "refund_escalated"
  | "refund_unanswered"
  | "refund_decided";
export type RefundEvent = "refunded_part" | "refund_failed" | "charged_back" | "charge_restored";

export interface TimelineEvent {
  what: OrderState | RequestEvent | RefundEvent | "parcel" | "corrected" | "handed_over";
  at: Date;
}

/** A promise between one buyer and one producer. */
export interface Order extends LookDue {
  _id: OrderId;
  number: string;
  checkout: CheckoutId;
  state: OrderState;
  version: number;
  buyer: UserId;
  buyerName: string;
  buyerKind: "citizen" | "institution";
  organisation: OrganisationId | null;
  seller: SellerId;
  sellerName: string;
  sellerNameEn: string;
  sellerSlug: string;
  lines: OrderLine[];
  goodsFen: Fen;
  freightFen: Fen;
  /** The rule the freight was reckoned by; null where nothing had to be sent, absent on orders of old. */
  freightRule?: FreightRule | null;
  totalFen: Fen;
  /** What was kept back from producers on the day of the order. */
  rates: Rates;
  freightFeeFen: Fen;
  /** Goods and freight given back or on their way back. */
  refundedFen: Fen;
  affiliation: Affiliation;
  campaign: CampaignTrace | null;
  delivery: { name: string; phone: string; region: RegionCode; street: string };
  note: string;
  way: Way;
  pickup: Pickup | null;
  parcels: Parcel[];
  handovers: Handover[];
  requests: RefundRequest[];
  /** The payer's bank has taken the money back, and has not put it back: nothing more is sent. */
  contested?: boolean;
  timeline: TimelineEvent[];
  placedAt: Date;
  paidAt: Date | null;
  shippedAt: Date | null;
  receivedAt: Date | null;
  /** Where it stands in the producer's work, when silence accepts it, and what finds it: see parcels/standing. */
  stage: Stage | null;
  receiptDue: Date | null;
  keys: string[];
  /** Paid, and its people have still to be told. */
  tellDue?: boolean;
  demo: boolean;
}

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;
const never = { type: Date, default: null } as const;

const lineSchema = new Schema<OrderLine>(
  {
    line: text,
    sku: text,
    product: text,
    slug: text,
    name: text,
    nameEn: text,
    variantName: text,
    variantNameEn: text,
    unit: text,
    image: { type: String, default: null },
    category: text,
    county: text,
    perishable: { type: Boolean, required: true },
    netWeightGrams: { type: Number, default: null },
    quantity: whole,
    unitFen: whole,
    goodsFen: whole,
    discountFen: whole,
    paidFen: whole,
    refundedFen: whole,
    refundedQuantity: whole,
    providerFeeFen: { type: Number, default: 0 },
    commissionFen: { type: Number, default: 0 },
    credit: { type: Schema.Types.Mixed, default: null },
    hold: { type: String, enum: HOLDS },
  },
  { _id: false },
);

const orderSchema = new Schema<Order>(
  {
    _id: String,
    number: { ...text, unique: true },
    checkout: { ...text, index: true },
    state: { ...text, enum: ORDER_STATES },
    version: whole,
    buyer: text,
    buyerName: text,
    buyerKind: text,
    organisation: { type: String, default: null },
    seller: text,
    sellerName: text,
    sellerNameEn: text,
    sellerSlug: text,
    lines: [lineSchema],
    goodsFen: whole,
    freightFen: whole,
    freightRule: { type: Schema.Types.Mixed, default: null },
    totalFen: whole,
    rates: { type: Schema.Types.Mixed, default: NO_RATES },
    freightFeeFen: { type: Number, default: 0 },
    refundedFen: whole,
    affiliation: { type: Schema.Types.Mixed, required: true },
    campaign: { type: Schema.Types.Mixed, default: null },
    delivery: { type: Schema.Types.Mixed, required: true },
    note: { type: String, default: "" },
    way: { type: String, enum: WAYS, default: "delivery" },
    pickup: { type: Schema.Types.Mixed, default: null },
    parcels: [parcelSchema],
    handovers: [handoverSchema],
    requests: [requestSchema],
    contested: Boolean,
    timeline: [{ _id: false, what: text, at: { type: Date, required: true } }],
    placedAt: { type: Date, required: true },
    paidAt: never,
    shippedAt: never,
    receivedAt: never,
    stage: { type: String, enum: [...STAGES, null], default: null },
    receiptDue: never,
    keys: [String],
    tellDue: Boolean,
    ...lookFields,
    demo: { type: Boolean, default: false },
  },
  { versionKey: false, minimize: false },
);
orderSchema.index({ buyer: 1, _id: -1 });
orderSchema.index({ organisation: 1, _id: -1 }, { partialFilterExpression: { organisation: { $gt: "" } } });
indexStanding(orderSchema);
orderSchema.index({ seller: 1, "requests.state": 1, _id: -1 });
orderSchema.index(
  { "requests.state": 1, "requests.answerBy": 1 },
  { partialFilterExpression: { "requests.state": { $gt: "" } } },
);
orderSchema.index({ state: 1, receivedAt: 1 });
indexLooks(orderSchema);
orderSchema.index({ "lines.hold": 1, paidAt: 1 }, { partialFilterExpression: { "lines.hold": { $gt: "" } } });

export const OrderModel = collection<Order>("orders", orderSchema, ORDER_GUARD);
