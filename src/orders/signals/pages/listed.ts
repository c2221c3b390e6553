import { concerning } from "../../../credits/declarations/record/concerning";
import { type Declaration, DeclarationModel } from "../../../credits/declarations/record/declaration";
import { notFound } from "../../../shared/errors";
import { fromCursor, type Page, page } from "../../../shared/page";
import { hasRole, type Role, type Viewer } from "../../../shared/viewer";
import { CaseModel, type CaseState, caseById, type SaleCase } from "../case";
import type { SignalCode } from "../rules";

/** The city and the platform see every case, a county those of its goods; only the city decides. */
export const READERS = ["county_official", "city_official", "admin"] as const satisfies Role[];
export const DECIDERS = ["city_official"] as const satisfies Role[];

export interface Choice {
  state: CaseState;
  code?: SignalCode | undefined;
  county?: string | undefined;
}

type Filter = Record<string, unknown>;
const NOTHING: Filter = { _id: "" };

function within(viewer: Viewer): Filter {
  if (hasRole(viewer, "city_official", "admin")) return {};
  const region = viewer.organisation?.region;
  return region && hasRole(viewer, "county_official") ? { county: region } : NOTHING;
}

const filterOf = (viewer: Viewer, { state, code, county }: Choice): Filter => ({
  $and: [within(viewer), { state, ...(code && { "findings.code": code }), ...(county && { county }) }],
});

/** A page of cases, the newest first. */
export async function listCases(
  viewer: Viewer,
  choice: Choice,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<SaleCase>> {
  const [after] = fromCursor(cursor, 1) ?? [];
  const older: Filter = typeof after === "string" ? { _id: { $lt: after } } : {};
  const rows = (await CaseModel.find({ $and: [filterOf(viewer, choice), older] })
    .sort({ _id: -1 })
    .limit(limit + 1)
    .lean()) as SaleCase[];
  return page(rows, limit, (row) => [row._id]);
}

export const countCases = (viewer: Viewer, choice: Choice): Promise<number> =>
  CaseModel.countDocuments(filterOf(viewer, choice));

/** Refuses with NOT_FOUND what is not there and what is no business of the viewer's, alike. */
export async function caseFor(viewer: Viewer, id: string): Promise<SaleCase> {
  const found = await caseById(id);
  const { county } = within(viewer) as { county?: string };
  if (!hasRole(viewer, ...READERS) || (!hasRole(viewer, "city_official", "admin") && found.county !== county))
    throw notFound();
  return found;
}

/** How much waits, for the first page; null for those who only read. */
export const signalWork = async (viewer: Viewer): Promise<{ waiting: number } | null> =>
  hasRole(viewer, ...DECIDERS) ? { waiting: await countCases(viewer, { state: "open" }) } : null;

const MOST = 25;

/** Declarations on their way about which something was noticed: they are decided where they are confirmed. */
export const declarationsNoticed = async (viewer: Viewer): Promise<Declaration[]> =>
  (await DeclarationModel.find({
    $and: [concerning(viewer), { state: { $in: ["submitted", "county_confirmed"] }, "signals.0": { $exists: true } }],
  })
    .sort({ _id: -1 })
    .limit(MOST)
    .lean()) as Declaration[];
