import { type FieldError, Refusal } from "./errors";

/** A verb's refusal of single fields, for the form to be drawn again; any other error goes on to the error page. */
export function fieldErrorsOf(error: unknown): FieldError[] {
  if (error instanceof Refusal && error.fields.length > 0) return error.fields;
  throw error;
}
