import type { z } from "zod";
import type { FieldError } from "../../../shared/errors";
import { line, paragraph, read } from "../../../shared/form";

/**
 * Reads field by field and remembers everything that is wrong, so that a producer sees all of it at once. What could not be
 * read comes back as a stand-in of the right type; it is never used, because the whole reading then fails.
 */
export class Collector {
  readonly errors: FieldError[] = [];

  refuse(field: string, code: string, params?: Record<string, string | number>): void {
    this.errors.push(params ? { field, code, params } : { field, code });
  }

  /** One line; empty only where `min` is 0. */
  line(field: string, text: string, max: number, min = 0): string {
    if (min > 0 && text.trim() === "") {
      this.refuse(field, "required");
      return "";
    }
    return this.by(line(max, min), field, text);
  }

  paragraph(field: string, text: string, max: number): string {
    return this.by(paragraph(max), field, text);
  }

  /** A whole number within bounds; `whenEmpty` where nothing was typed, and where that is undefined it is asked for. */
  count<E = never>(
    field: string,
    text: string,
    { read: toCount, min, max, whenEmpty }: { read: Reader; min: number; max: number; whenEmpty?: E },
  ): number | E {
    const nothing = (whenEmpty === undefined ? 0 : whenEmpty) as E;
    if (text.trim() === "") {
      if (whenEmpty === undefined) this.refuse(field, "required");
      return nothing;
    }
    const { value, code } = toCount(text);
    if (value === null) this.refuse(field, code);
    else if (value < min) this.refuse(field, "too_small", { minimum: min });
    else if (value > max) this.refuse(field, "too_big", { maximum: max });
    else return value;
    return nothing;
  }

  private by(schema: z.ZodType<string>, field: string, text: string): string {
    const result = read(schema, text);
    if (result.ok) return result.value;
    this.errors.push(...result.errors.map((error) => ({ ...error, field })));
    return "";
  }
}

/** How a text becomes a number, and what is wrong when it does not. */
export type Reader = (text: string) => { value: number | null; code: string };
