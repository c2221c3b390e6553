import { z } from "zod";
import { firstMonth } from "../credits/totals/read-totals";
import type { Months } from "../credits/totals/span";
import { notFound } from "../shared/errors";
import { mustRead } from "../shared/form";
import { month, monthOf, yearOf } from "../shared/time";

/** A year's page: the months it shows and the years one can go to. */
export interface ReportYear {
  year: number;
  /** To the current month in the current year, to December in those before. */
  span: Months;
  years: number[];
}

const Query = z.object({
  year: z
    .string()
    .regex(/^20\d\d$/, "bad_format")
    .transform(Number)
    .optional(),
});

/** The year asked for, else the current one; a year without a ledger is not found. */
export async function reportYear(query: unknown, at: Date): Promise<ReportYear> {
  const current = yearOf(at);
  const first = Math.min(current, Number((await firstMonth())?.slice(0, 4) ?? current));
  const years = Array.from({ length: current - first + 1 }, (_, back) => current - back);
  const { year = current } = mustRead(Query, query, "INVALID_QUERY");
  if (!years.includes(year)) throw notFound();
  return { year, years, span: { from: month(`${year}-01`), to: year === current ? monthOf(at) : month(`${year}-12`) } };
}

export const yearChips = (path: string, { year, years }: ReportYear) =>
  years.map((each) => ({ href: `${path}?year=${each}`, text: String(each), current: each === year }));
