import { entriesHref, linkedAmounts } from "../../links";
import { mapView } from "../map/map-view";
import { chosenWords, cityForm, switchOf } from "./city-form";
import { bookOf, monthLines } from "./city-months";
import { parts } from "./city-parts";
import { CITY, choiceOf, cityHref, countedBasis, fenOf, SHADES, TABLES } from "./city-query";
import { type CityGround, countyLines } from "./counties";
import { agreed, behind, monthsLeft, ranking } from "./standing";

export type CityDashboard = ReturnType<typeof cityDashboard>;

/** The view model of the city's dashboard, and of the same figures on a meeting room's screen. */
export function cityDashboard(ground: CityGround) {
  const { figures, filter, gazetteer, words, at } = ground;
  const { year, given, measure } = filter;
  const lines = countyLines(ground);
  const inOrder = ranking(lines, filter);
  return {
    title: words.t("dashboards:city.title", { year }),
    description: words.t("dashboards:city.description"),
    stylesheet: "css/dashboard.css",
    year,
    measure,
    asOf: at,
    chosen: chosenWords(filter, gazetteer, words),
    form: cityForm(filter, gazetteer, words),
    presentHref: cityHref(given, { view: "present", slide: null }),
    csv: csvHrefs(ground),
    filesHref: filesHref(ground),
    entries: figures.whole.entries,
    whole: whole(ground),
    paired: pairedPart(ground),
    agreed: agreed(lines),
    counties: lines,
    map: mapView({ counties: lines, shade: filter.shade, gazetteer, words }),
    shades: switchOf(given, "shade", SHADES, filter.shade, words),
    byAmount: [...lines].sort((a, b) => b.valueFen - a.valueFen || (a.code < b.code ? -1 : 1)),
    ranking: countedBasis(filter) ? inOrder : [],
    sorts: switchOf(given, "sort", SHADES, filter.sort, words),
    behind: behind(lines, ground),
    monthsLeft: monthsLeft(year, at),
    months: monthLines(ground),
    parts: parts(ground),
    toConfirm: lines
      .filter((line) => line.helpers.length === 0)
      .map(({ name }) => name)
      .join(words.pick("、", ", ")),
  };
}

/** Every table of the page as a file, of the same choices. */
const csvHrefs = ({ filter: { given } }: CityGround) =>
  Object.fromEntries(
    TABLES.map((table) => [table, cityHref(given, { view: null, slide: null, table }, `${CITY}.csv`)]),
  );

/** The entries of the same choices as a file of any length. */
function filesHref({ filter }: CityGround): string {
  const given = { kind: "entries", ...choiceOf(filter), book: filter.only?._id, measure: filter.measure };
  const kept = Object.entries(given).filter(([, value]) => value !== undefined) as [string, string][];
  return `/exports/new?${new URLSearchParams(kept)}`;
}

function whole({ figures, filter }: CityGround) {
  const [book, choice] = [bookOf(filter), choiceOf(filter)];
  const linked = linkedAmounts(book, figures.whole, choice);
  return {
    ...linked,
    valueFen: figures.whole[fenOf(filter.measure)],
    valueHref: linked[`${filter.measure}Href`],
    orders: figures.whole.orders,
    backFen: figures.whole.paidBackFen,
    backHref: entriesHref(book, { ...choice, measure: "paid", taken: "back" }),
  };
}

/** Of the whole, what counts for the partnerships; null where nothing else was asked for, or nothing of it. */
function pairedPart({ figures, filter }: CityGround) {
  if (filter.basis !== "all") return null;
  const sum = (field: "paidFen" | "recognisedFen") =>
    [...figures.countedByBook.values()].reduce((total, amounts) => total + amounts[field], 0);
  const amounts = { paidFen: sum("paidFen"), recognisedFen: sum("recognisedFen") };
  return linkedAmounts(bookOf(filter), amounts, { ...choiceOf(filter), basis: "paired" });
}
