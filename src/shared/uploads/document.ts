import { invalidField } from "../errors";
import { readPicture } from "./picture";

export interface MadeDocument {
  body: Buffer;
  mediaType: "application/pdf" | "image/webp";
}

/** A PDF begins with its mark within the first kilobyte and ends with its own; what is in it is shown only in a sandbox. */
const isPdf = (body: Buffer): boolean =>
  body.subarray(0, 1024).includes("%PDF-") && body.subarray(-2048).includes("%%EOF");

/**
 * A licence, certificate, invoice or receipt: a PDF as it is, or a photograph re-made by us. Refuses INVALID beside `field`:
 * not_a_document, and what `readPicture` refuses.
 */
export async function readDocument(field: string, file: { body: Buffer }): Promise<MadeDocument> {
  if (isPdf(file.body)) return { body: file.body, mediaType: "application/pdf" };
  const known = /^(\xff\xd8\xff|\x89PNG|RIFF)/.test(file.body.subarray(0, 4).toString("latin1"));
  if (!known) throw invalidField(field, "not_a_document");
  const widest = (await readPicture(field, file.body)).at(-1);
  if (!widest) throw invalidField(field, "not_a_document");
  return { body: widest.webp, mediaType: "image/webp" };
}
