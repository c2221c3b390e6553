import type { Sku } from "../shared/ids";

export const REFUND_REASONS = ["damaged", "not_as_described", "not_received", "changed_mind", "other"] as const;
export type RefundReason = (typeof REFUND_REASONS)[number];

/** What a buyer asks back; the producer accepts it (money back) or declines it with a reason. */
export interface RefundRequest {
  id: string;
  lines: { line: string; sku: Sku; quantity: number }[];
  reason: RefundReason;
  note: string;
  state: "asked" | "accepted" | "declined";
  answer: string;
  askedAt: Date;
  answeredAt: Date | null;
}
