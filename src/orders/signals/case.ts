import { Schema } from "mongoose";
import { collection, wholeNumber } from "../../shared/db";
import { notFound } from "../../shared/errors";
import type { Id, OrderId, OrganisationId, PartnershipId, RegionCode, SellerId, UserId } from "../../shared/ids";
import type { Fen } from "../../shared/money";
import type { SignalCode } from "./rules";

export type SignalId = Id<"signal">;
export const CASE_STATES = ["open", "cleared", "upheld"] as const;
export type CaseState = (typeof CASE_STATES)[number];
export const OUTCOMES = ["cleared", "upheld"] as const satisfies CaseState[];
export type Outcome = (typeof OUTCOMES)[number];

/** One thing that was noticed; noticed again it is the same one. */
export interface Finding {
  code: SignalCode;
  params: Record<string, string | number>;
  at: Date;
}

/** What an official of the city said of it; the last one stands. */
export interface Decision {
  outcome: Outcome;
  reason: string;
  by: UserId;
  name: string;
  organisation: string;
  at: Date;
}

/** An order's line that somebody has to look at before, or although, it is recognised. One per line. */
export interface SaleCase {
  _id: SignalId;
  order: OrderId;
  number: string;
  line: string;
  book: PartnershipId;
  county: RegionCode;
  seller: SellerId;
  sellerName: string;
  sellerNameEn: string;
  product: string;
  productEn: string;
  /** What was paid for the line. */
  paidFen: Fen;
  paidAt: Date;
  state: CaseState;
  /** Noticed after it was recognised: nothing waits, but the recognition may be taken back. */
  late: boolean;
  findings: Finding[];
  decisions: Decision[];
  /** The two organisations that trade; nobody of them decides. */
  sides: OrganisationId[];
  openedAt: Date;
  decidedAt: Date | null;
  version: number;
}

const text = { type: String, required: true } as const;
const moment = { type: Date, required: true } as const;
const schema = new Schema<SaleCase>(
  {
    _id: String,
    order: text,
    number: text,
    line: text,
    book: text,
    county: text,
    seller: text,
    sellerName: text,
    sellerNameEn: text,
    product: text,
    productEn: text,
    paidFen: { type: Number, required: true },
    paidAt: moment,
    state: { ...text, enum: CASE_STATES },
    late: { type: Boolean, required: true },
    findings: [{ _id: false, code: text, params: { type: Schema.Types.Mixed, default: {} }, at: moment }],
    decisions: [{ _id: false, outcome: text, reason: text, by: text, name: text, organisation: text, at: moment }],
    sides: [String],
    openedAt: moment,
    decidedAt: { type: Date, default: null },
    version: { type: Number, required: true },
  },
  { versionKey: false, minimize: false },
)
  .index({ order: 1, line: 1 }, { unique: true })
  .index({ state: 1, _id: -1 })
  .index({ county: 1, state: 1, _id: -1 })
  .index({ book: 1, paidAt: 1 });

export const CaseModel = collection<SaleCase>("sale_signals", schema, {
  properties: { paidFen: wholeNumber(0), version: wholeNumber(1) },
});

export async function caseById(id: string): Promise<SaleCase> {
  const found = (await CaseModel.findById(String(id)).lean()) as SaleCase | null;
  if (!found) throw notFound();
  return found;
}

export const caseOfLine = async (order: OrderId, line: string): Promise<SaleCase | null> =>
  (await CaseModel.findOne({ order, line }).lean()) as SaleCase | null;
