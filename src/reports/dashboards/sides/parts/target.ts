import { isPaired } from "../../../../credits/answers/totals-answer";
import { sumUp } from "../../../../credits/totals/sums";
import type { Row } from "../../../../credits/totals/total";
import { progressOf } from "../../../../regions/agreement";
import type { Gazetteer } from "../../../../regions/gazetteer";
import type { Partnership } from "../../../../regions/partnership";
import { month } from "../../../../shared/time";
import { entriesHref } from "../../../links";
import type { SideFilter } from "../side-query";

/** How far the partnership's year has come, whatever part of it the page shows: its promise is for the whole of it. */
export function targetOf(
  partnership: Partnership,
  bookRows: readonly Row[],
  gazetteer: Gazetteer,
  { year, span }: SideFilter,
  at: Date,
) {
  const own = bookRows.filter((row) => isPaired(row) && row.period.startsWith(`${year}-`));
  const { recognisedFen } = sumUp(own);
  const agreement = gazetteer.agreement(partnership._id, year);
  const months = { from: month(`${year}-01`), to: span.to };
  const left = agreement ? agreement.targetFen - recognisedFen : 0;
  return {
    year,
    recognisedFen,
    href: entriesHref(partnership._id, { ...months, to: month(`${year}-12`), basis: "paired", measure: "recognised" }),
    promise: agreement ? progressOf(agreement, recognisedFen, at) : null,
    missingFen: agreement && left > 0 ? left : null,
    overFen: agreement && left <= 0 ? -left : null,
    demo: agreement?.demo === true,
  };
}
