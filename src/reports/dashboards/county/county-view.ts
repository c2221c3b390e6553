import { isPaired } from "../../../credits/answers/totals-answer";
import { BASES, PAIRED } from "../../../credits/attribute";
import { BREAKDOWN_KINDS } from "../../../credits/breakdowns/breakdown";
import { answerOf } from "../../../credits/breakdowns/read-breakdown";
import { sideAsOf } from "../../../credits/breakdowns/side";
import { selectedBy } from "../../../credits/entries";
import type { Row } from "../../../credits/totals/total";
import type { Gazetteer } from "../../../regions/gazetteer";
import { helpersOn, type Partnership } from "../../../regions/partnership";
import { inSnapshot } from "../../../shared/db";
import type { RegionCode } from "../../../shared/ids";
import { dayOf } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { Names } from "../../names";
import { filterView } from "../sides/filter-view";
import { buyerLines } from "../sides/parts/buyers";
import { campaignLines } from "../sides/parts/campaign-lines";
import { byBasis, byBuyerKind, byCategory } from "../sides/parts/groups";
import { targetOf } from "../sides/parts/target";
import { FEW, goodsLines, MANY, sellerLines } from "../sides/parts/thing-lines";
import { waitingHere } from "../sides/parts/waiting";
import { choiceOf, type SideFilter, wanted, yearsOf } from "../sides/side-query";
import { chosenRows, type Ground, groupsOf, monthsOf, wholeOf } from "../sides/side-rows";

export interface CountyPage {
  partnership: Partnership;
  filter: SideFilter;
  viewer: Viewer;
  at: Date;
  gazetteer: Gazetteer;
  words: Words;
}

/** The view model of a county's year: how much against the promise, what sold, whose, who bought, what waits. */
export async function countyView(page: CountyPage) {
  const { partnership, filter, viewer, at, gazetteer, words } = page;
  const read = await readCounty(page);
  const { ground, institutions } = read;
  const names = new Names(gazetteer, words);
  const path = `/dashboards/counties/${partnership.county}`;
  const [goods, sellers, campaigns, waiting] = await Promise.all([
    goodsLines(ground, read.goods),
    sellerLines(ground, read.sellers),
    campaignLines(ground, { partnership: partnership._id }, read.campaigns.items, names),
    waitingHere(viewer, partnership.county, gazetteer, words, at),
  ]);
  return {
    ...headOf(page, names),
    ...{ asOf: at, year: filter.year, measure: filter.measure },
    form: filterView(path, filter, at, words),
    target: targetOf(partnership, ground.rows, gazetteer, filter, at),
    paired: ground.choice.basis !== "all",
    whole: wholeOf(ground),
    wholeRule: words.t(`dashboards:side.rule.recognised.${ground.choice.basis === "all" ? "all" : "paired"}`),
    stylesheet: "css/dashboard.css",
    ...monthsOf(ground),
    groups: [byHelper(ground, page, names), byCategory(ground), byBuyerKind(ground)],
    others: othersOf(ground),
    ...{ goods, sellers, campaigns, waiting },
    buyers: buyerLines({ ground, names, path }, institutions),
  };
}

/** Everything of one instant: two years of totals for the comparison, the months shown of what was sold and to whom. */
async function readCounty({ partnership, filter, at, words }: CountyPage) {
  const book = partnership._id;
  const asked = { books: [book], years: yearsOf(filter), span: filter.span, kinds: BREAKDOWN_KINDS };
  const { rows, parts } = await inSnapshot((asOf) => sideAsOf(asOf, asked));
  const choice = choiceOf(filter, wholeBasis(partnership, rows, at));
  const chosen = selectedBy(wanted(choice));
  const most = { limit: filter.all ? MANY : FEW, by: filter.measure };
  return {
    ground: { rows, book, filter, choice, at, words } satisfies Ground,
    goods: answerOf(parts.product.filter(chosen), most),
    sellers: answerOf(parts.seller.filter(chosen), most),
    campaigns: answerOf(parts.campaign.filter(chosen)),
    institutions: parts.institution,
  };
}

/** A county without helpers has nothing paired to show: all its sales stand in its page then. */
const wholeBasis = (partnership: Partnership, rows: readonly Row[], at: Date): "paired" | "all" =>
  helpersOn(partnership, dayOf(at)).length > 0 || rows.some(isPaired) ? "paired" : "all";

function headOf({ partnership, filter, at, words }: CountyPage, names: Names) {
  const county = names.full(partnership.county);
  const helpers = names.helpers(partnership, dayOf(at));
  return {
    title: words.t("dashboards:side.county.title", { county, year: filter.year }),
    county: names.short(partnership.county),
    helpers,
    publicHref: `/partnerships/${partnership._id}?year=${filter.year}`,
    statementsHref: `/partnerships/${partnership._id}/statements?year=${filter.year}`,
  };
}

/** A line for every helper and basis that occurred in the two years, and for both bases of those who help today. */
function byHelper(ground: Ground, { partnership, at, words }: CountyPage, names: Names) {
  if (ground.choice.basis === "all") return byBasis(ground, BASES);
  const today = helpersOn(partnership, dayOf(at)).map((link) => link.region);
  const occurred = chosenRows(ground.rows, ground.choice).map((row) => row.helper);
  const helpers = [...new Set([...today, ...(occurred as RegionCode[])])];
  const bases = PAIRED.filter((basis) => ground.filter.basis === undefined || basis === ground.filter.basis);
  const groups = helpers.flatMap((helper) =>
    bases.map((basis) => ({
      key: `${helper} ${basis}`,
      name: names.short(helper),
      under: words.t(`common:basis.${basis}`),
      choice: { helper, basis },
    })),
  );
  return {
    id: "by-helper",
    title: words.t("dashboards:side.byHelper"),
    head: words.t("common:word.helper"),
    lines: groupsOf(ground, (row) => `${row.helper} ${row.basis}`, groups),
  };
}

/** What the county sold outside every partnership: it stands beside the figure, and is no part of it. */
function othersOf(ground: Ground) {
  const { basis: _, ...rest } = ground.choice;
  const bases = ["non_paired", "out_of_scope"] as const;
  const groups = bases.map((basis) => ({
    key: basis,
    name: ground.words.t(`common:basis.${basis}`),
    choice: { basis },
  }));
  const lines = groupsOf({ ...ground, choice: { ...rest, basis: "all" } }, (row) => row.basis, groups);
  return lines.map((line, n) => ({ ...line, basis: bases[n] }));
}
