import { createHash } from "node:crypto";
import type { AuditRecord } from "./record";

/** Given by the chain or made from the rest; everything else of a record is its content, whatever the database holds there. */
const OUTSIDE = new Set(["mark", "chained", "seq", "hash", "previousHash"]);

/** A value as text, the same for the same value whatever order its fields stand in; other types give other texts. */
function canonical(value: unknown): string {
  if (value instanceof Date) return `{"$date":"${value.toISOString()}"}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value).filter(([, each]) => each !== undefined);
  const kind = Object.getPrototypeOf(value) === Object.prototype ? "" : `"$${value.constructor.name}":1,`;
  return `{${kind}${fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`)
    .join(",")}}`;
}

/** What a record says: what its mark is made over. */
export const recordText = (record: AuditRecord): string =>
  canonical(Object.fromEntries(Object.entries(record).filter(([field]) => !OUTSIDE.has(field))));

/** A record's hash: over its place, the hash before it, its mark and what it says. */
export const hashOf = (record: AuditRecord): string =>
  createHash("sha256")
    .update(`${record.seq}\n${record.previousHash}\n${record.mark}\n${recordText(record)}`)
    .digest("hex");
