import { createHash } from "node:crypto";
import type { PartnershipId } from "../../shared/ids";
import type { Month } from "../../shared/time";
import { type Entry, EntryModel } from "../entry";

/** The entries behind a month, so that anybody can prove later that they are the same ones. */
export interface Digest {
  entries: number;
  /** Places of the first and the last in the book's chain; null for a month without entries. */
  firstSeq: number | null;
  lastSeq: number | null;
  /** SHA-256 over the hashes of the month's entries in the order of the chain, each followed by a line break. */
  sha256: string;
}

export async function entriesDigest(book: PartnershipId, period: Month): Promise<Digest> {
  const hash = createHash("sha256");
  let [entries, firstSeq, lastSeq]: [number, number | null, number | null] = [0, null, null];
  const found = EntryModel.find({ book, folded: true, period }, { seq: 1, hash: 1 })
    .sort({ seq: 1 })
    .allowDiskUse(true)
    .lean()
    .cursor();
  for await (const entry of found as unknown as AsyncIterable<Pick<Entry, "seq" | "hash">>) {
    hash.update(`${entry.hash}\n`);
    firstSeq ??= entry.seq;
    lastSeq = entry.seq;
    entries++;
  }
  return { entries, firstSeq, lastSeq, sha256: hash.digest("hex") };
}
