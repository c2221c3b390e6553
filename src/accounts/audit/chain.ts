import { Schema } from "mongoose";
import { collection, inTransaction, wholeNumber } from "../../shared/db";
import { newSecret } from "../../shared/ids";
import { type Held, holdLease, mustHold } from "../../shared/lease";
import { isMarkOf, markOf } from "../../shared/sealed";
import { hashOf } from "./canonical";
import { AuditModel, type AuditRecord } from "./record";

/** A place in the sequence and the hash there; 0 before the first record. */
export interface Link {
  seq: number;
  hash: string;
}
export const BEGINNING: Link = { seq: 0, hash: "0".repeat(64) };

/** Where the sequence ends. Without it, cutting off the last records would leave no trace. */
interface AuditChain extends Link {
  _id: "audit";
  /** Made with a key that is not in the database: nobody who can only write there can move the end. */
  mark: string;
}

export const AuditChainModel = collection<AuditChain>(
  "audit_chain",
  new Schema<AuditChain>(
    { _id: String, seq: { type: Number, required: true }, hash: { type: String, required: true }, mark: String },
    { versionKey: false },
  ),
  { properties: { seq: wholeNumber(1) } },
);

const END = "audit end";
const endText = ({ seq, hash }: Link): string => `${seq} ${hash}`;

/** The known end; `sound` is false when it was moved by somebody who has not our keys. */
export async function knownEnd(): Promise<Link & { sound: boolean }> {
  const end = (await AuditChainModel.findById("audit").lean()) as AuditChain | null;
  if (!end) return { ...BEGINNING, sound: true };
  return { seq: end.seq, hash: end.hash, sound: isMarkOf(end.mark, endText(end), END) };
}

/** The record at its place after `end`. */
export function linked(record: AuditRecord, end: Link): AuditRecord & Link {
  const placed = { ...record, seq: end.seq + 1, previousHash: end.hash };
  return { ...placed, hash: hashOf(placed) };
}

const LEASE = "audit";
const LEASE_MS = 60_000;
const BATCH = 100;
const BATCHES = 50;
/** This process among those that could give records their places. */
const holder = newSecret();

export const holdAudit = (at: Date): Promise<Held | null> => holdLease({ name: LEASE, holder, at, ms: LEASE_MS });

/**
 * Gives every record that waits its place and hash, oldest first, and answers how many. Only the one runner does this, so no
 * deed ever waits for a shared end of the sequence. Throws when the lease was lost.
 */
export async function chainWaiting(held: Held): Promise<number> {
  let chained = 0;
  for (let batches = 0; batches < BATCHES; batches++) {
    const more = await inTransaction(() => chainBatch(held));
    chained += more;
    if (more < BATCH) break;
  }
  return chained;
}

async function chainBatch(held: Held): Promise<number> {
  await mustHold(held);
  const waiting = (await AuditModel.find({ chained: false }).sort({ _id: 1 }).limit(BATCH).lean()) as AuditRecord[];
  if (waiting.length === 0) return 0;
  let { seq, hash }: Link = await knownEnd();
  for (const record of waiting) {
    const placed = linked(record, { seq, hash });
    ({ seq, hash } = placed);
    const { matchedCount } = await AuditModel.updateOne(
      { _id: record._id, chained: false },
      { $set: { chained: true, seq, hash, previousHash: placed.previousHash } },
    );
    if (matchedCount !== 1) throw new Error(`the audit record ${record._id} could not be given its place`);
  }
  const mark = markOf(endText({ seq, hash }), END);
  await AuditChainModel.updateOne({ _id: "audit" }, { $set: { seq, hash, mark } }, { upsert: true });
  return waiting.length;
}
