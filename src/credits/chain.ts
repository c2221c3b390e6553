import { createHash } from "node:crypto";
import { Schema } from "mongoose";
import { collection, inSnapshot, wholeNumber } from "../shared/db";
import type { EntryId, PartnershipId } from "../shared/ids";
import { type Entry, EntryModel } from "./entry";

/** Where a book's chain ends. Without it, cutting off the last entries would leave no trace. */
export interface Chain {
  _id: PartnershipId;
  /** How many entries are in the chain; the last one's place. */
  seq: number;
  hash: string;
}

export const ChainModel = collection<Chain>(
  "chains",
  new Schema<Chain>(
    { _id: String, seq: { type: Number, required: true }, hash: { type: String, required: true } },
    { versionKey: false },
  ),
  { properties: { seq: wholeNumber(1) } },
);

/** Before the first entry. */
export const beginning = (book: PartnershipId): Chain => ({ _id: book, seq: 0, hash: "0".repeat(64) });

// Every field of an entry in a fixed order, and the names inside its parts. A field added later goes at the end of the
// first group: JSON leaves out what an older entry does not have, so its bytes and its hash stay what they were.
const CONTENT = [
  ...["_id", "seq", "key", "measure", "amountFen", "book", "partnership", "helper", "basis", "ruleVersion", "campaign"],
  ...["original", "evidence", "institution"],
  ...[
    "county",
    "category",
    "buyerKind",
    "affiliation",
    "product",
    "sku",
    "quantity",
    "seller",
    "order",
    "line",
    "turn",
  ],
  ...["source", "opensOrder", "reverses", "occurredAt", "period", "bookedAt"],
  ...["id", "kind", "name", "number", "setAside"],
];

/** What is hashed: the previous hash, a line break, and the entry as JSON. Anyone can repeat it with `sha256sum`. */
export const sealedText = (entry: Entry): string => `${entry.previousHash}\n${JSON.stringify(entry, CONTENT)}`;
export const hashOf = (entry: Entry): string => createHash("sha256").update(sealedText(entry)).digest("hex");

/** The entry with its place after `end` and its hash. */
export function linked(entry: Entry, end: Chain): Entry & { seq: number; hash: string } {
  const placed = { ...entry, folded: true, seq: end.seq + 1, previousHash: end.hash };
  return { ...placed, hash: hashOf(placed) };
}

/**
 * `missing`: no entry at this place · `replaced`: the entry before it is not the one it was chained to · `altered`: its
 * content is not what was hashed · `cut`: the chain ends before or after the place it is known to end.
 */
export interface Break {
  seq: number;
  entry: EntryId | null;
  what: "missing" | "replaced" | "altered" | "cut";
}

export interface Verdict {
  book: PartnershipId;
  /** Entries verified up to the first break. */
  verified: number;
  broken: Break | null;
}

/** Walks a book's chain from its beginning and names the first link that does not hold. */
export const verifyChain = (book: PartnershipId): Promise<Verdict> =>
  inSnapshot(async (asOf) => {
    const known = ((await asOf(ChainModel.findById(book)).lean()) as Chain | null) ?? beginning(book);
    let end = beginning(book);
    const entries = asOf(EntryModel.find({ book, folded: true }).sort({ seq: 1 }))
      .lean()
      .cursor();
    for await (const entry of entries as unknown as AsyncIterable<Entry>) {
      const what = faultOf(entry, end);
      if (what)
        return {
          book,
          verified: end.seq,
          broken: { seq: end.seq + 1, entry: what === "missing" ? null : entry._id, what },
        };
      end = { _id: book, seq: end.seq + 1, hash: entry.hash as string };
    }
    const whole = end.seq === known.seq && end.hash === known.hash;
    return { book, verified: end.seq, broken: whole ? null : { seq: end.seq + 1, entry: null, what: "cut" } };
  });

function faultOf(entry: Entry, end: Chain): Break["what"] | null {
  if (entry.seq !== end.seq + 1) return "missing";
  if (entry.previousHash !== end.hash) return "replaced";
  return hashOf(entry) === entry.hash ? null : "altered";
}
