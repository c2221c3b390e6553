import { z } from "zod";
import type { Order } from "../order-record";
import { type Given, REFUND_REASONS, REQUEST_STATES, type RefundRequest } from "./refund-request";

const GivenAnswer = z.array(z.object({ sku: z.string(), quantity: z.int(), amountFen: z.int() }));

/** A request for money back as the JSON contract shows it, to the buyer, the shop and the platform alike. */
export const RequestAnswer = z.object({
  id: z.string(),
  state: z.enum(REQUEST_STATES),
  reason: z.enum(REFUND_REASONS),
  note: z.string(),
  noPhoto: z.string(),
  photographs: z.int(),
  lines: z.array(z.object({ sku: z.string(), quantity: z.int() })),
  askedAt: z.string(),
  /** Until when the shop may answer; then it is the platform's. */
  answerBy: z.string(),
  answer: z.string(),
  answeredAt: z.string().nullable(),
  given: GivenAnswer,
  escalation: z.object({ why: z.string(), words: z.string(), at: z.string() }).nullable(),
  decision: z.object({ given: GivenAnswer, freightFen: z.int(), words: z.string(), at: z.string() }).nullable(),
});

export function requestAnswer(order: Order, request: RefundRequest): z.infer<typeof RequestAnswer> {
  const { id, state, reason, note, noPhoto, answer, escalation, decision } = request;
  const given = (parts: readonly Given[]) =>
    parts.map(({ line, quantity, amountFen }) => ({ sku: skuOf(order, line), quantity, amountFen }));
  return {
    id,
    state,
    reason,
    note,
    noPhoto,
    answer,
    photographs: request.photographs.length,
    lines: request.lines.map(({ sku, quantity }) => ({ sku, quantity })),
    askedAt: request.askedAt.toISOString(),
    answerBy: request.answerBy.toISOString(),
    answeredAt: request.answeredAt?.toISOString() ?? null,
    given: given(request.given),
    escalation: escalation && { why: escalation.why, words: escalation.words, at: escalation.at.toISOString() },
    decision: decision && {
      given: given(decision.given),
      freightFen: decision.freightFen,
      words: decision.words,
      at: decision.at.toISOString(),
    },
  };
}

const skuOf = (order: Order, name: string): string => order.lines.find((each) => each.line === name)?.sku ?? name;
