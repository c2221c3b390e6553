import type { Order } from "../../orders/order-record";
import type { Given, RefundRequest } from "../../orders/requests/refund-request";
import { isOpen } from "../../orders/requests/refund-request";
import { furtherUntil } from "../../orders/requests/take-further";
import { type Fen, sum, ZERO } from "../../shared/money";
import type { Words } from "../../shared/words";
import { sumOf, worthOf } from "./worth";

/** Which of the three who may see a request looks at it; its photographs are behind the same side's doors. */
export type Side = "buyer" | "shop" | "desk";

export interface Seen {
  words: Words;
  /** The address of the request on this side, without a trailing slash. */
  base: string;
  at: Date;
}

type Line = Order["lines"][number];

const nameOf = (line: Line, words: Words): string =>
  `${words.pick(line.name, line.nameEn)} ${words.pick(line.variantName, line.variantNameEn)}`;

/** What was asked, line by line; `mostFen` is what it may still bring. */
export function askedLines(order: Order, request: RefundRequest, words: Words) {
  const worth = worthOf(order, request);
  return request.lines.flatMap(({ line: name, quantity }) => {
    const line = order.lines.find((each) => each.line === name);
    const most = worth.find((each) => each.line === name);
    if (!line) return [];
    return [
      {
        line: name,
        name: nameOf(line, words),
        image: line.image ? { url: line.image, alt: "" } : null,
        unitFen: line.unitFen,
        perishable: line.perishable,
        quantity,
        pieces: most?.pieces ?? 0,
        mostFen: most?.amountFen ?? ZERO,
      },
    ];
  });
}

function givenView(order: Order, given: readonly Given[], freightFen: Fen, words: Words) {
  return {
    lines: given.flatMap(({ line: name, quantity, amountFen }) => {
      const line = order.lines.find((each) => each.line === name);
      return line ? [{ name: nameOf(line, words), quantity, amountFen }] : [];
    }),
    freightFen,
    amountFen: sumOf(given, freightFen),
  };
}

/** Everything about a request that all three sides see. */
export function requestFacts(order: Order, request: RefundRequest, { words, base, at }: Seen) {
  const lines = askedLines(order, request, words);
  const { state, escalation, decision } = request;
  const further = furtherUntil(request);
  return {
    id: request.id,
    number: order.number,
    state,
    open: isOpen(request),
    reason: words.t(`orders:reason.${request.reason}`),
    note: request.note,
    noPhoto: request.noPhoto,
    photographs: request.photographs.map((_, index) => ({
      full: `${base}/photographs/${index}/full`,
      small: `${base}/photographs/${index}/small`,
      alt: words.t("aftersale:photograph.alt", { number: index + 1 }),
      keep: `keep.${index}`,
      number: index + 1,
    })),
    lines,
    pieces: request.lines.reduce((count, each) => count + each.quantity, 0),
    mostFen: sum(lines.map((line) => line.mostFen)),
    askedAt: request.askedAt,
    amendedAt: request.amendedAt,
    answerBy: request.answerBy,
    hoursLeft: Math.max(0, Math.floor((request.answerBy.getTime() - at.getTime()) / 3_600_000)),
    answer: request.answer,
    answeredAt: request.answeredAt,
    given: request.given.length > 0 ? givenView(order, request.given, ZERO, words) : null,
    escalation: escalation && { ...pickEscalation(escalation), sentence: words.t(`aftersale:why.${escalation.why}`) },
    decision: decision && {
      words: decision.words,
      at: decision.at,
      ...givenView(order, decision.given, decision.freightFen, words),
    },
    further: further && at < further ? further : null,
    timeline: timelineOf(request, words),
  };
}

const pickEscalation = ({ words, at }: NonNullable<RefundRequest["escalation"]>) => ({ words, at });

/** What has happened to it, latest first. */
function timelineOf(request: RefundRequest, words: Words) {
  const { escalation, decision } = request;
  const answered = request.given.length > 0 ? (request.answer === "" ? "accepted" : "given") : "declined";
  const steps: { what: string; at: Date | null }[] = [
    { what: "asked", at: request.askedAt },
    { what: "amended", at: request.amendedAt },
    { what: answered, at: request.answeredAt },
    { what: escalation?.why === "unanswered" ? "unanswered" : "escalated", at: escalation?.at ?? null },
    { what: "decided", at: decision?.at ?? null },
  ];
  return steps
    .flatMap(({ what, at }) => (at ? [{ text: words.t(`aftersale:event.${what}`), at, state: "done" }] : []))
    .sort((a, b) => b.at.getTime() - a.at.getTime());
}
