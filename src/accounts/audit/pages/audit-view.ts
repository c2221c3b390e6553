import type { Viewer } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { AUDIT_DEEDS } from "../deeds";
import type { AuditRecord } from "../record";
import type { Search } from "../search";
import { actorWords, deedWords, factWords, fieldWords } from "./audit-words";

/** Where a thing can be looked at by whoever may. */
const HREFS: Readonly<Record<string, (id: string) => string>> = {
  seller: (id) => `/desk/sellers/${id}`,
  product: (id) => `/review/${id}`,
};

export function rowView(record: AuditRecord, viewer: Viewer, words: Words) {
  const { _id, at, what, subject } = record;
  return {
    href: `/desk/audit/${_id}`,
    at,
    what: deedWords(what, words),
    ...namesOf(record, viewer, words),
    subject: subject.name ?? subject.id,
    kind: words.t(`audit:subject.${subject.kind}`),
  };
}

function namesOf(record: AuditRecord, viewer: Viewer, words: Words) {
  const { name, office, id } = actorWords(record, viewer, words);
  return { name, office, whoHref: id ? `/desk/audit?who=${encodeURIComponent(id)}` : null };
}

export function recordView(record: AuditRecord, viewer: Viewer, words: Words) {
  const { subject, changes, note, seq, hash, previousHash } = record;
  const opens = viewer.organisation?.kind === "seller" ? undefined : HREFS[subject.kind];
  return {
    ...rowView(record, viewer, words),
    id: record._id,
    subjectId: subject.id,
    subjectHref: opens?.(subject.id),
    moreHref: `/desk/audit?subject=${encodeURIComponent(subject.id)}`,
    changes: changes.map(({ field, before, after }) => ({
      field: fieldWords(field, words),
      before: factWords(field, before, words),
      after: factWords(field, after, words),
      long: field.endsWith("Hash"),
    })),
    note,
    seq,
    hash,
    previousHash,
  };
}

/** Deeds by what they are about, as the groups of a choice; a whole kind can be chosen too. */
export function deedGroups(words: Words) {
  const kinds = [...new Set(AUDIT_DEEDS.map((deed) => deed.split(".")[0] as string))];
  return kinds.map((kind) => ({
    label: words.t(`audit:kind.${kind}`),
    options: [
      { value: kind, text: words.t("audit:all", { kind: words.t(`audit:kind.${kind}`) }) },
      ...AUDIT_DEEDS.filter((deed) => deed.startsWith(`${kind}.`)).map((deed) => ({
        value: deed as string,
        text: deedWords(deed, words),
      })),
    ],
  }));
}

/** The search as an address, with what is put beside it. */
export function addressOf(base: string, search: Search, more: Record<string, string> = {}): string {
  const given = Object.entries({ ...search, ...more }).filter((pair): pair is [string, string] => !!pair[1]);
  return given.length > 0 ? `${base}?${new URLSearchParams(given)}` : base;
}
