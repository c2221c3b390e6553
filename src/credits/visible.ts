import type { Gazetteer } from "../regions/gazetteer";
import { hasHelped } from "../regions/partnership";
import type { PartnershipId, RegionCode } from "../shared/ids";
import { hasRole, type Role, type Viewer } from "../shared/viewer";
import type { Entry } from "./entry";

/** Those who see order numbers, places in the chain and hashes; for everybody else the ledger is de-identified. */
export const OFFICIALS = ["county_official", "helper_official", "city_official", "admin"] as const satisfies Role[];

/** What of the ledger somebody may read. */
export interface Visible {
  /** These books whole. */
  books: PartnershipId[];
  /** Of these, only the entries of one helper: it stood beside the county once, and no longer does. */
  former: { books: PartnershipId[]; helper: RegionCode } | null;
}

/**
 * Rule 21: the city sees all, a county its own book, a helper the books of the counties it stands beside on `day` and
 * its own unit's entries wherever else it ever stood.
 */
export function visibleTo(viewer: Viewer | undefined, gazetteer: Gazetteer, day: string): Visible {
  if (hasRole(viewer, "city_official", "admin"))
    return { books: gazetteer.partnerships.map((each) => each._id), former: null };
  const region = viewer?.organisation?.region;
  if (region && hasRole(viewer, "county_official")) {
    const own = gazetteer.partnershipOf(region);
    return { books: own ? [own._id] : [], former: null };
  }
  if (region && hasRole(viewer, "helper_official")) return visibleToHelper(region, gazetteer, day);
  return { books: [], former: null };
}

function visibleToHelper(helper: RegionCode, gazetteer: Gazetteer, day: string): Visible {
  const books = gazetteer.partnershipsOf(helper, day).map((each) => each._id);
  const former = gazetteer.partnerships
    .filter((each) => hasHelped(each, helper, day) && !books.includes(each._id))
    .map((each) => each._id);
  return { books, former: former.length > 0 ? { books: former, helper } : null };
}

export const isVisible = ({ book, helper }: Pick<Entry, "book" | "helper">, { books, former }: Visible): boolean =>
  books.includes(book) || (former?.books.includes(book) === true && former.helper === helper);

/**
 * Whether the viewer may read which institution bought, of an entry (or a part of a breakdown) they may read at all: the
 * city, the county, whose producers sold to it, and the helper it belongs to or whose deed it is credited as. Another
 * helper of the same county sees the amount in the shared book and learns neither the name nor how many there are.
 */
export function isNamedTo(
  viewer: Viewer | undefined,
  { affiliation, helper }: Pick<Entry, "affiliation" | "helper">,
): boolean {
  if (hasRole(viewer, "city_official", "admin", "county_official")) return true;
  const region = viewer?.organisation?.region;
  return Boolean(region) && hasRole(viewer, "helper_official") && (affiliation === region || helper === region);
}
