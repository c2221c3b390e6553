import type { Column } from "../../../shared/tables/column";
import { writeCsv } from "../../../shared/tables/write-csv";
import type { Viewer } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import type { AuditRecord } from "../record";
import { actorWords, deedWords, factWords, fieldWords } from "./audit-words";

/** The log as lines of a file; what people typed never becomes a formula. */
export const auditLines = (records: AsyncIterable<AuditRecord>, viewer: Viewer, words: Words): AsyncGenerator<string> =>
  writeCsv(columnsFor(viewer, words), records);

function columnsFor(viewer: Viewer, words: Words): Column<AuditRecord>[] {
  const columns: [name: string, of: Column<AuditRecord>["of"], kind?: Column<AuditRecord>["kind"]][] = [
    ["seq", (record) => record.seq, "number"],
    ["at", (record) => record.at, "instant"],
    ["what", (record) => deedWords(record.what, words)],
    ["who", (record) => actorWords(record, viewer, words).name],
    ["office", (record) => actorWords(record, viewer, words).office],
    ["kind", (record) => words.t(`audit:subject.${record.subject.kind}`)],
    ["subject", (record) => record.subject.name],
    ["subjectId", (record) => record.subject.id],
    ["changes", (record) => changesIn(record, words)],
    ["note", (record) => record.note],
    ["id", (record) => record._id],
    ["hash", (record) => record.hash],
  ];
  return columns.map(([name, of, kind = "text"]) => ({ title: words.t(`audit:column.${name}`), of, kind }));
}

const changesIn = ({ changes }: AuditRecord, words: Words): string =>
  changes
    .map(
      ({ field, before, after }) =>
        `${fieldWords(field, words)}: ${factWords(field, before, words)} → ${factWords(field, after, words)}`,
    )
    .join("; ");
