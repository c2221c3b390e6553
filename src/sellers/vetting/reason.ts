import type { FieldError } from "../../shared/errors";
import { paragraph } from "../../shared/form";
import { type Decision, RULES } from "./decide";

/** What an official writes to the applicant; a word or two would not tell what to mend. */
export const reason = paragraph(400);
const LEAST = 4;

/** What is wrong with the reason of a decision that needs one. */
export function reasonMissing(decision: Decision, text: string): FieldError[] {
  if (!RULES[decision].needsReason || text.length >= LEAST) return [];
  return [
    text === ""
      ? { field: "reason", code: "required" }
      : { field: "reason", code: "too_short", params: { minimum: LEAST } },
  ];
}
