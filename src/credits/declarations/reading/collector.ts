import type { z } from "zod";
import type { FieldError } from "../../../shared/errors";
import { read } from "../../../shared/form";
import type { Fen } from "../../../shared/money";
import { dayOfText, yuanOf } from "./numbers";

/** Reads field by field and remembers all that is wrong, so that it is told at once. A stand-in is never used: the whole fails. */
export class Collector {
  readonly errors: FieldError[] = [];

  refuse(field: string, code: string, params?: FieldError["params"]): void {
    this.errors.push(params ? { field, code, params } : { field, code });
  }

  by<T>(schema: z.ZodType<T>, field: string, text: string, standIn: T): T {
    if (text.trim() === "") {
      this.refuse(field, "required");
      return standIn;
    }
    const result = read(schema, text);
    if (result.ok) return result.value;
    this.errors.push(...result.errors.slice(0, 1).map((error) => ({ ...error, field })));
    return standIn;
  }

  /** Reads what may be left out. */
  maybe<T>(schema: z.ZodType<T>, field: string, text: string): T | null {
    return text.trim() === "" ? null : this.by(schema, field, text, null as T);
  }

  oneOf<T extends string>(options: readonly T[], field: string, text: string, code = "not_an_option"): T {
    const found = options.find((each) => each === text);
    if (!found) this.refuse(field, text === "" ? "required" : code);
    return found ?? (options[0] as T);
  }

  amount(field: string, text: string, most: number): Fen | null {
    const value = yuanOf(text);
    if (text.trim() === "") this.refuse(field, "required");
    else if (value === null) this.refuse(field, "amount");
    else if (value < 1) this.refuse(field, "too_small", { minimum: "0.01" });
    else if (value > most) this.refuse(field, "too_big", { maximum: most / 100 });
    else return value;
    return null;
  }

  day(field: string, text: string, today: string): string {
    const day = dayOfText(text);
    if (text.trim() === "") this.refuse(field, "required");
    else if (day === null) this.refuse(field, "day");
    else if (day > today) this.refuse(field, "in_the_future");
    return day ?? "";
  }
}
