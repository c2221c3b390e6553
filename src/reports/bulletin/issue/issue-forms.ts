import { z } from "zod";
import { proofFields } from "../../../accounts/two-factor/prove-again";
import { line, paragraph } from "../../../shared/form";
import { numberKeyOf } from "./issue";

/** The office's own number: whatever an office writes, on one line, and to be seen. */
export const documentNumber = line(60, 4).refine((number) => numberKeyOf(number).length >= 4, "bad_format");
export const correction = paragraph(400).default("");
export const reason = paragraph(400).default("");
export const contentHash = z.string().regex(/^[0-9a-f]{64}$/, "bad_format");

export const ProposeForm = z.strictObject({ number: documentNumber, correction, contentHash, ...proofFields });
export const ApproveForm = z.strictObject({ ...proofFields });
export const ReturnForm = z.strictObject({ reason });
