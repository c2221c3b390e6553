import { progressOf } from "../../../regions/agreement";
import type { Gazetteer } from "../../../regions/gazetteer";
import { helpersOn, type Partnership } from "../../../regions/partnership";
import type { RegionCode } from "../../../shared/ids";
import { dayOf, HOUR, later, type Month, monthAfter, monthOf, monthStart, timeProgress } from "../../../shared/time";
import type { Words } from "../../../shared/words";
import { type Choice, entriesHref, linkedAmounts } from "../../links";
import { Names } from "../../names";
import { amountsIn, type CityFigures } from "./city-figures";
import { booksOf, type CityFilter, choiceOf, countedBasis, fenOf } from "./city-query";

/** What every part of the page is drawn from. */
export interface CityGround {
  figures: CityFigures;
  filter: CityFilter;
  gazetteer: Gazetteer;
  words: Words;
  at: Date;
}

export type CountyLine = ReturnType<typeof countyLines>[number];

/** A line for each county shown, in the order of the official codes, with everything the map, the lists and the files say of it. */
export function countyLines(ground: CityGround) {
  const { figures, filter, gazetteer, words } = ground;
  const names = new Names(gazetteer, words);
  const choice = { ...choiceOf(filter), group: undefined };
  return booksOf(filter, gazetteer).map((partnership) => {
    const { _id: book, county } = partnership;
    const chosen = amountsIn(figures.byBook, book);
    const [counted, basis] = [amountsIn(figures.countedByBook, book), countedBasis(filter)];
    const helpers = helperLines(ground, partnership, names);
    return {
      code: county,
      book,
      name: names.short(county),
      full: names.full(county),
      group: gazetteer.region(county).group,
      dashboardHref: `/dashboards/counties/${county}?year=${filter.year}`,
      partnershipHref: `/partnerships/${book}?year=${filter.year}`,
      ...linkedAmounts(book, chosen, choice),
      orders: chosen.orders,
      valueFen: chosen[fenOf(filter.measure)],
      counted: linkedAmounts(book, counted, { ...choice, basis: basis ?? "paired" }),
      countedFen: counted[fenOf(filter.measure)],
      helpers,
      helperNames: helpers.length > 0 ? names.list(helpers.map(({ code }) => code)) : null,
      ...promiseOf(ground, partnership),
    };
  });
}

export const lastDay = ({ span }: CityFilter, at: Date): string =>
  span.to < monthOf(at) ? dayOf(later(monthStart(monthAfter(span.to)), -HOUR)) : dayOf(at);

/** Who stands beside the county on the last day shown, and whoever else carried something in these months. */
function helperLines({ figures, filter, at }: CityGround, partnership: Partnership, names: Names) {
  const { _id: book } = partnership;
  const present = helpersOn(partnership, lastDay(filter, at)).map((link) => link.region);
  const carried = partnership.helpers
    .map((link) => link.region)
    .filter((code) => figures.countedByHelper.has(`${book} ${code}`));
  const basis = countedBasis(filter) ?? "paired";
  return [...new Set([...present, ...carried])].map((code: RegionCode) => {
    const amounts = amountsIn(figures.countedByHelper, `${book} ${code}`);
    const choice = { ...choiceOf(filter), group: undefined, basis, helper: code };
    return {
      code,
      name: names.short(code),
      present: present.includes(code),
      valueFen: amounts[fenOf(filter.measure)],
      ...linkedAmounts(book, amounts, choice),
    };
  });
}

/** The target of the calendar year, whatever was chosen otherwise: a promise is made for the whole of it. */
function promiseOf({ figures, filter, gazetteer, at }: CityGround, { _id: book }: Partnership) {
  const { year } = filter;
  const { recognisedFen } = amountsIn(figures.yearByBook, book);
  const agreement = gazetteer.agreement(book, year);
  const promise = agreement ? progressOf(agreement, recognisedFen as never, at) : null;
  const promised = promise !== null && promise.targetFen > 0;
  return {
    yearFen: recognisedFen,
    yearHref: entriesHref(book, { ...wholeYear(filter), basis: "paired", measure: "recognised" }),
    targetFen: promised ? (promise.targetFen as number) : null,
    progress: promised ? promise.progress : null,
    demoTarget: promised && agreement?.demo === true,
    timeProgress: timeProgress(year, at),
  };
}

/** The year as far as it has gone: what its targets are measured by. */
export const wholeYear = ({ months }: CityFilter): Pick<Choice, "from" | "to"> => ({
  from: months[0] as Month,
  to: months.at(-1) as Month,
});
