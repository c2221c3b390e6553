import { createHash } from "node:crypto";
import type { PartnershipId } from "../../shared/ids";
import { type Fen, ZERO } from "../../shared/money";
import type { Month } from "../../shared/time";
import { PAIRED } from "../attribute";
import { hashOf } from "../chain";
import { type Entry, EntryModel } from "../entry";
import type { Amounts } from "./figures";

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

/** What stands in the ledger today of the entries a digest was made over. */
export interface Recomputed extends Amounts {
  entries: number;
  sha256: string;
  /** The first place whose content is not what was hashed. */
  altered: number | null;
}

/**
 * The same entries read again, each hashed anew from its content, and what those that count for the partnership add up to.
 * Entries that came into the month after `lastSeq` (it was opened again) are not among them.
 */
export async function recomputeDigest(book: PartnershipId, period: Month, lastSeq: number | null): Promise<Recomputed> {
  const hash = createHash("sha256");
  const again: Recomputed = { entries: 0, sha256: "", altered: null, paidFen: ZERO, recognisedFen: ZERO };
  const found = EntryModel.find({ book, folded: true, period, seq: { $lte: lastSeq ?? 0 } })
    .sort({ seq: 1 })
    .allowDiskUse(true)
    .lean()
    .cursor();
  for await (const entry of found as unknown as AsyncIterable<Entry>) {
    const own = hashOf(entry);
    if (own !== entry.hash) again.altered ??= entry.seq;
    hash.update(`${own}\n`);
    again.entries++;
    if (PAIRED.includes(entry.basis)) {
      const field = `${entry.measure}Fen` as const;
      again[field] = (again[field] + entry.amountFen) as Fen;
    }
  }
  return { ...again, sha256: hash.digest("hex") };
}
