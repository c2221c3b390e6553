import { z } from "zod";
import type { Order } from "../../../orders/order-record";
import type { RefundAsked } from "../../../orders/requests/ask-refund";
import { askable } from "../../../orders/requests/ask-refund";
import { MAX_PHOTOGRAPHS, REFUND_REASONS, type RefundRequest } from "../../../orders/requests/refund-request";
import { askUntil, CLAIM_REASONS, FRESH_CLAIM_HOURS, mayAskFor } from "../../../orders/requests/window";
import type { FieldError } from "../../../shared/errors";
import { digits, type FormResult, paragraph, read, typed, withoutEmpty } from "../../../shared/form";
import type { Words } from "../../../shared/words";

/** The form has one number field per line, "quantity.<sku>", beside the reason. */
const AskForm = z.looseObject({
  reason: z.enum(REFUND_REASONS),
  note: paragraph(500).default(""),
  noPhoto: paragraph(200).default(""),
});

export type AskRead = Pick<RefundAsked, "lines" | "reason" | "note"> & { noPhoto: string };

/** Reads "quantity.<sku>" of the order's own lines; nothing chosen is said beside the field, not after it. */
export function readAsk(order: Order, body: unknown): FormResult<AskRead> {
  const form = read(AskForm, withoutEmpty(body));
  const pieces = readPieces(order, body);
  if (form.ok && pieces.ok) {
    const { reason, note, noPhoto } = form.value;
    return { ok: true, value: { lines: pieces.value, reason, note, noPhoto } };
  }
  return { ok: false, errors: [...(pieces.ok ? [] : pieces.errors), ...(form.ok ? [] : form.errors)] };
}

/** The pieces chosen in a form that has one number field per line. */
export function readPieces(order: Order, body: unknown): FormResult<{ line: string; sku: string; quantity: number }[]> {
  const given = withoutEmpty(body);
  const wanted = order.lines.map(({ line, sku }) => ({
    line,
    sku,
    quantity: read(digits(0, 9999), given[`quantity.${sku}`] ?? "0"),
  }));
  const chosen = wanted.flatMap(({ line, sku, quantity }) =>
    quantity.ok && quantity.value > 0 ? [{ line, sku, quantity: quantity.value }] : [],
  );
  const unread = wanted.some(({ quantity }) => !quantity.ok);
  if (unread) return { ok: false, errors: [{ field: "lines", code: "not_a_whole_number" }] };
  return chosen.length === 0
    ? { ok: false, errors: [{ field: "lines", code: "required" }] }
    : { ok: true, value: chosen };
}

interface Drawn {
  at: Date;
  words: Words;
  /** The request that is being said better. */
  request?: RefundRequest | undefined;
  errors?: FieldError[];
  body?: unknown;
}

/** The form, filled in as it was typed, or as the request stands. */
export function askFormModel(order: Order, { at, words, request, errors = [], body }: Drawn) {
  const given = (name: string): string => typed(body, [name])[name]?.slice(0, 500) ?? "";
  const lines = order.lines
    .map((line) => ({ line, most: askable(order, line, request?.id) }))
    .filter(({ line, most }) => most > 0 && (request !== undefined || mayAskFor(order, line, at)));
  const fresh = lines.filter(({ line }) => line.perishable);
  const reasons = fresh.length === lines.length ? CLAIM_REASONS : REFUND_REASONS;
  const chosen = body === undefined ? request?.reason : given("reason");
  return {
    errors,
    refused: errors.length > 0,
    lines: lines.map(({ line, most }) => ({
      name: `quantity.${line.sku}`,
      label: `${words.pick(line.name, line.nameEn)} ${words.pick(line.variantName, line.variantNameEn)}`,
      image: line.image ? { url: line.image, alt: "" } : null,
      max: most,
      until: askUntil(order, line),
      perishable: line.perishable,
      value:
        body === undefined
          ? piecesAsked(line.line, request, lines.length === 1 && most === 1)
          : given(`quantity.${line.sku}`) || "0",
    })),
    reasons: reasons.map((value) => ({
      value,
      text: words.t(`orders:reason.${value}`),
      help: helpOf(value, fresh.length > 0, words),
      checked: chosen === value,
    })),
    note: body === undefined ? (request?.note ?? "") : given("note"),
    noPhoto: body === undefined ? (request?.noPhoto ?? "") : given("noPhoto"),
    maximum: MAX_PHOTOGRAPHS,
    fresh: fresh.length > 0 ? { hours: FRESH_CLAIM_HOURS } : null,
  };
}

function piecesAsked(line: string, request: RefundRequest | undefined, only: boolean): string {
  const asked = request?.lines.find((each) => each.line === line)?.quantity;
  return asked === undefined ? (only ? "1" : "0") : String(asked);
}

const helpOf = (reason: (typeof REFUND_REASONS)[number], someFresh: boolean, words: Words): string | null => {
  if (reason === "damaged") return words.t("aftersale:ask.damagedHelp");
  return someFresh && !CLAIM_REASONS.includes(reason) ? words.t("orders:ask.freshHelp") : null;
};
