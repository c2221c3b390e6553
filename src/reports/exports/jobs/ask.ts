import { audit } from "../../../accounts/audit/audit";
import { inTransaction, isDuplicate } from "../../../shared/db";
import { invalidField, Refusal } from "../../../shared/errors";
import { newId, type UserId } from "../../../shared/ids";
import { later } from "../../../shared/time";
import { mustBePrintable } from "../files/render";
import type { Format, Opened } from "../kinds/kind";
import { KINDS } from "../kinds/kinds";
import { type ExportId, type ExportJob, ExportModel, KEPT_MS, MOST_OPEN, MOST_ROWS, ownExport } from "./job";
import { type Asked, whileOpen } from "./open";
import { dropPieces } from "./pieces";

export interface AskedFile extends Asked {
  format: Format;
}

/**
 * Asks for a file to be made in the background. Refuses INVALID beside `format` where the kind has no such file, more than a
 * million rows would stand in it, or the asker has three waiting already; else as the kind refuses.
 */
export async function startExport(asked: AskedFile, at: Date): Promise<ExportId> {
  const { kind, format, params, viewer, words } = asked;
  const opened = await whileOpen(asked, at, async (found) => found);
  mustFit(asked, opened);
  const { total } = opened.tables[0];
  const job: ExportJob = {
    _id: newId<"export">("exp", at),
    ...{ kind, format, params, language: words.language, title: opened.title, total },
    by: {
      user: viewer.id,
      name: viewer.name,
      organisation: viewer.organisation?.id ?? null,
      role: viewer.roles[0] ?? "buyer",
    },
    ...{ state: "waiting", place: null, done: 0, tries: 0, lease: null, problem: null, scope: null, file: null },
    ...{ askedAt: at, endedAt: null, until: later(at, KEPT_MS) },
  };
  await untilPlaced(() =>
    inTransaction(async () => {
      await ExportModel.insertMany([{ ...job, place: await freePlace(viewer.id) }]);
      await noteExport(asked, opened, job._id, at);
    }),
  );
  return job._id;
}

/** Several asked for at once want the same place: all but one look for another. */
async function untilPlaced(place: () => Promise<void>, tries = 0): Promise<void> {
  try {
    await place();
  } catch (error) {
    if (!isDuplicate(error) || tries > MOST_OPEN) throw error;
    await untilPlaced(place, tries + 1);
  }
}

async function freePlace(user: UserId): Promise<number> {
  const filter = { "by.user": user, state: { $in: ["waiting", "running"] } } as Record<string, unknown>;
  const open = (await ExportModel.find(filter, { place: 1 }).lean()) as Pick<ExportJob, "place">[];
  const places = Array.from({ length: MOST_OPEN }, (_, index) => index + 1);
  const free = places.find((each) => !open.some(({ place }) => place === each));
  if (open.length >= MOST_OPEN || free === undefined)
    throw invalidField("format", "exports_open", { maximum: MOST_OPEN });
  return free;
}

export function mustFit({ kind, format }: Pick<AskedFile, "kind" | "format">, opened: Opened): void {
  if (!(KINDS[kind].formats as readonly string[]).includes(format)) throw invalidField("format", "not_an_option");
  const { total } = opened.tables[0];
  if (total > MOST_ROWS) throw invalidField("format", "export_too_long", { maximum: MOST_ROWS });
  if (format === "pdf") mustBePrintable(total);
}

/** Whoever takes rows out of the house is written down, with what they asked for. */
export const noteExport = (
  { kind, format, params, viewer }: AskedFile,
  { title, tables }: Opened,
  id: string,
  at: Date,
): Promise<void> =>
  audit(
    {
      what: "export.made",
      subject: { kind: "export", id, name: title },
      by: viewer,
      after: { rows: tables[0].total },
      note: [kind, format, new URLSearchParams(params)].join(" "),
    },
    at,
  );

/** Stops what is not finished, and takes a finished one's bytes away. Refuses NOT_FOUND. */
export async function cancelExport({ viewer, id }: { viewer: Asked["viewer"]; id: string }, at: Date): Promise<void> {
  const job = await ownExport(viewer.id, id);
  if (!job) throw new Refusal("NOT_FOUND");
  await ExportModel.updateOne(
    { _id: job._id, state: { $in: ["waiting", "running", "done"] } },
    { $set: { state: "cancelled", place: null, lease: null, file: null, endedAt: at } },
  );
  await dropPieces(job._id);
}
