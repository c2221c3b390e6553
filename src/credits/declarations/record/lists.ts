import { fromCursor, type Page, page } from "../../../shared/page";
import { hasRole, type Viewer } from "../../../shared/viewer";
import { CONFIRMERS, concerning } from "./concerning";
import { type Declaration, DeclarationModel } from "./declaration";
import type { DeclarationState } from "./states";

export const LISTS = ["waiting", "going", "confirmed", "ended"] as const;
export type List = (typeof LISTS)[number];

type Filter = Record<string, unknown>;

const GOING: DeclarationState[] = ["draft", "submitted", "county_confirmed", "rejected", "mended"];
const MINE: DeclarationState[] = ["draft", "rejected", "mended"];

/** What the viewer is to do something about next. */
function waitingFor(viewer: Viewer): Filter {
  const own = { "declarer.organisation": viewer.organisation?.id ?? "", state: { $in: MINE } };
  const byOthers = { "declarer.kind": "institution" };
  const asked = (side: "county" | "helper"): Filter => ({ state: "confirmed", "correction.side": side });
  if (hasRole(viewer, "county_official")) return { $or: [{ state: "submitted" }, asked("helper")] };
  if (hasRole(viewer, "helper_official"))
    return { $or: [own, { state: "county_confirmed", ...byOthers }, { ...asked("county"), ...byOthers }] };
  if (hasRole(viewer, "city_official")) {
    const byHelper = { "declarer.kind": "helper_authority" };
    return {
      $or: [
        { state: "county_confirmed", ...byHelper },
        { ...asked("county"), ...byHelper },
      ],
    };
  }
  return own;
}

const filterOf = (list: List, viewer: Viewer): Filter => {
  if (list === "waiting") return waitingFor(viewer);
  if (list === "going") return { state: { $in: GOING } };
  if (list === "confirmed") return { state: "confirmed" };
  return { state: { $in: ["withdrawn", "corrected"] } };
};

const inList = (list: List, viewer: Viewer): Filter => ({ $and: [concerning(viewer), filterOf(list, viewer)] });

export interface Listed {
  limit: number;
  cursor?: string | undefined;
  state?: DeclarationState | undefined;
}

/** A list's declarations as far as they concern the viewer, newest first. */
export async function listDeclarations(
  viewer: Viewer,
  list: List | null,
  { limit, cursor, state }: Listed,
): Promise<Page<Declaration>> {
  const [after] = fromCursor(cursor, 1) ?? [];
  const parts = [list ? inList(list, viewer) : concerning(viewer)];
  if (state) parts.push({ state });
  if (typeof after === "string") parts.push({ _id: { $lt: after } });
  const rows = (await DeclarationModel.find({ $and: parts })
    .sort({ _id: -1 })
    .limit(limit + 1)
    .lean()) as Declaration[];
  return page(rows, limit, (row) => [row._id]);
}

export async function countLists(viewer: Viewer): Promise<Record<List, number>> {
  const counts = await Promise.all(LISTS.map((list) => DeclarationModel.countDocuments(inList(list, viewer))));
  return Object.fromEntries(LISTS.map((list, index) => [list, counts[index] ?? 0])) as Record<List, number>;
}

/** How much waits for an official, for the first page; null for those who confirm nothing. */
export const declarationWork = async (viewer: Viewer): Promise<{ waiting: number } | null> =>
  hasRole(viewer, ...CONFIRMERS) ? { waiting: await DeclarationModel.countDocuments(inList("waiting", viewer)) } : null;

export interface DeclaredSums {
  /** Credited, both sides having confirmed. */
  confirmedFen: number;
  /** Of that, what also stands in the reports of another mechanism: to be counted once where both are added up. */
  alsoReportedFen: number;
  /** Signed for, credited nowhere. */
  signedFen: number;
}

/** What the declarations that concern a viewer come to; signed amounts apart, never added. */
export async function sumsFor(viewer: Viewer): Promise<DeclaredSums> {
  const living = { state: { $in: ["submitted", "county_confirmed", "confirmed"] } };
  const confirmed = { $eq: ["$state", "confirmed"] };
  const also = { $gt: [{ $size: { $ifNull: ["$facts.alsoIn", []] } }, 0] };
  const [found] = await DeclarationModel.aggregate<DeclaredSums>([
    { $match: { $and: [concerning(viewer), living] } },
    {
      $group: {
        _id: null,
        confirmedFen: { $sum: { $cond: [confirmed, "$facts.amountFen", 0] } },
        alsoReportedFen: { $sum: { $cond: [{ $and: [confirmed, also] }, "$facts.amountFen", 0] } },
        signedFen: { $sum: "$facts.signedFen" },
      },
    },
  ]);
  return found ?? { confirmedFen: 0, alsoReportedFen: 0, signedFen: 0 };
}
