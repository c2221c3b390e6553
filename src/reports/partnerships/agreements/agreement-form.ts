import { z } from "zod";
import { proofFields } from "../../../accounts/two-factor/prove-again";
import { Refusal } from "../../../shared/errors";
import { line, paragraph } from "../../../shared/form";
import type { Fen } from "../../../shared/money";
import { AMOUNT_UNITS, readAmount } from "../amount";
import { day } from "../inside";

/** Why; without it nobody learns what to mend. */
export const reason = paragraph(300).refine((text) => text.length > 0, "required");

export const AgreementForm = z.strictObject({
  amount: line(20),
  unit: z.enum(AMOUNT_UNITS),
  signedOn: day,
  reason: paragraph(300).default(""),
  kept: z.string().max(60).optional(),
});
export const TYPED = ["amount", "unit", "signedOn", "reason", "kept"] as const;

export const ConfirmForm = z.strictObject(proofFields);
export const RejectForm = z.strictObject({ reason });
export const EmptyForm = z.strictObject({});

/** A form's target, and why it is changed. Refuses INVALID beside `amount`, and beside `reason` for a change without one. */
export function targetOf({ amount, unit, reason: why }: z.infer<typeof AgreementForm>, changing: boolean): Fen {
  const targetFen = readAmount(amount, unit);
  const fields = [
    ...(targetFen === null ? [{ field: "amount", code: "wan_amount" }] : []),
    ...(changing && why === "" ? [{ field: "reason", code: "reason_for_change" }] : []),
  ];
  if (targetFen === null || fields.length > 0) throw new Refusal("INVALID", { fields });
  return targetFen;
}
