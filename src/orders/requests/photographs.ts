import { invalidField } from "../../shared/errors";
import type { FileId } from "../../shared/ids";
import { keepFile } from "../../shared/uploads/files";
import { readPicture } from "../../shared/uploads/picture";
import type { SentFile } from "../../shared/uploads/upload";
import { MAX_PHOTOGRAPHS, type Photograph, type RefundReason } from "./refund-request";

/** The field the photographs come in, on pages and in the API. */
export const PHOTOGRAPHS_FIELD = "photographs";

/** A photograph re-made by us and not kept yet: reading takes long, keeping belongs to the deed's transaction. */
export interface MadePhotograph {
  full: Buffer;
  small: Buffer;
  name: string;
}

/** Reads what a buyer sent. Refuses INVALID beside the field: too_many_files, and what `readPicture` refuses. */
export async function readPhotographs(files: readonly SentFile[]): Promise<MadePhotograph[]> {
  mustBeFew(files.length);
  const made: MadePhotograph[] = [];
  for (const { name, body } of files) {
    const widths = await readPicture(PHOTOGRAPHS_FIELD, body);
    const [small, full] = [widths.at(0), widths.at(-1)];
    if (small && full) made.push({ full: full.webp, small: small.webp, name });
  }
  return made;
}

export function mustBeFew(count: number): void {
  if (count > MAX_PHOTOGRAPHS) throw invalidField(PHOTOGRAPHS_FIELD, "too_many_files", { maximum: MAX_PHOTOGRAPHS });
}

/** Keeps them in the surrounding transaction. They belong to nobody but the request that names them. */
export async function keepPhotographs(made: readonly MadePhotograph[], at: Date): Promise<Photograph[]> {
  const kept: Photograph[] = [];
  for (const { full, small, name } of made) {
    const file = { mediaType: "image/webp", name: webpName(name), purpose: "evidence", owner: null } as const;
    kept.push({
      full: (await keepFile({ ...file, body: full }, at)) as FileId,
      small: (await keepFile({ ...file, body: small }, at)) as FileId,
    });
  }
  return kept;
}

const webpName = (name: string): string => `${name.replace(/\.\w{1,5}$/, "") || "photograph"}.webp`;

/**
 * Damage is shown: without a photograph nobody can tell a bruise from a whim. Whoever cannot take one says why in a few
 * words. The same at every door; a program, whose photographs can only follow, may say it in its note. Refuses INVALID.
 */
export function mustShowDamage(reason: RefundReason, shown: number, words: string): void {
  if (reason === "damaged" && shown === 0 && words === "") throw invalidField(PHOTOGRAPHS_FIELD, "photograph_or_words");
}
