import { createHash } from "node:crypto";
import { Schema } from "mongoose";
import { type Paper, paperSchema } from "../../regions/two-sides";
import { collection, inTransaction } from "../../shared/db";
import { invalidField } from "../../shared/errors";
import type { FileId, UserId } from "../../shared/ids";
import { readDocument } from "../../shared/uploads/document";
import { dropFile, isFileKept, keepFile } from "../../shared/uploads/files";
import type { SentFile } from "../../shared/uploads/upload";
import type { Viewer } from "../../shared/viewer";
import { type Inside, stampOf } from "./inside";

export const PAPER_BYTES = 10_000_000;

/** A paper that came with a form which was then refused: kept for its writer, so that it need not be chosen again. */
interface KeptPaper {
  /** The file. */
  _id: FileId;
  user: UserId;
  /** The form it was sent with, such as "agreement:youyang:2026". */
  place: string;
  paper: Paper;
  at: Date;
}

const text = { type: String, required: true } as const;
const KeptPaperModel = collection<KeptPaper>(
  "kept_papers",
  new Schema<KeptPaper>(
    {
      _id: String,
      user: text,
      place: text,
      paper: { type: paperSchema, required: true },
      at: { type: Date, required: true },
    },
    { versionKey: false },
  ).index({ user: 1, place: 1 }),
);

export interface Sent {
  file: SentFile | undefined;
  /** The paper kept from the refused form before. */
  kept: string | undefined;
}

/**
 * The paper of a form: the one just sent, else the one kept from before. Refuses FORBIDDEN whoever only looks, and INVALID
 * beside `document`.
 */
export async function paperOf(inside: Inside, place: string, { file, kept }: Sent, at: Date): Promise<Paper | null> {
  const { viewer } = inside;
  stampOf(inside, at);
  if (file && file.body.length > 0) return keep(viewer, place, file, at);
  if (!kept) return null;
  const found = (await KeptPaperModel.findOne({
    _id: kept as FileId,
    user: viewer.id,
    place,
  }).lean()) as KeptPaper | null;
  if (!found) throw gone();
  return found.paper;
}

/** Entered without its paper, a form would say more than is proven. */
const gone = () => invalidField("document", "paper_gone");

/** At most one is kept for a person and a form: the one before goes. */
async function keep(viewer: Viewer, place: string, sent: SentFile, at: Date): Promise<Paper> {
  const { body, mediaType } = await readDocument("document", sent);
  const owner = viewer.organisation?.id ?? null;
  return inTransaction(async () => {
    const earlier = (await KeptPaperModel.find({ user: viewer.id, place }).lean()) as KeptPaper[];
    for (const { _id } of earlier) await dropFile(_id);
    await KeptPaperModel.deleteMany({ user: viewer.id, place });
    const file = await keepFile({ body, mediaType, name: sent.name, purpose: "document", owner }, at);
    const sha256 = createHash("sha256").update(body).digest("hex");
    const paper: Paper = { file, name: sent.name, mediaType, bytes: body.length, sha256 };
    await KeptPaperModel.insertMany([{ _id: file, user: viewer.id, place, paper, at }]);
    return paper;
  });
}

/**
 * The paper belongs to a record now; joins the surrounding transaction. Refuses INVALID beside `document` where the same form,
 * sent again meanwhile, has put another in its place.
 */
export async function placePaper(paper: Paper | null): Promise<void> {
  if (!paper) return;
  const { deletedCount } = await KeptPaperModel.deleteOne({ _id: paper.file });
  if (deletedCount === 0 && !(await isFileKept(paper.file))) throw gone();
}
