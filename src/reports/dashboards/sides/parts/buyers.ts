import { type Organisation, OrganisationModel } from "../../../../accounts/organisation";
import { type BreakdownRow, UNNAMED } from "../../../../credits/breakdowns/breakdown";
import { type BreakdownItem, itemsOf, largestFirst } from "../../../../credits/breakdowns/read-breakdown";
import { selectedBy } from "../../../../credits/entries";
import { sumUp } from "../../../../credits/totals/sums";
import type { RegionCode } from "../../../../shared/ids";
import { linkedAmounts } from "../../../links";
import type { Names } from "../../../names";
import { wanted } from "../side-query";
import { chosenRows, fileHref, type Ground } from "../side-rows";
import { FEW, MANY } from "./thing-lines";

export interface BuyersAsked {
  ground: Ground;
  names: Names;
  /** The side's page, below which an institution's own page is. */
  path: string;
}

/**
 * Who bought: institutions by name, those nobody put a name to in one line, and citizens as a number of orders and a sum.
 * `named` are the breakdown's rows this side may read names of; the totals say the whole, so that nothing is missing.
 */
export function buyerLines({ ground, names, path }: BuyersAsked, named: readonly BreakdownRow[]) {
  const { rows, book, choice, filter } = ground;
  const own = named.filter(selectedBy(wanted(choice)));
  const items = itemsOf(own).sort(largestFirst(filter.measure));
  const shown = items.slice(0, filter.all ? MANY : FEW);
  const kinds = chosenRows(rows, choice);
  const whole = sumUp(kinds);
  const citizens = sumUp(kinds.filter((row) => row.buyerKind === "citizen"));
  const institutions = sumUp(kinds.filter((row) => row.buyerKind === "institution"));
  return {
    rows: shown.map((item) => institutionLine(item, names, addressOf(path, item, ground))),
    count: items.filter(({ id }) => id !== UNNAMED).length,
    rest: restOf(items.slice(shown.length)),
    institutions: {
      ...linkedAmounts(book, institutions, { ...choice, buyerKind: "institution" }),
      orders: institutions.orders,
    },
    citizens: { ...linkedAmounts(book, citizens, { ...choice, buyerKind: "citizen" }), orders: citizens.orders },
    whole: { ...linkedAmounts(book, whole, choice), orders: whole.orders },
    fileHref: items.length > 0 ? fileHref(ground, "institution") : null,
    asksCitizens: choice.buyerKind !== "institution",
    asksInstitutions: choice.buyerKind !== "citizen",
  };
}

function institutionLine(item: BreakdownItem, names: Names, href: string) {
  const { words } = names;
  return {
    name: item.id === UNNAMED ? words.t("dashboards:side.unnamed") : item.name,
    district: item.affiliation && names.short(item.affiliation),
    orders: item.paid.orders,
    paidFen: item.paid.fen,
    recognisedFen: item.recognised.fen,
    paidHref: `${href}&measure=paid`,
    recognisedHref: `${href}&measure=recognised`,
  };
}

/** The page of one institution's purchases, with the months and the parts that were chosen. */
function addressOf(path: string, { id }: BreakdownItem, { choice }: Ground): string {
  const { from, to, basis, category } = choice;
  const asked = Object.entries({ from, to, basis: basis === "paired" ? undefined : basis, category }).filter(
    ([, value]) => value,
  ) as [string, string][];
  return `${path}/institutions/${encodeURIComponent(id)}?${new URLSearchParams(asked)}`;
}

function restOf(items: readonly BreakdownItem[]) {
  if (items.length === 0) return null;
  const sum = (measure: "paid" | "recognised") => items.reduce((whole, item) => whole + item[measure].fen, 0);
  return { count: items.length, paidFen: sum("paid"), recognisedFen: sum("recognised") };
}

export interface Quiet {
  names: string[];
  count: number;
  /** How many of them are not named. */
  more: number;
}

/** The institutions registered in a district that are in none of these rows: whom one could telephone. */
export async function quietInstitutions(region: RegionCode, bought: readonly BreakdownRow[]): Promise<Quiet> {
  const active = [...new Set(bought.filter(({ entries }) => entries > 0).map(({ id }) => id))];
  const found = { kind: "institution", region, _id: { $nin: active } } as const;
  const [named, count] = await Promise.all([
    OrganisationModel.find(found as never, { name: 1 })
      .sort({ name: 1 })
      .limit(30)
      .lean(),
    OrganisationModel.countDocuments(found as never),
  ]);
  const known = named as Organisation[];
  return { names: known.map(({ name }) => name), count, more: Math.max(0, count - known.length) };
}
