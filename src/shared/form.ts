import { z } from "zod";
import { type FieldError, Refusal } from "./errors";

/** What a form became: a typed value, or a word beside each field for the page to be drawn again. */
export type FormResult<T> = { ok: true; value: T } | { ok: false; errors: FieldError[] };

/** Reads what came from outside (habit 16: it is unknown until read). Unknown fields are refused by strict schemas. */
export function read<T>(schema: z.ZodType<T>, input: unknown): FormResult<T> {
  const result = schema.safeParse(input ?? {}, { reportInput: true });
  return result.success
    ? { ok: true, value: result.data }
    : { ok: false, errors: result.error.issues.flatMap(fieldErrors) };
}

/** The same for doors that have no form to draw again: throws the refusal. */
export function mustRead<T>(schema: z.ZodType<T>, input: unknown, code: "INVALID" | "INVALID_QUERY" = "INVALID"): T {
  const result = read(schema, input);
  if (!result.ok) throw new Refusal(code, { fields: result.errors });
  return result.value;
}

/** A schema may give its own code as its message ("phone"); everything else is named after what zod found. */
function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const field = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ field: field ? `${field}.${key}` : key, code: "unknown_field" }));
  if (/^[a-z][a-z_]+$/.test(issue.message)) return [{ field, code: issue.message }];
  return [{ field, ...codeOf(issue) }];
}

function codeOf(issue: z.core.$ZodIssue): { code: string; params?: Record<string, string | number> } {
  switch (issue.code) {
    case "invalid_type":
      return { code: issue.input === undefined ? "required" : "wrong_type" };
    case "too_small":
      if (issue.origin === "string")
        return Number(issue.minimum) === 1
          ? { code: "required" }
          : { code: "too_short", params: { minimum: Number(issue.minimum) } };
      return { code: "too_small", params: { minimum: Number(issue.minimum) } };
    case "too_big":
      return { code: issue.origin === "string" ? "too_long" : "too_big", params: { maximum: Number(issue.maximum) } };
    case "invalid_value":
      return { code: issue.input === undefined ? "required" : "not_an_option" };
    default:
      return { code: "bad_format" };
  }
}

/** A text in which nothing can be seen says nothing. */
const seen = (text: string): string => (/^[\s\u2800\p{Cf}\p{Default_Ignorable_Code_Point}]*$/u.test(text) ? "" : text);

/** One line of text: trimmed, NFC, no control characters, no half signs (the database would keep another). */
export const line = (max: number, min = 1) =>
  z
    .string()
    .transform((text) => seen(text.normalize("NFC").trim()))
    .pipe(
      z
        .string()
        .min(min)
        .max(max)
        .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u, "control_characters"),
    );

/** Several lines of text: as `line`, but line breaks are kept. */
export const paragraph = (max: number) =>
  z
    .string()
    .transform((text) => seen(text.normalize("NFC").replaceAll("\r\n", "\n").trim()))
    .pipe(
      z
        .string()
        .max(max)
        .regex(/^(?:[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]|\n)*$/u, "control_characters"),
    );

/** A whole number written in plain digits ("1e3", " 12 ", "0x10" and "1.5" are refused), for forms and queries. */
export const digits = (min: number, max: number) =>
  z
    .string()
    .regex(/^(0|[1-9]\d{0,14})$/, "not_a_whole_number")
    .transform(Number)
    .pipe(z.number().min(min).max(max));

/** A JSON number that is whole; text is refused. (z.int("…") would say its word of too small and too large as well.) */
export const whole = (min: number, max: number) => z.number().int("not_a_whole_number").min(min).max(max);

/** A mobile number of mainland China. */
export const phone = z
  .string()
  .trim()
  .regex(/^1[3-9]\d{9}$/, "phone");

/** A page's query string: every value one string; a repeated parameter arrives as an array and is refused. */
export const query = <S extends z.ZodRawShape>(shape: S) => z.strictObject(shape);

/** An HTML form: empty text fields count as absent where the schema allows absence. */
export function withoutEmpty(body: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries((body ?? {}) as Record<string, unknown>).filter(([key, value]) => value !== "" && key !== "_csrf"),
  );
}

/** Runs a deed for a form: a refusal that names fields comes back as the form's errors, any other goes to the error page. */
export async function attempt<T>(deed: () => Promise<T>): Promise<FormResult<T>> {
  try {
    return { ok: true, value: await deed() };
  } catch (error) {
    if (error instanceof Refusal && error.fields.length > 0) return { ok: false, errors: error.fields };
    throw error;
  }
}

/** What somebody typed, to be put back into a refused form: texts only, and only of the fields named (never a password). */
export function typed(body: unknown, names: readonly string[]): Record<string, string> {
  const given = (body ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    names.map((name) => [name, given[name]]).filter((pair): pair is [string, string] => typeof pair[1] === "string"),
  );
}
