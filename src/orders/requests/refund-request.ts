import { Schema } from "mongoose";
import type { FileId, Sku, UserId } from "../../shared/ids";
import type { Fen } from "../../shared/money";
import { DAY, HOUR } from "../../shared/time";

export const REFUND_REASONS = ["damaged", "not_as_described", "not_received", "changed_mind", "other"] as const;
export type RefundReason = (typeof REFUND_REASONS)[number];

/**
 * What becomes of a buyer's request. The producer accepts it whole or in part, or declines it; one that the producer left
 * unanswered, or that the buyer takes further, is with the platform (escalated), which decides once.
 */
export const REQUEST_MOVES = {
  asked: ["accepted", "partly", "declined", "withdrawn", "escalated"],
  partly: ["escalated"],
  declined: ["escalated"],
  escalated: ["decided", "withdrawn"],
  accepted: [],
  withdrawn: [],
  decided: [],
} as const satisfies Record<string, readonly string[]>;
export type RequestState = keyof typeof REQUEST_MOVES;
export const REQUEST_STATES = Object.keys(REQUEST_MOVES) as RequestState[];
/** Somebody still has to say something: its pieces are nobody's until then, and the order does not come to its end. */
export const OPEN_REQUESTS: readonly RequestState[] = ["asked", "escalated"];

/** Fresh goods spoil while people wait, so a producer answers within two days; a county's courier takes about as long. */
export const ANSWER_HOURS = 48;
export const ANSWER_WITHIN_MS = ANSWER_HOURS * HOUR;
/** Half a working day before that, whoever has forgotten is reminded. */
export const REMIND_BEFORE_MS = 12 * HOUR;
/** As long as the law gives for thinking better of a purchase, a buyer may take a "no" to the platform. */
export const ESCALATE_DAYS = 7;
export const ESCALATE_WITHIN_MS = ESCALATE_DAYS * DAY;
export const MAX_PHOTOGRAPHS = 6;

/** One photograph in two widths; only the buyer, the shop and the platform ever open it. */
export interface Photograph {
  full: FileId;
  small: FileId;
}

/** What goes back of one line: pieces, or with 0 pieces a part of the price. */
export interface Given {
  line: string;
  quantity: number;
  amountFen: Fen;
}

export interface RefundRequest {
  id: string;
  lines: { line: string; sku: Sku; quantity: number }[];
  reason: RefundReason;
  note: string;
  photographs: Photograph[];
  /** Why there are no photographs of the damage. */
  noPhoto: string;
  state: RequestState;
  askedAt: Date;
  amendedAt: Date | null;
  answerBy: Date;
  remindedAt: Date | null;
  /** The producer's words, and what it gave. */
  answer: string;
  answeredAt: Date | null;
  /** Made with the form of the answer, so that sending it twice answers once. */
  answerKey: string | null;
  given: Given[];
  escalation: { why: "declined" | "partly" | "unanswered"; words: string; at: Date } | null;
  decision: { given: Given[]; freightFen: Fen; words: string; at: Date; by: UserId } | null;
}

const text = { type: String, required: true } as const;
const words = { type: String, default: "" } as const;
const whole = { type: Number, required: true } as const;
const instant = { type: Date, required: true } as const;
const never = { type: Date, default: null } as const;
const given = [{ _id: false, line: text, quantity: whole, amountFen: whole }];

export const requestSchema = new Schema<RefundRequest>(
  {
    id: text,
    lines: [{ _id: false, line: text, sku: text, quantity: whole }],
    reason: text,
    note: words,
    photographs: [{ _id: false, full: text, small: text }],
    noPhoto: words,
    state: { ...text, enum: REQUEST_STATES },
    askedAt: instant,
    amendedAt: never,
    answerBy: instant,
    remindedAt: never,
    answer: words,
    answeredAt: never,
    answerKey: { type: String, default: null },
    given,
    escalation: { type: new Schema({ why: text, words, at: instant }, { _id: false }), default: null },
    decision: {
      type: new Schema({ given, freightFen: whole, words, at: instant, by: text }, { _id: false }),
      default: null,
    },
  },
  { _id: false, id: false },
);

export const isOpen = ({ state }: Pick<RefundRequest, "state">): boolean => OPEN_REQUESTS.includes(state);

export const mayBecome = ({ state }: Pick<RefundRequest, "state">, next: RequestState): boolean =>
  (REQUEST_MOVES[state] as readonly string[]).includes(next);
