import { createHash } from "node:crypto";
import { gazetteer } from "../../../regions/gazetteer";
import { inTransaction, isDuplicate } from "../../../shared/db";
import { type FieldError, Refusal } from "../../../shared/errors";
import { newId } from "../../../shared/ids";
import { readTable } from "../../../shared/tables/read-table";
import { DAY, dayOf, later } from "../../../shared/time";
import type { SentFile } from "../../../shared/uploads/upload";
import type { Viewer } from "../../../shared/viewer";
import { declarerOf, newDeclaration } from "../deeds/write";
import { readContent } from "../reading/read-content";
import { type Declaration, DeclarationModel } from "../record/declaration";
import { invoiceId, takenLines } from "../record/invoice";
import { findColumns } from "./columns";
import { type DeclarationImport, DeclarationImportModel, importOf, onceOf, PREVIEW_MS } from "./import-record";
import { type Grouped, groupRows, type LineError, vocabularyOf } from "./read-table-rows";

export const MOST_ROWS = 1000;
export const TABLE_BYTES = 5_000_000;

/** A word in both languages, as templates are written in either. */
export type Spoken = (key: string) => string[];

/**
 * Looks at a table and keeps what it says for an hour; nothing is written. The same file again is the same preview, one that
 * was written before is that import. Refuses INVALID beside `file`; wrong lines are no refusal, the preview names them.
 */
export async function startImport(
  viewer: Viewer,
  file: SentFile | undefined,
  spoken: Spoken,
  at: Date,
): Promise<DeclarationImport> {
  const declarer = await declarerOf(viewer);
  if (!file || file.body.length === 0) throw new Refusal("INVALID", { fields: [{ field: "file", code: "required" }] });
  const sha256 = createHash("sha256").update(file.body).digest("hex");
  const known = await knownImport({ organisation: declarer.organisation, sha256 }, at);
  if (known) return known;
  const table = await readTable(file);
  const columns = findColumns(table);
  if (table.rows.length > MOST_ROWS)
    columns.errors.push({ field: "file", code: "table_too_many_rows", params: { maximum: MOST_ROWS } });
  if (columns.errors.length > 0) throw new Refusal("INVALID", { fields: columns.errors });
  const { groups, errors } = groupRows(table.rows, columns, vocabularyOf(spoken, await gazetteer()));
  const record: DeclarationImport = {
    _id: newId("dim", at),
    organisation: declarer.organisation,
    state: "preview",
    ...{ name: file.name, sha256, lines: table.rows.length, ignored: columns.ignored, groups },
    mistakes: [...errors, ...(await wrongIn(groups, declarer, at))].sort((a, b) => a.line - b.line),
    by: { id: viewer.id, name: viewer.name },
    ...{ at, expiresAt: later(at, PREVIEW_MS), until: later(at, DAY) },
  };
  await DeclarationImportModel.insertMany([record]);
  return record;
}

async function knownImport(
  same: Pick<DeclarationImport, "organisation" | "sha256">,
  at: Date,
): Promise<DeclarationImport | null> {
  const done = (await DeclarationImportModel.findOne({ once: onceOf(same) }).lean()) as DeclarationImport | null;
  if (done) return done;
  const preview = { ...same, state: "preview" as const, expiresAt: { $gt: at } };
  return (await DeclarationImportModel.findOne(preview).lean()) as DeclarationImport | null;
}

/** Everything the strict reading would refuse later, by line; and the invoice lines that are taken already. */
async function wrongIn(groups: readonly Grouped[], declarer: Declaration["declarer"], at: Date): Promise<LineError[]> {
  const around = { gazetteer: await gazetteer(), declarer, today: dayOf(at) };
  const readings = groups.map((group) => ({ group, read: readContent(group.content, around) }));
  const taken = await takenLines(readings.flatMap(({ read }) => (read.ok ? [invoiceId(read.value.invoice)] : [])));
  return readings.flatMap(({ group, read }) => {
    if (!read.ok) return read.errors.map((error) => inFile(group, error));
    const held = taken.get(invoiceId(read.value.invoice))?.lines ?? [];
    return read.value.lines.flatMap(({ invoiceLine }, index) =>
      held.some((each) => each.line === invoiceLine)
        ? [inFile(group, { field: `lines.${index}.invoiceLine`, code: "invoice_line_taken" })]
        : [],
    );
  });
}

function inFile({ lines }: Grouped, { field, ...error }: FieldError): LineError {
  const [part, index, name] = field.split(".");
  const own = part === "lines" && name !== undefined;
  return { ...error, line: lines[own ? Number(index) : 0] ?? lines[0] ?? 0, field: own ? name : field };
}

/**
 * Writes all drafts of a preview, or none. Asked again, also at the same moment, it was done. Refuses NOT_FOUND,
 * IMPORT_EXPIRED, FILE_IMPORTED (the same file under another preview) and INVALID beside "lines.<line>.<column>".
 */
export async function confirmImport(viewer: Viewer, id: string, at: Date): Promise<DeclarationImport> {
  const declarer = await declarerOf(viewer);
  const found = await importOf(declarer.organisation, id);
  if (found.state === "done") return found;
  if (found.expiresAt <= at) throw new Refusal("IMPORT_EXPIRED");
  const wrong = [...found.mistakes, ...(found.mistakes.length === 0 ? await wrongIn(found.groups, declarer, at) : [])];
  if (wrong.length > 0 || found.groups.length === 0)
    throw new Refusal("INVALID", {
      fields: wrong.slice(0, 200).map(({ line, field, ...error }) => ({ ...error, field: `lines.${line}.${field}` })),
    });
  const drafts = found.groups.map(({ content, lines }) =>
    newDeclaration(declarer, { content, imported: { id: found._id, line: lines[0] ?? 0 } }, at),
  );
  try {
    await inTransaction(() => write(found, drafts), { tries: 5, ms: 20_000 });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    if ((await importOf(declarer.organisation, id)).state === "preview") throw new Refusal("FILE_IMPORTED");
  }
  return importOf(declarer.organisation, id);
}

async function write(found: DeclarationImport, drafts: readonly Declaration[]): Promise<void> {
  const { modifiedCount } = await DeclarationImportModel.updateOne(
    { _id: found._id, state: "preview" },
    { $set: { state: "done", once: onceOf(found), until: null } },
  );
  if (modifiedCount === 1) await DeclarationModel.insertMany([...drafts], { lean: true });
}
