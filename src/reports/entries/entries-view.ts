import { BASES } from "../../credits/attribute";
import { BUYER_KINDS, CATEGORIES, MEASURES, SOURCES } from "../../credits/deed";
import { selectedBy } from "../../credits/entries";
import { sumUp } from "../../credits/totals/sums";
import type { Row } from "../../credits/totals/total";
import type { Visible } from "../../credits/visible";
import type { Gazetteer } from "../../regions/gazetteer";
import type { Partnership } from "../../regions/partnership";
import type { Month } from "../../shared/time";
import type { Words } from "../../shared/words";
import { type Choice, entriesHref } from "../links";
import { Names } from "../names";
import { selectionOf } from "./entries-query";
import type { EntryLine } from "./entry-line";

export interface EntriesReport {
  /** Null: the city. */
  partnership: Partnership | null;
  choice: Choice;
  /** The rows of the totals, of the very instant the lines are of. */
  rows: Row[];
  /** The name of the seller, product or campaign that was chosen. */
  thing: string | null;
  /** Whether their sum is known. */
  summed: boolean;
  lines: EntryLine[];
  /** What of the ledger the viewer may have as a file. */
  visible: Visible;
  cursor: string | undefined;
  nextCursor: string | null;
  /** Months one can choose, newest first. */
  months: Month[];
  at: Date;
  gazetteer: Gazetteer;
  words: Words;
}

/** The view model of the entries behind one figure. Their sum stands under them: it is the figure. */
export function entriesView(report: EntriesReport) {
  const { partnership, choice, rows, lines, cursor, nextCursor, at, gazetteer, words } = report;
  const names = new Names(gazetteer, words);
  const book = partnership?._id ?? null;
  const place = partnership
    ? names.short(partnership.county)
    : words.t(choice.group ? `common:group.${choice.group}` : "reports:city.place");
  const sums = sumUp(rows.filter(selectedBy(selectionOf(choice))));
  const here = entriesHref(book, choice);
  return {
    title: words.t("reports:entries.title", { place }),
    breadcrumb: breadcrumb(partnership, names),
    choice: chosenWords(choice, names, report.thing),
    measure: choice.measure,
    sumFen:
      !report.summed || (report.thing && choice.taken)
        ? null
        : sums[`${choice.measure}${choice.taken ? "Back" : ""}Fen`],
    /** How many, in words; the totals do not count apart what was taken back. */
    count: choice.taken || !report.summed ? null : words.t("common:count.entries", { count: sums.entries }),
    asOf: at,
    lines,
    showsCounty: partnership === null,
    official: lines.some((line) => line.official !== null),
    /** Only where the list is longer than one page. */
    pageFen: cursor || nextCursor ? lines.reduce((sum, line) => sum + line.amountFen, 0) : null,
    firstHref: cursor ? here : null,
    nextHref: nextCursor ? `${here}&cursor=${encodeURIComponent(nextCursor)}` : null,
    fileHref: fileHref(report),
    exportHref: exportHref(report),
    filters: filters(report, names),
  };
}

function breadcrumb(partnership: Partnership | null, names: Names) {
  const city = { href: "/contributions", text: names.words.t("reports:city.title") };
  const own = partnership && { href: `/partnerships/${partnership._id}`, text: names.short(partnership.county) };
  return { items: own ? [city, own] : [city], current: names.words.t("reports:entries.name") };
}

/** The same entries as a file, for an official whose part of the ledger holds all of them. */
function fileHref({ partnership, choice, visible, gazetteer }: EntriesReport): string | null {
  const books = (partnership ? [partnership] : gazetteer.partnerships).map((each) => each._id);
  if (choice.group || !books.every((book) => visible.books.includes(book))) return null;
  const { basis, ...rest } = { ...choice, ...(partnership && { county: partnership.county }) };
  const given = Object.entries({ ...rest, ...(basis !== "all" && { basis }) }).filter(
    ([, value]) => value !== undefined,
  );
  return `/api/v1/entries.csv?${new URLSearchParams(given as [string, string][])}`;
}

/** The same as a spreadsheet or on paper, of whatever length: for every official, as far as their part of the ledger goes. */
function exportHref({ partnership, choice, visible }: EntriesReport): string | null {
  const own = [...visible.books, ...(visible.former?.books ?? [])];
  if (partnership ? !own.includes(partnership._id) : own.length === 0) return null;
  const asked = { kind: "entries", book: partnership?._id, ...choice };
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  return `/exports/new?${new URLSearchParams(given as [string, string][])}`;
}

/** What was chosen, in words; the months are for the page to write. */
function chosenWords(
  { from, to, measure, basis, helper, category, buyerKind, taken, source }: Choice,
  names: Names,
  thing: string | null,
) {
  const { words } = names;
  const parts = [
    words.t(`common:measure.${measure}`),
    basisWord(basis, words),
    helper && names.short(helper),
    category && words.t(`common:category.${category}`),
    buyerKind && words.t(`common:buyerKind.${buyerKind}`),
    taken && words.t("reports:entries.takenBack"),
    source && words.t(`common:source.${source}`),
    thing,
  ];
  return { from, to: from === to ? null : to, text: parts.filter(Boolean).join(" · ") };
}

const basisWord = (basis: Choice["basis"], words: Words): string =>
  words.t(basis === "paired" || basis === "all" ? `reports:basis.${basis}` : `common:basis.${basis}`);

/** The form that asks for something else: every choice is a part of the address. */
function filters({ partnership, choice, months, gazetteer, words }: EntriesReport, names: Names) {
  const { from, to, measure, basis, helper, category } = choice;
  const single = from === to;
  const helpers = partnership
    ? partnership.helpers.map((link) => link.region)
    : gazetteer.regions.filter((region) => region.helper).map((region) => region._id);
  return {
    action: partnership ? `/partnerships/${partnership._id}/entries` : "/contributions/entries",
    span: single ? null : { from, to },
    taken: choice.taken ?? null,
    buyerKind: choice.buyerKind ?? "",
    buyerKinds: BUYER_KINDS.map((value) => ({ value, text: words.t(`common:buyerKind.${value}`) })),
    source: choice.source ?? "",
    sources: SOURCES.map((value) => ({ value, text: words.t(`common:source.${value}`) })),
    group: choice.group ?? null,
    ...{ seller: choice.seller ?? null, product: choice.product ?? null, campaign: choice.campaign ?? null },
    month: single ? from : "",
    spanText: single ? null : words.t("reports:entries.span", { from, to }),
    months: months.map((value) => ({ value, text: value })),
    measure,
    measures: MEASURES.map((value) => ({ value, text: words.t(`common:measure.${value}`) })),
    basis,
    bases: (["paired", ...BASES, "all"] as const).map((value) => ({ value, text: basisWord(value, words) })),
    helper: helper ?? "",
    helpers: [...new Set(helpers)].map((value) => ({ value, text: names.short(value) })),
    category: category ?? "",
    categories: CATEGORIES.map((value) => ({ value, text: words.t(`common:category.${value}`) })),
  };
}
