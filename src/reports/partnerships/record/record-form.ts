import { z } from "zod";
import { RECORD_KIND_NAMES, RECORD_KINDS } from "../../../regions/record/kinds";
import { invalidField } from "../../../shared/errors";
import { line, paragraph } from "../../../shared/form";
import { AMOUNT_UNITS, readAmount } from "../amount";
import type { Entering } from "./enter";

/** The largest number of anything that is counted. */
export const MOST = 1_000_000_000;

export const FigureForm = z.strictObject({
  kind: z.enum(RECORD_KIND_NAMES),
  /** The figure that is corrected, where it is none of the list. */
  line: z.string().max(60).optional(),
  promised: z.literal("1").optional(),
  name: line(60).optional(),
  /** Of "other": its own unit; empty for money. */
  ownUnit: line(12).optional(),
  value: line(20),
  amountUnit: z.enum(AMOUNT_UNITS).default("wan"),
  note: paragraph(300).default(""),
  source: line(200),
  reason: paragraph(300).default(""),
  kept: z.string().max(60).optional(),
});
export type FigureForm = z.infer<typeof FigureForm>;
export const FIGURE_TYPED = [
  ...["kind", "line", "promised", "name", "ownUnit", "value", "amountUnit", "note", "source", "reason", "kept"],
] as const;

/** A form's figure, with its value in its unit. Refuses INVALID beside `value` and `name`. */
export function figureOf(form: FigureForm): Omit<Entering, "year" | "paper"> {
  const { kind, line: corrected, name = "", ownUnit, note, source, reason } = form;
  const own = kind === "other";
  if (own && name === "") throw invalidField("name", "required");
  const unit = own ? (ownUnit ?? "fen") : RECORD_KINDS[kind];
  return {
    kind,
    line: corrected,
    promised: form.promised === "1",
    name: own ? name : "",
    unit,
    value: unit === "fen" ? amountOf(form) : countOf(form.value),
    note,
    source,
    reason,
  };
}

function amountOf({ value, amountUnit }: FigureForm): number {
  const amount = readAmount(value, amountUnit);
  if (amount === null) throw invalidField("value", "wan_amount");
  return amount;
}

function countOf(text: string): number {
  const plain = text.replace(/[,，\s]/g, "");
  if (!/^(0|[1-9]\d{0,14})$/.test(plain)) throw invalidField("value", "not_a_whole_number");
  const count = Number(plain);
  if (count > MOST) throw invalidField("value", "too_big", { maximum: MOST });
  return count;
}
