import { z } from "zod";
import { proofFields } from "../../../accounts/two-factor/prove-again";
import { digits, paragraph } from "../../../shared/form";
import { OUTCOMES } from "../case";

/** Why it is decided so: kept with the case, and read by whoever looks at it again. */
const reason = paragraph(400).pipe(z.string().min(4));

export const DecisionForm = z.strictObject({
  outcome: z.enum(OUTCOMES),
  reason,
  version: digits(1, 999_999),
  ...proofFields,
});
export const DecisionBody = z.strictObject({
  outcome: z.enum(OUTCOMES),
  reason,
  version: z.int().min(1),
  ...proofFields,
});
