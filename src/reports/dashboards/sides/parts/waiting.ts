import { reviewWork } from "../../../../catalogue/review/queue";
import { declarationWork } from "../../../../credits/declarations/record/lists";
import type { Gazetteer } from "../../../../regions/gazetteer";
import { vettingWork } from "../../../../sellers/vetting/cases";
import type { RegionCode } from "../../../../shared/ids";
import { hasRole, type Viewer } from "../../../../shared/viewer";
import type { Words } from "../../../../shared/words";
import { statementWork } from "../../../statements/desk";

/** What waits for the official whose side the page is of; null for others who look at it: their own work is on their desk. */
export async function waitingHere(viewer: Viewer, region: RegionCode, gazetteer: Gazetteer, words: Words, at: Date) {
  const own = viewer.organisation?.region === region && hasRole(viewer, "county_official", "helper_official");
  if (!own) return null;
  const [sellers, goods, declarations, statements] = await Promise.all([
    vettingWork(viewer, at),
    reviewWork(viewer),
    declarationWork(viewer),
    statementWork(viewer, gazetteer, words),
  ]);
  const lines = [
    { href: "/desk/sellers", text: words.t("dashboards:side.waiting.sellers"), count: sellers?.waiting ?? 0 },
    { href: "/review", text: words.t("dashboards:side.waiting.goods"), count: goods?.waiting ?? 0 },
    { href: "/declarations", text: words.t("dashboards:side.waiting.declarations"), count: declarations?.waiting ?? 0 },
  ].filter(({ count }) => count > 0);
  const months = (statements?.rows ?? []).map(({ href, county, monthWord, what }) => ({
    href,
    text: `${county} · ${monthWord}`,
    what,
  }));
  return { lines, months, none: lines.length === 0 && months.length === 0 };
}
