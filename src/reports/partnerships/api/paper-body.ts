import type { Request } from "express";
import { z } from "zod";
import { invalidField } from "../../../shared/errors";
import { line } from "../../../shared/form";
import { filesOf, takesFiles } from "../../../shared/uploads/upload";
import type { Inside } from "../inside";
import { PAPER_BYTES, paperOf, type Sent } from "../kept-paper";

/**
 * The paper of a proposal: `id` of one brought before by its own door, of up to 10 MB, or a small one inside the JSON, its
 * name and its bytes in base64, as far as a request of 100 kB holds it.
 */
export const PaperBody = z
  .strictObject({
    id: z.string().max(60).optional(),
    name: line(120).optional(),
    base64: z
      .string()
      .max(95_000)
      .regex(/^[A-Za-z0-9+/]+={0,2}$/, "bad_format")
      .optional(),
  })
  .refine(({ id, base64 }) => id !== undefined || base64 !== undefined, { message: "required", path: ["id"] })
  .refine(({ name, base64 }) => base64 === undefined || name !== undefined, { message: "required", path: ["name"] });

export const sentOf = (paper: z.infer<typeof PaperBody> | undefined): Sent => ({
  file:
    paper?.base64 === undefined ? undefined : { name: paper.name ?? "file", body: Buffer.from(paper.base64, "base64") },
  kept: paper?.id,
});

/** A paper that waits for the proposal that names it. */
export const KeptAnswer = z.object({
  id: z.string(),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
});

const FIELD = "document";
export const takesPaper = (path: string): void =>
  takesFiles(path, { field: FIELD, maxFiles: 1, maxBytes: PAPER_BYTES });

/** Keeps the paper of a request for its writer and this place. Refuses FORBIDDEN, and INVALID beside `document`. */
export async function bringPaper(
  inside: Inside,
  place: string,
  req: Request,
  at: Date,
): Promise<z.infer<typeof KeptAnswer>> {
  const paper = await paperOf(inside, place, { file: filesOf(req)[0], kept: undefined }, at);
  if (!paper) throw invalidField(FIELD, "required");
  const { file: id, name, mediaType, bytes, sha256 } = paper;
  return { id, name, mediaType, bytes, sha256 };
}
