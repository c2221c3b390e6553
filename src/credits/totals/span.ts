import { z } from "zod";
import { Refusal } from "../../shared/errors";
import { isMonth, type Month, month, monthOf } from "../../shared/time";

export const monthField = z.string().refine(isMonth, "bad_format").transform(month);

/** `?from=&to=`: booking months, both included. */
export const spanFields = { from: monthField.optional(), to: monthField.optional() };

export interface Months {
  from: Month;
  to: Month;
}

/** What was asked for; where a side is left open, from the January of the last month, to the current month. */
export function spanOf({ from, to }: { from?: Month | undefined; to?: Month | undefined }, at: Date): Months {
  const current = monthOf(at);
  const last = to ?? (from && from > current ? from : current);
  const span = { from: from ?? month(`${last.slice(0, 4)}-01`), to: last };
  if (span.from > span.to)
    throw new Refusal("INVALID_QUERY", {
      fields: [{ field: "to", code: "too_small", params: { minimum: span.from } }],
    });
  return span;
}

/** The calendar years a span touches: what its targets are measured by. */
export const wholeYears = ({ from, to }: Months): Months => ({
  from: month(`${from.slice(0, 4)}-01`),
  to: month(`${to.slice(0, 4)}-12`),
});

/** The calendar year of a month. */
export const yearAround = (of: Month): Months => wholeYears({ from: of, to: of });
