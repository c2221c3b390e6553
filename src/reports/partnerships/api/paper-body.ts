import { z } from "zod";
import { OFFICIALS } from "../../../credits/visible";
import type { ApiRouter } from "../../../shared/api";
import { invalidField } from "../../../shared/errors";
import { line } from "../../../shared/form";
import { now } from "../../../shared/time";
import { filesOf, type SentFile, takesFiles } from "../../../shared/uploads/upload";
import type { Viewer } from "../../../shared/viewer";
import { goInside, type Inside } from "../inside";
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

const ByYear = z.object({ id: z.string().max(40), year: z.string().max(4) });
const FIELD = "document";

/** The door a paper comes by before the proposal that names it; the next one brought to the same place takes its own. */
export function takesPapers(
  api: ApiRouter,
  path: string,
  placeOf: (inside: Inside, year: string, at: Date) => string,
): void {
  api.on(
    "post",
    `${path}/document`,
    {
      summary:
        "Bring a paper (multipart/form-data, field document: PDF or photograph of at most 10 MB) before the proposal that names it by its id",
      roles: OFFICIALS,
      params: ByYear,
      answer: KeptAnswer,
      status: 201,
    },
    async ({ params, req, viewer }) => {
      const at = now();
      const inside = await goInside(viewer as Viewer, params.id, at);
      return bringPaper(inside, placeOf(inside, params.year, at), filesOf(req)[0], at);
    },
  );
  takesFiles(`/api/v1${path.replace(/\{(\w+)\}/g, ":$1")}/document`, {
    field: FIELD,
    maxFiles: 1,
    maxBytes: PAPER_BYTES,
  });
}

async function bringPaper(
  inside: Inside,
  place: string,
  file: SentFile | undefined,
  at: Date,
): Promise<z.infer<typeof KeptAnswer>> {
  const paper = await paperOf(inside, place, { file, kept: undefined }, at);
  if (!paper) throw invalidField(FIELD, "required");
  const { file: id, name, mediaType, bytes, sha256 } = paper;
  return { id, name, mediaType, bytes, sha256 };
}
