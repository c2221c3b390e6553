import { z } from "zod";
import type { FieldError } from "../../../shared/errors";
import { digits, type FormResult, line, read } from "../../../shared/form";
import { newId, type SellerId, type Sku, type UserId } from "../../../shared/ids";
import { REASON_CODES, REASONS } from "../journal/movement";
import { type Asked, MOST_PIECES } from "./change-on-hand";

const several = z.union([z.string().max(80), z.array(z.string().max(80)).max(200)]).transform((each) => [each].flat());

/** One row of the list as it was sent: blank where nobody counted. */
interface Row {
  sku: string;
  seen: string;
  onHand: string;
}

const CountForm = z.object({
  sku: several,
  seen: several,
  onHand: several,
  reason: z.enum(REASON_CODES as [(typeof REASON_CODES)[number], ...typeof REASON_CODES]).default("count"),
  note: line(60, 0).default(""),
});

const Typed = digits(0, MOST_PIECES);

/** The field of a row, as errors and inputs name it. */
export const rowField = (sku: string): string => `onHand-${sku}`;

/** What was typed beside each SKU, for the page to be drawn again. */
export function typedRows(body: unknown): Row[] {
  const form = CountForm.safeParse(body);
  if (!form.success) return [];
  const { sku, seen, onHand } = form.data;
  return sku.map((each, index) => ({ sku: each, seen: seen[index] ?? "", onHand: (onHand[index] ?? "").trim() }));
}

/**
 * Reads the list's form: the rows in which somebody typed a number ("25", or "+20" and "-3" for so many more or fewer), with
 * what the list said when it was drawn. A list without any number is refused beside `count`.
 */
export function readCount(body: unknown, who: { seller: SellerId; by: UserId }, at: Date): FormResult<Asked> {
  const form = read(CountForm, body);
  if (!form.ok) return { ok: false, errors: [{ field: "count", code: "bad_format" }] };
  const rows = typedRows(body).filter(({ onHand }) => onHand !== "");
  if (rows.length === 0) return { ok: false, errors: [{ field: "count", code: "nothing_counted" }] };
  const items = rows.map(itemOf);
  const errors = items.flatMap((item) => ("code" in item ? [item] : []));
  if (errors.length > 0) return { ok: false, errors };
  const { reason, note } = form.value;
  return {
    ok: true,
    value: {
      _id: `counted:${newId("cnt", at)}`,
      ...who,
      kind: REASONS[reason],
      reason: note || reason,
      at,
      items: items as Asked["items"][number][],
    },
  };
}

function itemOf({ sku, seen, onHand }: Row): Asked["items"][number] | FieldError {
  const field = rowField(sku);
  const plain = onHand.normalize("NFKC").replace("−", "-");
  const before = read(Typed, seen);
  const number = read(Typed, plain.replace(/^[+-]/, ""));
  if (!number.ok) return { ...(number.errors[0] as FieldError), field };
  const base = before.ok ? before.value : null;
  if (!/^[+-]/.test(plain)) return { sku: sku as Sku, onHand: number.value, seen: base, reason: null, field };
  if (base === null) return { field, code: "not_a_whole_number" };
  const wanted = plain.startsWith("-") ? base - number.value : base + number.value;
  if (wanted < 0) return { field, code: "more_than_there" };
  return { sku: sku as Sku, onHand: wanted, seen: base, reason: null, field };
}
