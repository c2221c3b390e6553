import { z } from "zod";
import { progressOf } from "../../regions/agreement";
import type { Gazetteer } from "../../regions/gazetteer";
import type { PartnershipId } from "../../shared/ids";
import { type Month, monthsFrom } from "../../shared/time";
import { PAIRED } from "../attribute";
import { CATEGORIES } from "../deed";
import type { Months } from "../totals/span";
import { NOTHING, type Sums, sumBy, sumUp } from "../totals/sums";
import type { Row } from "../totals/total";

const amounts = { paidFen: z.int(), recognisedFen: z.int() };
const Amounts = z.object(amounts);
const Target = z.object({
  year: z.int(),
  targetFen: z.int(),
  progress: z.number().nullable(),
  timeProgress: z.number(),
});

export const PartnershipTotals = z.object({
  partnershipId: z.string(),
  from: z.string(),
  to: z.string(),
  asOf: z.iso.datetime(),
  ...amounts,
  paidBackFen: z.int(),
  recognisedBackFen: z.int(),
  orders: z.int(),
  entries: z.int(),
  byBasis: z.object({ purchase: Amounts, help_sell: Amounts }),
  byHelper: z.array(z.object({ code: z.string(), ...amounts })),
  byCategory: z.object({ agricultural: Amounts, cultural: Amounts, tourism: Amounts }),
  byMonth: z.array(z.object({ month: z.string(), ...amounts })),
  target: Target.nullable(),
});

export const CityTotals = z.object({
  from: z.string(),
  to: z.string(),
  asOf: z.iso.datetime(),
  ...amounts,
  orders: z.int(),
  entries: z.int(),
  paired: Amounts,
  nonPaired: Amounts,
  outOfScope: Amounts,
  byMonth: z.array(z.object({ month: z.string(), ...amounts })),
  byPartnership: z.array(
    z.object({
      partnershipId: z.string(),
      ...amounts,
      targetFen: z.int().nullable(),
      progress: z.number().nullable(),
    }),
  ),
});

const both = ({ paidFen, recognisedFen }: Sums = NOTHING) => ({ paidFen, recognisedFen });
const within =
  ({ from, to }: Months) =>
  (row: Row) =>
    row.period >= from && row.period <= to;
export const isPaired = (row: Row): boolean => PAIRED.includes(row.basis);

export interface Asked {
  span: Months;
  at: Date;
  gazetteer: Gazetteer;
}

/** A partnership's figures from its book's rows, which must cover the calendar years of the span: targets are yearly. */
export function partnershipTotals(
  id: PartnershipId,
  bookRows: Row[],
  { span, at, gazetteer }: Asked,
): z.infer<typeof PartnershipTotals> {
  const own = bookRows.filter(isPaired);
  const rows = own.filter(within(span));
  const basis = sumBy(rows, (row) => row.basis);
  const category = sumBy(rows, (row) => row.category);
  return {
    partnershipId: id,
    ...span,
    asOf: at.toISOString(),
    ...sumUp(rows),
    byBasis: { purchase: both(basis.get("purchase")), help_sell: both(basis.get("help_sell")) },
    byHelper: byHelper(rows),
    byCategory: Object.fromEntries(CATEGORIES.map((each) => [each, both(category.get(each))])) as never,
    byMonth: byMonth(rows, span),
    target: targetOf(id, own, { span, at, gazetteer }),
  };
}

/** The city's figures: the three parts add up to the whole, the partnerships to the paired part. */
export function cityTotals(allRows: Row[], { span, at, gazetteer }: Asked): z.infer<typeof CityTotals> {
  const rows = allRows.filter(within(span));
  const basis = sumBy(rows, (row) => row.basis);
  const { paidFen, recognisedFen, orders, entries } = sumUp(rows);
  return {
    ...span,
    asOf: at.toISOString(),
    ...{ paidFen, recognisedFen, orders, entries },
    paired: both(sumUp(rows.filter(isPaired))),
    nonPaired: both(basis.get("non_paired")),
    outOfScope: both(basis.get("out_of_scope")),
    byMonth: byMonth(rows, span),
    byPartnership: gazetteer.partnerships.map(({ _id }) => {
      const own = allRows.filter((row) => row.book === _id && isPaired(row));
      const target = targetOf(_id, own, { span, at, gazetteer });
      return {
        partnershipId: _id,
        ...both(sumUp(own.filter(within(span)))),
        targetFen: target?.targetFen ?? null,
        progress: target?.progress ?? null,
      };
    }),
  };
}

const byHelper = (rows: Row[]) =>
  [...sumBy(rows, (row) => row.helper ?? "")]
    .map(([code, sums]) => ({ code, ...both(sums) }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));

function byMonth(rows: Row[], { from, to }: Months) {
  const months = sumBy(rows, (row) => row.period);
  return monthsFrom(from, to).map((month: Month) => ({ month, ...both(months.get(month)) }));
}

/** Measured by what was recognised in the whole year of the span's last month, whatever part of it was asked for. */
function targetOf(id: PartnershipId, own: Row[], { span, at, gazetteer }: Asked) {
  const year = Number(span.to.slice(0, 4));
  const agreement = gazetteer.agreement(id, year);
  if (!agreement) return null;
  const { recognisedFen } = sumUp(own.filter((row) => row.period.startsWith(`${year}-`)));
  return progressOf(agreement, recognisedFen, at);
}
