import type { BreakdownRow } from "../../../credits/breakdowns/breakdown";
import type { Gazetteer } from "../../../regions/gazetteer";
import { hasHelped, type Partnership } from "../../../regions/partnership";
import type { RegionCode } from "../../../shared/ids";

/** The counties a helper stands beside on a day, and those it once stood beside and no longer does. */
export interface HelperBooks {
  beside: Partnership[];
  former: Partnership[];
}

export function booksOf(helper: RegionCode, gazetteer: Gazetteer, day: string): HelperBooks {
  const beside = gazetteer.partnershipsOf(helper, day);
  const former = gazetteer.partnerships.filter((each) => !beside.includes(each) && hasHelped(each, helper, day));
  return { beside, former };
}

/**
 * The institutions a helper's page may name, and count: whose purchase is credited to it, and, in the books it shares
 * today, those of its own district wherever they are credited. Of another district's it learns nothing, not even how many.
 */
export const namedTo =
  (helper: RegionCode, { beside }: HelperBooks) =>
  ({ book, helper: credited, affiliation }: Pick<BreakdownRow, "book" | "helper" | "affiliation">): boolean =>
    credited === helper || (affiliation === helper && beside.some(({ _id }) => _id === book));
