import { type Basis, PAIRED } from "../../../credits/attribute";
import type { BreakdownRow } from "../../../credits/breakdowns/breakdown";
import { answerOf } from "../../../credits/breakdowns/read-breakdown";
import { sideAsOf } from "../../../credits/breakdowns/side";
import { selectedBy } from "../../../credits/entries";
import { sumUp } from "../../../credits/totals/sums";
import type { Row } from "../../../credits/totals/total";
import type { Gazetteer } from "../../../regions/gazetteer";
import type { Partnership } from "../../../regions/partnership";
import { inSnapshot } from "../../../shared/db";
import type { RegionCode } from "../../../shared/ids";
import { dayOf } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { linkedAmounts } from "../../links";
import { Names } from "../../names";
import { filterView } from "../sides/filter-view";
import { buyerLines, quietInstitutions } from "../sides/parts/buyers";
import { campaignLines } from "../sides/parts/campaign-lines";
import { byBasis, byBuyerKind, byCategory } from "../sides/parts/groups";
import { targetOf } from "../sides/parts/target";
import { FEW, goodsLines, MANY } from "../sides/parts/thing-lines";
import { waitingHere } from "../sides/parts/waiting";
import { choiceOf, type SideFilter, wanted, yearsOf } from "../sides/side-query";
import { chosenRows, type Ground, monthsOf, wholeOf } from "../sides/side-rows";
import { booksOf, type HelperBooks, namedTo } from "./helper-books";

export interface HelperPage {
  helper: RegionCode;
  filter: SideFilter;
  viewer: Viewer;
  at: Date;
  gazetteer: Gazetteer;
  words: Words;
}

/** The view model of a helper's year: its own share of every county it stands or stood beside, and who bought. */
export async function helperView(page: HelperPage) {
  const { helper, filter, viewer, at, gazetteer, words } = page;
  const books = booksOf(helper, gazetteer, dayOf(at));
  const read = await readHelper(page, books);
  const { ground, institutions } = read;
  const names = new Names(gazetteer, words);
  const path = `/dashboards/helpers/${helper}`;
  const whole = wholeOf(ground);
  const [goods, quiet, campaigns, waiting] = await Promise.all([
    goodsLines(ground, read.goods),
    filter.narrowed || books.beside.length === 0 ? null : quietInstitutions(helper, institutions),
    campaignLines(ground, { helper }, read.campaigns.items, names),
    waitingHere(viewer, helper, gazetteer, words, at),
  ]);
  return {
    ...{ title: words.t("dashboards:side.helper.title", { helper: names.full(helper), year: filter.year }) },
    ...{ asOf: at, year: filter.year, measure: filter.measure, helper: names.short(helper) },
    counties: names.list(books.beside.map((each) => each.county)),
    form: filterView(path, filter, at, words),
    whole,
    wholeRule: words.t("dashboards:side.rule.recognised.paired"),
    own: { valueFen: whole[`${filter.measure}Fen`], href: whole[`${filter.measure}Href`] },
    stylesheet: "css/dashboard.css",
    byCounty: byCounty(page, books, read.rows, names),
    ...monthsOf(ground),
    groups: [byBasis(ground, filter.basis ? [filter.basis as Basis] : PAIRED), byCategory(ground), byBuyerKind(ground)],
    ...{ goods, quiet, campaigns, waiting },
    buyers: buyerLines({ ground, names, path }, institutions),
    elsewhereFen: elsewhereOf(institutions, page, books),
  };
}

/** Of one instant: the totals of its counties' books whole (the partnerships' promises), the rest as far as it is its own. */
async function readHelper({ helper, filter, at, words }: HelperPage, { beside, former }: HelperBooks) {
  const books = [...beside, ...former].map((each) => each._id);
  const asked = { books, years: yearsOf(filter), span: filter.span, kinds: KINDS };
  const { rows, parts } = await inSnapshot((asOf) => sideAsOf(asOf, asked));
  const choice = { ...choiceOf(filter), helper };
  const chosen = selectedBy(wanted(choice));
  const only = books.length === 1 ? (books[0] ?? null) : null;
  const own = rows.filter((row) => row.helper === helper);
  const most = { limit: filter.all ? MANY : FEW, by: filter.measure };
  return {
    rows,
    ground: { rows: own, book: only, filter, choice, at, words } satisfies Ground,
    goods: answerOf(parts.product.filter(chosen), most),
    campaigns: answerOf(parts.campaign.filter(chosen)),
    institutions: parts.institution.filter(namedTo(helper, { beside, former })),
  };
}

/** Producers are no part of a helper's page. */
const KINDS = ["product", "institution", "campaign"] as const;

/** Each county with the helper's share, by both bases, and the partnership's own way to its promise, which is public. */
function byCounty(page: HelperPage, { beside, former }: HelperBooks, all: readonly Row[], names: Names) {
  const { helper, filter, gazetteer, at } = page;
  const line = (now: boolean) => (partnership: Partnership) => {
    const rows = all.filter((row) => row.book === partnership._id);
    const choice = { ...choiceOf(filter), helper };
    const own = (basis?: "help_sell" | "purchase") => {
      const chosen = { ...choice, ...(basis && { basis }) };
      return linkedAmounts(partnership._id, sumUp(chosenRows(rows, chosen)), chosen);
    };
    return {
      county: names.short(partnership.county),
      href: `/partnerships/${partnership._id}?year=${filter.year}`,
      now,
      ...own(),
      helpSell: filter.basis === "purchase" ? null : own("help_sell"),
      purchase: filter.basis === "help_sell" ? null : own("purchase"),
      target: now ? targetOf(partnership, rows, gazetteer, filter, at) : null,
      measure: filter.measure,
    };
  };
  return [...beside.map(line(true)), ...former.map(line(false))];
}

/** What its own institutions bought in the shared books and is credited to another unit, whose campaign it came through. */
function elsewhereOf(
  institutions: readonly BreakdownRow[],
  { helper, filter }: HelperPage,
  books: HelperBooks,
): number | null {
  const chosen = institutions.filter(selectedBy(wanted(choiceOf(filter, "all"))));
  const own = chosen.filter(
    (row) =>
      row.measure === filter.measure &&
      row.affiliation === helper &&
      row.helper !== helper &&
      books.beside.some(({ _id }) => _id === row.book),
  );
  const fen = own.reduce((sum, row) => sum + row.fen, 0);
  return fen > 0 ? fen : null;
}
