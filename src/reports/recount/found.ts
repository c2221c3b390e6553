import type { PartnershipId } from "../../shared/ids";

/** What a recount compares, in this order. */
export const PARTS = ["totals", "chain", "statements", "orders", "declarations", "payments", "provider"] as const;
export type Part = (typeof PARTS)[number];

/** Every kind of difference and the part it belongs to. The codes are kept with results and never change their meaning. */
export const CODES = {
  total_differs: "totals",
  total_missing: "totals",
  total_unfounded: "totals",
  total_end: "totals",
  breakdown_differs: "totals",
  chain_missing: "chain",
  chain_twice: "chain",
  chain_replaced: "chain",
  chain_altered: "chain",
  chain_end: "chain",
  wrong_month: "chain",
  entry_without_line: "chain",
  statement_altered: "statements",
  statement_figures: "statements",
  statement_entries: "statements",
  statement_paper: "statements",
  entry_after_closing: "statements",
  month_not_closed: "statements",
  paid_missing: "orders",
  recognised_missing: "orders",
  refund_entry_missing: "orders",
  amount_differs: "orders",
  credited_otherwise: "orders",
  facts_differ: "orders",
  entry_without_order: "orders",
  recognised_early: "orders",
  entry_without_refund: "orders",
  reviewed_sum: "orders",
  out_of_bounds: "orders",
  turn_gap: "orders",
  line_not_credited: "orders",
  order_sums: "orders",
  refunds_of_order: "orders",
  declared_missing: "declarations",
  entry_without_declaration: "declarations",
  declaration_differs: "declarations",
  declaration_sums: "declarations",
  checkout_sums: "payments",
  paid_without_payment: "payments",
  payment_without_orders: "payments",
  payment_amount: "provider",
  payment_unknown: "provider",
  payment_not_heard: "provider",
  refund_at_provider: "provider",
  refund_unasked: "provider",
  chargeback_at_provider: "provider",
} as const satisfies Record<string, Part>;
export type Code = keyof typeof CODES;

/** Mended by making the totals and breakdowns anew from the entries, and by nothing else. */
export const REBUILT: readonly Code[] = [
  "total_differs",
  "total_missing",
  "total_unfounded",
  "total_end",
  "breakdown_differs",
];

export type SubjectKind = "total" | "chain" | "entry" | "order" | "declaration" | "statement" | "payment" | "refund";
export type Unit = "fen" | "count" | "text" | "instant";
export type Value = string | number | null;

/** One thing that does not agree with another. */
export interface Found {
  code: Code;
  /** Whose book; null for what is in no book, such as a payment. */
  book: PartnershipId | null;
  /** What it is about: its id, and what people call it. */
  subject: { kind: SubjectKind; id: string; name: string };
  /** Which of it: a cell of a total, a field, a line. */
  where: string;
  unit: Unit;
  /** What is kept, and what should be; null where there is nothing. */
  kept: Value;
  should: Value;
}

/** What has been looked at. */
export const COUNTED = ["entries", "orders", "refunds", "declarations", "statements", "checkouts", "payments"] as const;
export type Counted = Record<(typeof COUNTED)[number], number>;

/** What a comparison tells the run it is part of. */
export interface Scan {
  /** Only these books; null: everything. */
  books: readonly PartnershipId[] | null;
  at: Date;
  name(found: Found): Promise<void>;
  /** So much more was looked at. Lets others have the processor for a moment, and throws when the run is to stop. */
  step(part: Part, more: Partial<Counted>): Promise<void>;
  /** A part that could not be compared, which is no difference. */
  leaveOut(part: Part, why: string): void;
}

export const inScope = ({ books }: Scan, book: PartnershipId | null): boolean =>
  books === null || (book !== null && books.includes(book));
