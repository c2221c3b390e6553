import { isMarkOf } from "../../shared/sealed";
import { AUDIT } from "./audit";
import { hashOf, recordText } from "./canonical";
import { BEGINNING, knownEnd, type Link } from "./chain";
import { AuditModel, type AuditRecord } from "./record";

/**
 * `deleted`: no record at this place · `inserted`: a record where none was given a place · `moved`: the one before it is not
 * the one it was chained to · `altered`: it does not say what it said · `forged`: not written by this program · `cut`: the
 * sequence ends before or after the place it is known to end.
 */
export interface AuditBreak {
  what: "deleted" | "inserted" | "moved" | "altered" | "forged" | "cut";
  /** The place, as far as there is one. */
  seq: number | null;
  id: string | null;
}

export interface AuditVerdict {
  /** The last place up to which everything holds. */
  end: Link;
  /** Whether the walk came to the end of the sequence. */
  whole: boolean;
  broken: AuditBreak | null;
}

export interface Walk {
  /** Begin after a place whose hash is known to be right. */
  from?: Link;
  /** Walk no further than this many records. */
  limit?: number;
  /** An end that was written down elsewhere, such as in the log of a day: it must lie on the way. */
  known?: Link;
}

/** Walks the audit log and names the first record that was altered, deleted, inserted, moved, or where it was cut off. */
export async function verifyAudit({
  from = BEGINNING,
  limit = Number.MAX_SAFE_INTEGER,
  known,
}: Walk = {}): Promise<AuditVerdict> {
  const goal = await knownEnd();
  let end = from;
  const stop = (broken: AuditBreak): AuditVerdict => ({ end, whole: false, broken });
  for await (const record of recordsAfter(from, limit)) {
    const fault = faultOf(record, end) ?? (Number(record.seq) > goal.seq ? "cut" : null);
    // A record that was chained since the end was read is not wrong, only later.
    if (fault === "cut") {
      if ((await knownEnd()).seq >= Number(record.seq)) break;
      return stop({ what: "inserted", seq: record.seq, id: record._id });
    }
    if (fault) return stop({ what: fault, seq: fault === "inserted" ? record.seq : end.seq + 1, id: record._id });
    end = { seq: end.seq + 1, hash: record.hash as string };
    if (known?.seq === end.seq && known.hash !== end.hash)
      return stop({ what: "altered", seq: end.seq, id: record._id });
    if (end.seq - from.seq >= limit) break;
  }
  const whole = end.seq >= goal.seq;
  if (!whole && end.seq - from.seq >= limit) return { end, whole, broken: null };
  const cut = !goal.sound || end.seq < goal.seq || (end.seq === goal.seq && end.hash !== goal.hash);
  if (cut || (known && known.seq > end.seq)) return stop({ what: "cut", seq: end.seq + 1, id: null });
  return { end, whole, broken: await forgedTail() };
}

function recordsAfter({ seq }: Link, limit: number): AsyncIterable<AuditRecord> {
  // From the very beginning every chained record is looked at, whatever stands in its place.
  const after = seq === 0 ? {} : { seq: { $gt: seq } };
  const found = AuditModel.find({ chained: true, ...after }).sort({ seq: 1 });
  return (limit < Number.MAX_SAFE_INTEGER ? found.limit(limit + 1) : found).lean().cursor() as never;
}

function faultOf(record: AuditRecord, end: Link): AuditBreak["what"] | null {
  const { seq } = record;
  if (typeof seq !== "number" || !Number.isInteger(seq) || seq <= end.seq) return "inserted";
  if (seq > end.seq + 1) return "deleted";
  if (record.previousHash !== end.hash) return "moved";
  if (record.hash !== hashOf(record)) return "altered";
  return isMarkOf(record.mark, recordText(record), AUDIT) ? null : "forged";
}

/** What still waits for its place must at least have been written by this program. */
async function forgedTail(): Promise<AuditBreak | null> {
  const waiting = AuditModel.find({ chained: { $ne: true } })
    .sort({ _id: 1 })
    .limit(1000)
    .lean();
  for (const record of (await waiting) as AuditRecord[])
    if (!isMarkOf(record.mark, recordText(record), AUDIT)) return { what: "forged", seq: null, id: record._id };
  return null;
}
