import { newId, type OrganisationId, type RegionCode, type UserId } from "../../shared/ids";
import { markOf } from "../../shared/sealed";
import type { Viewer } from "../../shared/viewer";
import { toViewer } from "../acting";
import { findUser } from "../user";
import { recordText } from "./canonical";
import type { AuditDeed, AuditSubject } from "./deeds";
import { type Actor, AuditModel, type AuditRecord, type Fact } from "./record";
import { withoutPersonal } from "./without-personal";

/** What stood in the fields of a thing; dates and lists are written down as texts. */
export type Facts = Readonly<Record<string, Fact | undefined | Date | readonly (string | number)[]>>;

export type Doer = Pick<Viewer, "id" | "name"> & Partial<Viewer>;

export interface Audited {
  what: AuditDeed;
  /** `name` is what people call it: a shop's or a product's name, a number. Never a person's address or telephone. */
  subject: { kind: AuditSubject; id: string; name?: string | null };
  /** Null: the program itself. An id alone is looked up. */
  by: Doer | UserId | null;
  before?: Facts;
  after?: Facts;
  note?: string;
  /** The organisation this was done to; its owners may read the record, as may the actor's own. */
  organisation?: OrganisationId | null;
  /** The regions this was done about; their officials may read the record. */
  regions?: readonly (RegionCode | null | undefined)[];
}

/** What a record's mark is bound to. */
export const AUDIT = "audit";
const LONGEST = 500;

/**
 * Writes a deed into the audit log, in the deed's own transaction where there is one. Only what differs between `before` and
 * `after` is kept. Names and amounts, never telephone and account numbers, addresses or secrets; what looks like one in a
 * typed text is blotted out.
 */
export async function audit(deed: Audited, at: Date): Promise<void> {
  const by = typeof deed.by === "string" ? await somebody(deed.by) : deed.by;
  const record = toRecord({ ...deed, by }, at);
  await AuditModel.insertMany([{ ...record, mark: markOf(recordText(record), AUDIT) }]);
}

async function somebody(id: UserId): Promise<Doer> {
  const user = await findUser(id);
  return user ? toViewer(user) : { id, name: id };
}

type Known = Audited & { by: Doer | null };

function toRecord({ what, subject, by, before, after, note, organisation, regions }: Known, at: Date): AuditRecord {
  const actor = by && actorOf(by);
  const own = actor?.organisation?.id;
  const name = subject.name ? clean(subject.name) : null;
  return {
    _id: newId<"audit">("audit", at),
    what,
    at,
    by: actor,
    subject: { kind: subject.kind, id: subject.id, name },
    changes: changesBetween(before ?? {}, after ?? {}),
    note: clean(note ?? ""),
    scopes: distinct([own, organisation, ...(regions ?? [])]),
    who: distinct([actor?.id, actor?.name, actor?.organisation?.name]),
    about: distinct([subject.id, name]),
    mark: "",
    chained: false,
    seq: null,
    hash: null,
    previousHash: null,
  };
}

const actorOf = ({ id, name, roles, organisation }: Doer): Actor => ({
  id,
  name,
  role: roles?.[0] ?? null,
  organisation: organisation
    ? { id: organisation.id, name: organisation.name, kind: organisation.kind, region: organisation.region }
    : null,
});

function changesBetween(before: Facts, after: Facts): AuditRecord["changes"] {
  return distinct([...Object.keys(before), ...Object.keys(after)])
    .map((field) => ({ field, before: factOf(before[field]), after: factOf(after[field]) }))
    .filter((change) => change.before !== change.after);
}

function factOf(value: Facts[string]): Fact {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return clean(value);
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? clean(value.join("、")) : value;
}

/** Half a sign, as a cut or a program may leave behind, comes back from the database as another: no mark would hold over it. */
const clean = (text: string): string =>
  withoutPersonal(text)
    .slice(0, LONGEST)
    .replace(/\p{Cs}/gu, "\ufffd");

const distinct = (texts: readonly (string | null | undefined)[]): string[] => [
  ...new Set(texts.filter((text): text is string => !!text)),
];
