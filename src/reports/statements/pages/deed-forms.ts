import { z } from "zod";
import { proofFields } from "../../../accounts/two-factor/prove-again";
import { paragraph } from "../../../shared/form";

export const figuresHash = z.string().regex(/^[0-9a-f]{64}$/, "bad_format");
/** Why a closed month is to be opened again: kept with the statement for ever. */
export const reason = paragraph(400).pipe(z.string().min(4));

export const ProofForm = z.strictObject({ ...proofFields });
export const SignForm = z.strictObject({ figuresHash, ...proofFields });
export const ReasonForm = z.strictObject({ reason, ...proofFields });
