import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Response } from "express";
import { visibleTo } from "../../../credits/visible";
import { gazetteer } from "../../../regions/gazetteer";
import { notFound, Refusal } from "../../../shared/errors";
import { newId } from "../../../shared/ids";
import { dayOf } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import { fileName, MEDIA, render } from "../files/render";
import { type AskedFile, mustFit, noteExport } from "../jobs/ask";
import { AT_ONCE, ownExport } from "../jobs/job";
import { whileOpen } from "../jobs/open";
import { bytesOf } from "../jobs/pieces";
import { covers } from "../kinds/kind";

/**
 * Sends a small file at once; answers false, having sent nothing, where it is too long for that. Made whole before it is
 * sent: a slow line then holds up no instant of the database.
 */
export async function giveAtOnce(res: Response, asked: AskedFile, at: Date): Promise<boolean> {
  const made = await whileOpen(asked, at, async (opened) => {
    mustFit(asked, opened);
    if (opened.tables[0].total > AT_ONCE) return null;
    const pieces: Buffer[] = [];
    for await (const piece of render(opened, asked.format, { words: asked.words, at })) pieces.push(piece);
    return { opened, body: Buffer.concat(pieces) };
  });
  if (!made) return false;
  await noteExport(asked, made.opened, newId<"export">("exp", at), at);
  setHeaders(res, { name: fileName(made.opened, asked.format), mediaType: MEDIA[asked.format] });
  res.send(made.body);
  return true;
}

/**
 * Sends a file that was made before. Only to whoever asked for it: anybody else finds nothing (NOT_FOUND). And only while
 * they still hold the office, and may still read all that stands in it: else FORBIDDEN.
 */
export async function giveKept(res: Response, { viewer, id }: { viewer: Viewer; id: string }, at: Date): Promise<void> {
  const job = await ownExport(viewer.id, id);
  if (!job?.file || job.state !== "done" || !job.scope || job.until <= at) throw notFound();
  const sameOffice = (viewer.organisation?.id ?? null) === job.by.organisation && viewer.roles.includes(job.by.role);
  if (!sameOffice || !covers(visibleTo(viewer, await gazetteer(), dayOf(at)), job.scope))
    throw new Refusal("FORBIDDEN");
  setHeaders(res, job.file);
  res.set({ "Content-Length": String(job.file.bytes), "X-Checksum-Sha256": job.file.sha256 });
  await pipeline(Readable.from(bytesOf(job._id, job.file.holder)), res);
}

function setHeaders(res: Response, { name, mediaType }: { name: string; mediaType: string }): void {
  res.set({
    "Content-Type": mediaType,
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  });
}
