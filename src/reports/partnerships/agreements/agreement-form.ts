import { z } from "zod";
import { proofFields } from "../../../accounts/two-factor/prove-again";
import { invalidField } from "../../../shared/errors";
import { line, paragraph } from "../../../shared/form";
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

/** Refuses INVALID beside `amount`. */
export function amountOf({ amount, unit }: Pick<z.infer<typeof AgreementForm>, "amount" | "unit">) {
  const targetFen = readAmount(amount, unit);
  if (targetFen === null) throw invalidField("amount", "wan_amount");
  return targetFen;
}
