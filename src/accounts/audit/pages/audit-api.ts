import { z } from "zod";
import { ApiRouter } from "../../../shared/api";
import { query } from "../../../shared/form";
import { paging } from "../../../shared/page";
import { mustBe, type Viewer } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import type { AuditRecord } from "../record";
import { auditPage, searchFields } from "../search";
import { actorWords } from "./audit-words";

const fact = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const AuditAnswer = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  what: z.string(),
  by: z.object({ name: z.string(), organisation: z.string().nullable() }).nullable(),
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
  changes: z.array(z.object({ field: z.string(), before: fact, after: fact })),
  note: z.string(),
  seq: z.int().nullable(),
  hash: z.string().nullable(),
});

function answer(record: AuditRecord, viewer: Viewer, words: Words): z.infer<typeof AuditAnswer> {
  const { _id, at, what, by, subject, changes, note, seq, hash } = record;
  const { name, office } = actorWords(record, viewer, words);
  return {
    id: _id,
    at: at.toISOString(),
    what,
    by: by && { name, organisation: office },
    subject,
    changes,
    note,
    seq,
    hash,
  };
}

export const auditApi = new ApiRouter("audit").on(
  "get",
  "/audit",
  {
    summary:
      "Who did what, newest first: all of it for the city and the platform, one's own district's or organisation's else",
    roles: [],
    query: query({ ...paging, ...searchFields }),
    answer: z.object({ items: z.array(AuditAnswer), nextCursor: z.string().nullable() }),
  },
  async ({ viewer, query: { limit, cursor, ...search }, req }) => {
    const reader = mustBe(viewer, []);
    const { items, nextCursor } = await auditPage(reader, search, { limit, cursor });
    return { items: items.map((each) => answer(each, reader, req.words)), nextCursor };
  },
);
