import { type Basis, PAIRED } from "../../../credits/attribute";
import type { BreakdownRow } from "../../../credits/breakdowns/breakdown";
import { type BreakdownAnswer, breakdownAsOf, breakdownRowsAsOf } from "../../../credits/breakdowns/read-breakdown";
import { isSelected } from "../../../credits/entries";
import { totalsAsOf } from "../../../credits/totals/read-totals";
import { sumUp } from "../../../credits/totals/sums";
import type { Row } from "../../../credits/totals/total";
import type { Gazetteer } from "../../../regions/gazetteer";
import type { Partnership } from "../../../regions/partnership";
import { type AsOf, inSnapshot } from "../../../shared/db";
import type { RegionCode } from "../../../shared/ids";
import { dayOf, month } from "../../../shared/time";
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
import { choiceOf, type SideFilter, wanted } from "../sides/side-query";
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
  return {
    ...{ title: words.t("dashboards:side.helper.title", { helper: names.full(helper), year: filter.year }) },
    ...{ asOf: at, year: filter.year, measure: filter.measure, helper: names.short(helper) },
    counties: names.list(books.beside.map((each) => each.county)),
    form: filterView(path, filter, at, words),
    whole,
    wholeRule: words.t("dashboards:side.rule.recognised.paired"),
    own: { valueFen: whole[`${filter.measure}Fen`], href: whole[`${filter.measure}Href`] },
    stylesheet: "css/dashboard.css",
    byCounty: byCounty(page, books, read.shared, names),
    ...monthsOf(ground),
    groups: [byBasis(ground, filter.basis ? [filter.basis as Basis] : PAIRED), byCategory(ground), byBuyerKind(ground)],
    goods: await goodsLines(ground, read.goods),
    buyers: buyerLines({ ground, names, path }, institutions),
    elsewhereFen: elsewhereOf(institutions, page, books),
    quiet: filter.narrowed || books.beside.length === 0 ? null : await quietInstitutions(helper, institutions),
    campaigns: await campaignLines(ground, { helper }, read.campaigns.items, names),
    waiting: await waitingHere(viewer, helper, gazetteer, words, at),
  };
}

/** Of one instant: the totals of its counties' books whole (the partnerships' promises), the rest as far as it is its own. */
async function readHelper({ helper, filter, at, words }: HelperPage, { beside, former }: HelperBooks) {
  const all = [...beside, ...former];
  const books = all.map((each) => each._id);
  return inSnapshot(async (asOf) => {
    const shared = await bookRows(asOf, all, filter.year);
    const choice = { ...choiceOf(filter), helper };
    const only = books.length === 1 ? (books[0] ?? null) : null;
    const rows = [...shared.values()].flat().filter((row) => row.helper === helper);
    const asked = {
      books,
      ...filter.span,
      keep: (row: Parameters<typeof isSelected>[0]) => isSelected(row, wanted(choice)),
    };
    const most = { limit: filter.all ? MANY : FEW, by: filter.measure };
    const institutions = await breakdownRowsAsOf(asOf, { books, ...filter.span, kind: "institution" });
    return {
      shared,
      ground: { rows, book: only, filter, choice, at, words } satisfies Ground,
      goods: await breakdownAsOf(asOf, { ...asked, ...most, kind: "product" }),
      campaigns: (await breakdownAsOf(asOf, { ...asked, kind: "campaign" })) as BreakdownAnswer,
      institutions: institutions.filter(namedTo(helper, { beside, former })),
    };
  });
}

async function bookRows(asOf: AsOf, partnerships: readonly Partnership[], year: number): Promise<Map<string, Row[]>> {
  const shared = new Map<string, Row[]>();
  const years = { from: month(`${year - 1}-01`), to: month(`${year}-12`) };
  for (const { _id } of partnerships) shared.set(_id, (await totalsAsOf(asOf, { book: _id, ...years })).rows);
  return shared;
}

/** Each county with the helper's share, by both bases, and the partnership's own way to its promise, which is public. */
function byCounty(page: HelperPage, { beside, former }: HelperBooks, shared: ReadonlyMap<string, Row[]>, names: Names) {
  const { helper, filter, gazetteer, at } = page;
  const line = (now: boolean) => (partnership: Partnership) => {
    const rows = shared.get(partnership._id) ?? [];
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
  const own = institutions.filter(
    (row) =>
      row.measure === filter.measure &&
      row.affiliation === helper &&
      row.helper !== helper &&
      books.beside.some(({ _id }) => _id === row.book) &&
      isSelected(row, wanted(choiceOf(filter, "all"))),
  );
  const fen = own.reduce((sum, row) => sum + row.fen, 0);
  return fen > 0 ? fen : null;
}
