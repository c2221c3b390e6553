import type { RegionCode } from "../../../shared/ids";
import { ZERO } from "../../../shared/money";
import type { Month } from "../../../shared/time";
import type { Basis } from "../../attribute";
import type { BuyerKind, Category } from "../../deed";
import type { Amounts, Figures } from "../figures";

/** One figure of a month, named by what it is a sum of. */
export type Part =
  | { of: "whole" }
  | { of: "helper"; helper: RegionCode; basis: Basis }
  | { of: "category"; category: Category }
  | { of: "buyerKind"; buyerKind: BuyerKind }
  | { of: "others"; basis: Basis }
  | { of: "late"; month: Month };

export interface Moved {
  part: Part;
  before: Amounts;
  after: Amounts;
}

const NOTHING: Amounts = { paidFen: ZERO, recognisedFen: ZERO };

/** Every figure that is not what it was, in the order of the paper. Pure. */
export function movedBetween(before: Figures, after: Figures): Moved[] {
  const [old, current] = [partsOf(before), partsOf(after)];
  const names = [...new Set([...current.keys(), ...old.keys()])];
  return names
    .map((name) => ({
      part: (current.get(name) ?? old.get(name))?.part as Part,
      before: old.get(name)?.amounts ?? NOTHING,
      after: current.get(name)?.amounts ?? NOTHING,
    }))
    .filter((each) => !same(each.before, each.after));
}

const same = (a: Amounts, b: Amounts): boolean => a.paidFen === b.paidFen && a.recognisedFen === b.recognisedFen;

interface Sum {
  part: Part;
  amounts: Amounts;
}

function partsOf({
  byHelper,
  byCategory,
  byBuyerKind,
  others,
  late,
  paidFen,
  recognisedFen,
}: Figures): Map<string, Sum> {
  const sums: Sum[] = [
    { part: { of: "whole" }, amounts: { paidFen, recognisedFen } },
    ...byHelper.map(({ helper, basis, ...amounts }): Sum => ({ part: { of: "helper", helper, basis }, amounts })),
    ...byCategory.map(({ category, ...amounts }): Sum => ({ part: { of: "category", category }, amounts })),
    ...byBuyerKind.map(({ buyerKind, ...amounts }): Sum => ({ part: { of: "buyerKind", buyerKind }, amounts })),
    ...others.map(({ basis, ...amounts }): Sum => ({ part: { of: "others", basis }, amounts })),
    ...late.map(({ month, ...amounts }): Sum => ({ part: { of: "late", month }, amounts })),
  ];
  return new Map(sums.map((sum) => [Object.values(sum.part).join(" "), sum]));
}
