import { createHash } from "node:crypto";
import type { Response } from "express";
import { Schema } from "mongoose";
import { collection } from "../db";
import { notFound } from "../errors";
import { type FileId, newId, type OrganisationId } from "../ids";

/** What a file is kept for. Pictures of goods on the market are public; everything else is opened only through the record that names it. */
export const PURPOSES = ["picture", "document", "evidence", "import", "paper"] as const;
export type Purpose = (typeof PURPOSES)[number];

/**
 * A checked and re-made file (never the original of a picture). Files live in the database: they are saved, copied and lost
 * together with the records that name them (decision 008). At most 12 MB, under the database's own limit for a document.
 */
export interface StoredFile {
  _id: FileId;
  body: Buffer;
  mediaType: string;
  /** As the person's device called it; shown, never used as a path. */
  name: string;
  bytes: number;
  sha256: string;
  purpose: Purpose;
  owner: OrganisationId | null;
  at: Date;
  /** A picture that was on the market, and so is anybody's to see. */
  shown?: boolean;
}

export const MAX_FILE_BYTES = 12_000_000;

const text = { type: String, required: true } as const;
const FileModel = collection<StoredFile>(
  "files",
  new Schema<StoredFile>(
    {
      _id: String,
      body: { type: Buffer, required: true },
      mediaType: text,
      name: text,
      bytes: { type: Number, required: true },
      sha256: text,
      purpose: { ...text, enum: PURPOSES },
      owner: { type: String, default: null },
      at: { type: Date, required: true },
      shown: Boolean,
    },
    { versionKey: false },
  ).index({ owner: 1, purpose: 1, at: -1 }),
);

export type FileGiven = Pick<StoredFile, "body" | "mediaType" | "name" | "purpose" | "owner">;

/** Keeps a file; joins the surrounding transaction, so that no file stays behind a deed that did not happen. */
export async function keepFile({ body, mediaType, name, purpose, owner }: FileGiven, at: Date): Promise<FileId> {
  if (body.length > MAX_FILE_BYTES) throw new RangeError(`a file of ${body.length} bytes`);
  const _id = newId<"file">("file", at);
  const sha256 = createHash("sha256").update(body).digest("hex");
  await FileModel.insertMany([{ _id, body, mediaType, name, bytes: body.length, sha256, purpose, owner, at }]);
  return _id;
}

/** Refuses with NOT_FOUND. Whether the asker may have it is for the caller to know. */
export async function fileById(id: FileId): Promise<StoredFile> {
  const file = (await FileModel.findOne({ _id: id }).lean()) as StoredFile | null;
  if (!file) throw notFound();
  return { ...file, body: bytesOf(file.body) };
}

export const isFileKept = async (id: FileId): Promise<boolean> => (await FileModel.exists({ _id: id })) !== null;

/** From now on anybody may see them; joins the surrounding transaction. */
export async function noteShown(ids: readonly FileId[]): Promise<void> {
  await FileModel.updateMany({ _id: { $in: [...ids] } }, { $set: { shown: true } });
}

export async function dropFile(id: FileId): Promise<void> {
  await FileModel.deleteOne({ _id: id });
}

/** A lean read gives the driver's own kind of bytes. */
const bytesOf = (body: unknown): Buffer =>
  Buffer.isBuffer(body) ? body : Buffer.from((body as { buffer: Uint8Array }).buffer);

/**
 * Sends a private file: never kept by caches, never run by a browser (sandbox, nosniff), under its own name with the ending
 * of what it is. Only pictures and PDFs may be shown inline; everything else is saved.
 */
export function sendFile(res: Response, file: StoredFile, how: "inline" | "download"): void {
  const shown = how === "inline" && /^(image\/webp|application\/pdf)$/.test(file.mediaType);
  res.set({
    "Content-Type": file.mediaType,
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Content-Disposition": `${shown ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(nameOf(file))}`,
  });
  res.send(file.body);
}

const ENDINGS: Record<string, string> = { "application/pdf": ".pdf", "image/webp": ".webp" };

/** Saved and opened, a file is taken for what its name ends in: "a.html" would run what a PDF hides. */
function nameOf({ name, mediaType }: Pick<StoredFile, "name" | "mediaType">): string {
  const ending = ENDINGS[mediaType] ?? "";
  return name.toLowerCase().endsWith(ending) ? name : `${name}${ending}`;
}
