import { invalidField } from "../../../shared/errors";
import { newId, type OrganisationId } from "../../../shared/ids";
import { keepFile } from "../../../shared/uploads/files";
import { type MadePicture, readPicture } from "../../../shared/uploads/picture";
import type { SentFile } from "../../../shared/uploads/upload";
import { type DraftContent, type DraftPicture, MOST_PICTURES } from "../content";

export const PICTURE_BYTES = 10_000_000;
export const PICTURES_AT_ONCE = 6;

/** A picture that was looked at and re-made, but not kept yet. */
export interface ReadPicture {
  name: string;
  made: MadePicture[];
}

/**
 * Looks at every picture before the first is kept: when one of several cannot be used, none is. Refuses INVALID beside
 * "pictures". Takes seconds, so it stands before the transaction.
 */
export async function readPictures(content: DraftContent, files: readonly SentFile[]): Promise<ReadPicture[]> {
  if (content.pictures.length + files.length > MOST_PICTURES)
    throw invalidField("pictures", "too_many_here", { maximum: MOST_PICTURES });
  const read: ReadPicture[] = [];
  for (const { name, body } of files) read.push({ name, made: await readPicture("pictures", body) });
  return read;
}

/** Keeps them behind those that are there; to be called in the transaction that saves the draft. */
export async function keepPictures(
  content: DraftContent,
  pictures: readonly ReadPicture[],
  owner: OrganisationId,
  at: Date,
): Promise<DraftContent> {
  const added: DraftPicture[] = [];
  for (const { name, made } of pictures) {
    const sizes: DraftPicture["sizes"] = [];
    for (const { webp, width, height } of made) {
      const file = await keepFile({ body: webp, mediaType: "image/webp", name, purpose: "picture", owner }, at);
      sizes.push({ width, height, file });
    }
    added.push({ id: newId<"picture">("pic", at), sizes, url: null, alt: "", altEn: "", ground: "" });
  }
  return { ...content, pictures: [...content.pictures, ...added] };
}
