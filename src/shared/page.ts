import { z } from "zod";
import { digits } from "./form";

/**
 * Lists: `?limit=` (1–100, default 24) and `?cursor=`, answered as `{items, nextCursor}`. A cursor is opaque to the
 * caller: the sort key of the last item, so a page costs the same however far one has read.
 */
export const DEFAULT_LIMIT = 24;

export const paging = {
  limit: digits(1, 100).default(DEFAULT_LIMIT),
  cursor: z.string().max(400).optional(),
};

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export const toCursor = (key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString("base64url");

/** The key inside a cursor; null for none and for one that was tampered with (the list then begins anew). */
export function fromCursor(cursor: string | undefined, parts: number): (string | number)[] | null {
  if (!cursor) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    const sound =
      Array.isArray(key) &&
      key.length === parts &&
      key.every((part) => typeof part === "string" || typeof part === "number");
    return sound ? (key as (string | number)[]) : null;
  } catch {
    return null;
  }
}

/** Cuts one page out of `limit + 1` rows. */
export function page<T>(rows: T[], limit: number, keyOf: (row: T) => readonly (string | number)[]): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? toCursor(keyOf(last)) : null };
}
