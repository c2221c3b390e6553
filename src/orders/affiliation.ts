import type { Gazetteer } from "../regions/gazetteer";
import { Refusal } from "../shared/errors";
import type { RegionCode } from "../shared/ids";
import type { Viewer } from "../shared/viewer";
import type { Affiliation } from "./order-record";

/**
 * Rule 8, whose purchase this is. An institution's affiliation is its registration and cannot be chosen. A citizen's is
 * the choice made at checkout, else the declared home district, else the district the goods go to; functional zones are
 * only ever chosen, for an address cannot tell them from the district around them.
 */
export function affiliationFor(
  viewer: Viewer,
  { chosen, delivery }: { chosen: RegionCode | undefined; delivery: RegionCode },
  book: Gazetteer,
): Affiliation {
  if (viewer.organisation?.kind === "institution") {
    if (chosen && chosen !== viewer.organisation.region) throw new Refusal("AFFILIATION_NOT_ALLOWED");
    return { region: viewer.organisation.region, how: "registration" };
  }
  if (chosen) {
    if (!book.find(chosen)) throw new Refusal("AFFILIATION_NOT_ALLOWED");
    return { region: chosen, how: "chosen" };
  }
  if (viewer.homeRegion) return { region: viewer.homeRegion, how: "home" };
  return book.find(delivery) ? { region: delivery, how: "delivery" } : { region: null, how: "delivery" };
}
