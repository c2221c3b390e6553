import { seedPeople } from "../seeds/people";
import { database } from "../src/shared/db";
import { loadAs, served, signIn } from "./served";
import { fillYears } from "./years";

/** Pages whose time must not depend on how many entries stand behind their figures, and the entries behind one figure. */
const PAGES = {
  "city dashboard": "/dashboards/city?year=2026",
  "county dashboard": "/dashboards/counties/500242?year=2026",
  "helper dashboard": "/dashboards/helpers/500105?year=2026",
  "public page of the city": "/contributions?year=2026",
  "50 entries of a partnership": "/partnerships/youyang/entries?from=2026-01&to=2026-11&measure=paid&basis=paired",
  "50 entries of one helper, category and buyer":
    "/partnerships/youyang/entries?from=2026-01&to=2026-11&measure=paid&basis=purchase&helper=500105&category=tourism&buyerKind=citizen",
  "50 entries of the city, tourism": "/contributions/entries?from=2026-01&to=2026-11&measure=paid&category=tourism",
  "what was taken back": "/partnerships/youyang/entries?from=2026-01&to=2026-11&measure=paid&basis=paired&taken=back",
};

/** As a city official, with ever more entries in the same ledger; ratios are of the last size to the first. */
export async function measureOfficials(uri: string, sizes: readonly number[]): Promise<object> {
  const measured: Record<string, Record<string, object>> = {};
  for (const entries of sizes) {
    await fillYears(entries);
    await seedPeople();
    measured[entries] = await measurePages(uri);
  }
  return measured;
}

export const measurePages = (uri: string): Promise<Record<string, object>> =>
  served(uri, async (url) => {
    const cookie = await signIn(url, ({ role }) => role === "city_official");
    const figures: Record<string, object> = {};
    for (const [name, page] of Object.entries(PAGES)) figures[name] = await loadAs(cookie, `${url}${page}`);
    figures.entries = { count: await database().collection("entries").estimatedDocumentCount() };
    return figures;
  });
