import { Schema } from "mongoose";
import { collection, wholeNumber } from "../../shared/db";
import { notFound } from "../../shared/errors";
import { newOrderNumber, type SellerId, type UserId } from "../../shared/ids";
import { add, type Fen, sum } from "../../shared/money";
import { dayOf } from "../../shared/time";
import type { Kind, SettlementId } from "../account/posting";

/**
 * open: lines are still put on it · ready: closed, to be paid · paying: in a bank file or asked of the provider · paid ·
 * returned: the money came back · carried: nothing to pay, what is missing stands at the head of the next.
 */
export const SETTLEMENT_STATES = ["open", "ready", "paying", "paid", "returned", "carried"] as const;
export type SettlementState = (typeof SETTLEMENT_STATES)[number];

/** One attempt to pay; a settlement that came back is paid by another. */
export interface Payment {
  /** Counted from 1; with the settlement it is the key the provider knows the attempt by. */
  attempt: number;
  method: "bank" | "transfer";
  /** The bank file's number. */
  file: string | null;
  /** The provider's account and its transfer. */
  account: string | null;
  transfer: string | null;
  startedAt: Date;
  startedBy: UserId | null;
  outcome: "under_way" | "paid" | "returned" | "refused";
  /** The day and the reference of the bank's own record. */
  executedOn: string | null;
  reference: string | null;
  /** What the provider has taken back of it since, while the rest stays paid. */
  reversedFen?: Fen;
  paidAt: Date | null;
  paidBy: UserId | null;
  /** Why it came back or was refused. */
  reason: string | null;
  endedAt: Date | null;
  endedBy: UserId | null;
  /** When a clerk had cleared up why, and it was due again. */
  clearedAt: Date | null;
  clearedBy: UserId | null;
}

/** A page of a producer's account: what stood at its head, what was put on it, what is paid out for it. */
export interface Settlement {
  _id: SettlementId;
  number: string;
  seller: SellerId;
  sellerName: string;
  sellerNameEn: string;
  /** The pages of a producer are numbered from 1; exactly the last one is open. */
  page: number;
  from: Date;
  /** The instant it is cut at: what happened from then on stands on the next page. */
  to: Date;
  state: SettlementState;
  /** What was carried from the page before: nothing, or what the producer owes. */
  openingFen: Fen;
  /** What the lines add up to, by kind; kept with every line put on. */
  sums: Partial<Record<Kind, Fen>>;
  lines: number;
  /** Null while open. */
  payableFen: Fen | null;
  closedAt: Date | null;
  /** Null: on the day. */
  closedBy: UserId | null;
  payments: Payment[];
  /** When the provider is asked next about a transfer. */
  askAt: Date | null;
  version: number;
}

const text = { type: String, required: true } as const;
const maybe = { type: String, default: null } as const;
const number = { type: Number, required: true } as const;
const instant = { type: Date, required: true } as const;
const never = { type: Date, default: null } as const;

const paymentSchema = new Schema<Payment>(
  {
    attempt: number,
    method: text,
    file: maybe,
    account: maybe,
    transfer: maybe,
    startedAt: instant,
    startedBy: maybe,
    outcome: text,
    executedOn: maybe,
    reference: maybe,
    reversedFen: Number,
    paidAt: never,
    paidBy: maybe,
    reason: maybe,
    endedAt: never,
    endedBy: maybe,
    clearedAt: never,
    clearedBy: maybe,
  },
  { _id: false },
);

const schema: Schema<Settlement> = new Schema<Settlement>(
  {
    _id: String,
    number: { ...text, unique: true },
    seller: text,
    sellerName: text,
    sellerNameEn: text,
    page: number,
    from: instant,
    to: instant,
    state: { ...text, enum: SETTLEMENT_STATES },
    openingFen: number,
    sums: { type: Schema.Types.Mixed, default: {} },
    lines: number,
    payableFen: { type: Number, default: null },
    closedAt: never,
    closedBy: maybe,
    payments: [paymentSchema],
    askAt: never,
    version: number,
  },
  { versionKey: false, minimize: false },
)
  .index({ seller: 1, page: -1 }, { unique: true })
  .index({ state: 1, to: 1 })
  .index({ seller: 1, state: 1 })
  .index({ "payments.transfer": 1 }, { partialFilterExpression: { "payments.transfer": { $type: "string" } } })
  .index({ "payments.reversedFen": 1 }, { partialFilterExpression: { "payments.reversedFen": { $gt: 0 } } })
  .index({ askAt: 1 }, { partialFilterExpression: { askAt: { $type: "date" } } });

export const SettlementModel = collection<Settlement>("settlements", schema, {
  properties: {
    openingFen: wholeNumber(),
    lines: wholeNumber(0),
    payableFen: { oneOf: [{ bsonType: "null" }, wholeNumber()] },
  },
});

/** What the page comes to: its head and everything put on it. */
export const closingOf = ({ openingFen, sums }: Pick<Settlement, "openingFen" | "sums">): Fen =>
  add(openingFen, sum(Object.values(sums)));

/** JS, the Shanghai day it was begun, and eight characters that cannot be counted up. */
export const newSettlementNumber = (at: Date): string => newOrderNumber(dayOf(at)).replace(/^LQ/, "JS");

/** A producer's own closed page; another's is not there, and an open one has no statement yet. */
export async function settlementOfSeller(seller: SellerId, number: string): Promise<Settlement> {
  return orNotFound(await SettlementModel.findOne({ seller, number: String(number), state: { $ne: "open" } }).lean());
}

export async function settlementByNumber(number: string): Promise<Settlement> {
  return orNotFound(await SettlementModel.findOne({ number: String(number) }).lean());
}

export async function settlementById(id: SettlementId): Promise<Settlement> {
  return orNotFound(await SettlementModel.findById(id).lean());
}

function orNotFound(found: unknown): Settlement {
  if (!found) throw notFound();
  return found as Settlement;
}
