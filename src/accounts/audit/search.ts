import { z } from "zod";
import { notFound, Refusal } from "../../shared/errors";
import { firstIdAt } from "../../shared/ids";
import { fromCursor, type Page, page } from "../../shared/page";
import { DAY, later } from "../../shared/time";
import { hasRole, type Viewer } from "../../shared/viewer";
import { AUDIT_DEEDS, type AuditDeed } from "./deeds";
import { type AuditId, AuditModel, type AuditRecord } from "./record";

const OVERSEERS = ["city_official", "admin"] as const;

/** Whose records the viewer may read; null: everybody's. */
type Scopes = string[] | null;

/**
 * The city and the platform read all; a county's and a helper's officials what their office did and what was done about
 * their district; an owner what concerns the own organisation. Refuses everybody else with FORBIDDEN.
 */
export function scopesOf(viewer: Viewer): Scopes {
  const { organisation } = viewer;
  if (hasRole(viewer, ...OVERSEERS)) return null;
  if (organisation && hasRole(viewer, "county_official", "helper_official"))
    return [organisation.id, ...(organisation.region ? [organisation.region] : [])];
  if (organisation?.role === "owner") return [organisation.id];
  throw new Refusal("FORBIDDEN");
}

const text = z
  .string()
  .max(120)
  .transform((typed) => typed.normalize("NFC").trim());
const day = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "day");

/** What a search may name, each as it stands in an address; days are Shanghai's, both included. */
export const searchFields = {
  what: z.string().max(60).optional(),
  who: text.optional(),
  subject: text.optional(),
  from: day.optional(),
  to: day.optional(),
};
export interface Search {
  what?: string | undefined;
  who?: string | undefined;
  subject?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** A deed, or all of a kind: "statement.signed", "statement". */
const deedsNamed = (what: string): AuditDeed[] =>
  AUDIT_DEEDS.filter((deed) => deed === what || deed.startsWith(`${what}.`));

const midnight = (of: string): Date => new Date(`${of}T00:00:00+08:00`);

/** Ids sort by time, so days are bounds of ids and every search reads one index from its end. */
function filterOf(viewer: Viewer, { what, who, subject, from, to }: Search, before?: string) {
  const scopes = scopesOf(viewer);
  const below = [before, to && firstIdAt("audit", later(midnight(to), DAY))].filter((id): id is string => !!id).sort();
  const ids = {
    ...(from ? { $gte: firstIdAt("audit", midnight(from)) } : {}),
    ...(below[0] ? { $lt: below[0] } : {}),
  };
  return {
    ...(scopes ? { scopes: { $in: scopes } } : {}),
    ...(what ? { what: { $in: deedsNamed(what) } } : {}),
    ...(who ? { who } : {}),
    ...(subject ? { about: subject } : {}),
    ...(Object.keys(ids).length > 0 ? { _id: ids } : {}),
  } as Record<string, unknown>;
}

/** A page of what the viewer may read, newest first; a page costs the same however many records there are. */
export async function auditPage(
  viewer: Viewer,
  search: Search,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<AuditRecord>> {
  const [before] = fromCursor(cursor, 1) ?? [];
  const rows = (await AuditModel.find(filterOf(viewer, search, before === undefined ? undefined : String(before)))
    .sort({ _id: -1 })
    .limit(limit + 1)
    .lean()) as AuditRecord[];
  return page(rows, limit, (row) => [row._id]);
}

/** One record. Refuses with NOT_FOUND what the viewer may not read. */
export async function auditRecord(viewer: Viewer, id: string): Promise<AuditRecord> {
  const scopes = scopesOf(viewer);
  const record = (await AuditModel.findOne({
    _id: String(id) as AuditId,
    ...(scopes ? { scopes: { $in: scopes } } : {}),
  }).lean()) as AuditRecord | null;
  if (!record) throw notFound();
  return record;
}

/** As many lines as a spreadsheet opens without trouble. */
export const MOST_ROWS = 50_000;

export const countFound = (viewer: Viewer, search: Search): Promise<number> =>
  AuditModel.countDocuments(filterOf(viewer, search)).limit(MOST_ROWS).exec();

/** Everything a search finds, newest first, as far as a file goes. */
export const everyFound = (viewer: Viewer, search: Search): AsyncIterable<AuditRecord> =>
  AuditModel.find(filterOf(viewer, search)).sort({ _id: -1 }).limit(MOST_ROWS).lean().cursor() as never;
