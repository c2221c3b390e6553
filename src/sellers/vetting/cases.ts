import { notFound } from "../../shared/errors";
import type { SellerId } from "../../shared/ids";
import { dayOf } from "../../shared/time";
import { hasRole, type Viewer } from "../../shared/viewer";
import { caseById, casesOf } from "../record/case";
import { DOCUMENT_KINDS } from "../record/document";
import type { SellerState } from "../record/kinds";
import { type SellerCase, SellerModel } from "../seller";

/** The lists of the vetting desk. "waiting" is for whoever looks; "elsewhere" waits for the other office. */
export const LISTS = ["waiting", "elsewhere", "returned", "open", "suspended", "expired"] as const;
export type List = (typeof LISTS)[number];

/** How many a list shows at once. */
const LISTED = 40;

/** Who vets at all: a county its own sellers, the platform all of them. */
export const VETTERS = ["county_official", "admin"] as const;

/** What a vetter may see: sent in at least once, and for a county its own. */
function visible(viewer: Viewer): Record<string, unknown> {
  if (hasRole(viewer, "admin")) return {};
  // Without a region of its own an office sees nothing, and not everything.
  return { county: viewer.organisation?.region ?? "" };
}

const SEEN: readonly SellerState[] = ["applied", "recommended", "returned", "open", "suspended"];

/** A seller as a vetter may open it; another county's, and one still being written, are not there. */
export async function caseFor(viewer: Viewer, id: string): Promise<SellerCase> {
  if (!hasRole(viewer, ...VETTERS) || !/^sel_\w{10,60}$/.test(id)) throw notFound();
  const seller = await caseById(id as SellerId);
  const { county } = visible(viewer);
  if (!SEEN.includes(seller.state) || (county !== undefined && county !== seller.county)) throw notFound();
  return seller;
}

const EXPIRING_KINDS = DOCUMENT_KINDS.filter((kind) => kind !== "other");

/** A required paper of an open or closed shop that has run out; the shop stays open, and the county sees it marked. */
const expired = (at: Date) => ({
  state: { $in: ["open", "suspended"] },
  documents: {
    $elemMatch: { replacedAt: null, kind: { $in: EXPIRING_KINDS }, validUntil: { $lt: dayOf(at), $ne: null } },
  },
});

function filterOf(list: List, viewer: Viewer, at: Date): Record<string, unknown> {
  if (list === "expired") return { ...visible(viewer), ...expired(at) };
  const [mine, others] = hasRole(viewer, "admin") ? ["recommended", "applied"] : ["applied", "recommended"];
  const state = list === "waiting" ? mine : list === "elsewhere" ? others : list;
  return { ...visible(viewer), state };
}

/** Who waits longest stands first; the rest newest first. */
export async function listCases(
  list: List,
  viewer: Viewer,
  { at, before }: { at: Date; before?: string | undefined },
): Promise<{ cases: SellerCase[]; next: string | null }> {
  const waiting = list === "waiting" || list === "elsewhere";
  const older = !waiting && before ? { _id: { $lt: before } } : {};
  const rows = await casesOf(
    { ...filterOf(list, viewer, at), ...older },
    waiting ? { movedAt: 1, _id: 1 } : { _id: -1 },
    LISTED + 1,
  );
  const cases = rows.slice(0, LISTED);
  return { cases, next: !waiting && rows.length > LISTED ? (cases.at(-1)?._id ?? null) : null };
}

/** How many stand in each list. */
export async function countCases(viewer: Viewer, at: Date): Promise<Record<List, number>> {
  const counts = await Promise.all(LISTS.map((list) => SellerModel.countDocuments(filterOf(list, viewer, at))));
  return Object.fromEntries(LISTS.map((list, index) => [list, counts[index] ?? 0])) as Record<List, number>;
}

/** What the desk says of sellers to those who vet them; null for everybody else. */
export async function vettingWork(viewer: Viewer, at: Date): Promise<{ waiting: number; expired: number } | null> {
  if (!hasRole(viewer, ...VETTERS)) return null;
  const [waiting, expired] = await Promise.all([
    SellerModel.countDocuments(filterOf("waiting", viewer, at)),
    SellerModel.countDocuments(filterOf("expired", viewer, at)),
  ]);
  return { waiting, expired };
}
