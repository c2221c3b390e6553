import { beginning, type Chain, hashOf } from "../../../credits/chain";
import type { Entry } from "../../../credits/entry";
import type { PartnershipId } from "../../../shared/ids";
import type { Found } from "../found";

/**
 * Walks a book's chain from its beginning to its end. Other than `verifyChain`, which answers whether a chain holds, it goes
 * on after a break from what it found there, so that every place that does not hold is named once.
 */
export class ChainWalk {
  private end: Chain;
  private gap = false;
  private readonly book: PartnershipId;

  constructor(book: PartnershipId) {
    this.book = book;
    this.end = beginning(book);
  }

  take(entry: Entry): Found[] {
    const faults = [...this.place(entry), ...this.link(entry)];
    const own = hashOf(entry);
    if (own !== entry.hash) faults.push(this.about(entry, { code: "chain_altered", kept: entry.hash, should: own }));
    this.end = { _id: this.book, seq: entry.seq ?? this.end.seq + 1, hash: entry.hash ?? "" };
    return faults;
  }

  private place(entry: Entry): Found[] {
    const next = this.end.seq + 1;
    this.gap = entry.seq !== next;
    if (!this.gap) return [];
    const twice = entry.seq !== null && entry.seq <= this.end.seq;
    if (twice || entry.seq === null) return [this.about(entry, { code: "chain_twice", kept: entry.seq, should: next })];
    const missing = entry.seq - next === 1 ? String(next) : `${next}–${entry.seq - 1}`;
    return [{ ...this.ofBook(), code: "chain_missing", where: missing, kept: 0, should: entry.seq - next }];
  }

  /** After a gap nobody knows what the entry was chained to. */
  private link(entry: Entry): Found[] {
    if (this.gap || entry.previousHash === this.end.hash) return [];
    return [this.about(entry, { code: "chain_replaced", kept: entry.previousHash, should: this.end.hash })];
  }

  /** The chain is known to end somewhere else. */
  finish(known: Chain | null): Found[] {
    const { seq, hash } = known ?? beginning(this.book);
    if (seq !== this.end.seq) return [{ ...this.ofBook(), code: "chain_end", kept: this.end.seq, should: seq }];
    if (hash === this.end.hash) return [];
    return [{ ...this.ofBook(), code: "chain_end", unit: "text", kept: this.end.hash, should: hash }];
  }

  private ofBook(): Pick<Found, "book" | "subject" | "where" | "unit"> {
    const subject = { kind: "chain" as const, id: this.book, name: this.book };
    return { book: this.book, subject, where: "", unit: "count" };
  }

  private about(entry: Entry, { code, kept, should }: Pick<Found, "code" | "kept" | "should">): Found {
    const unit = typeof should === "number" ? "count" : "text";
    return { ...aboutEntry(entry), code, where: String(entry.seq ?? ""), unit, kept, should };
  }
}

/** An entry is called by its order, where it has one. */
export const aboutEntry = ({ _id, key, book, order }: Entry): Pick<Found, "book" | "subject"> => ({
  book,
  subject: { kind: "entry", id: _id, name: order?.number ?? key },
});
