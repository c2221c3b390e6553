import type { AsOf } from "../shared/db";
import type { EntryId, PartnershipId } from "../shared/ids";
import { type Chain, ChainModel } from "./chain";
import { entriesAfter, type Selection } from "./entries";
import { type Entry, EntryModel } from "./entry";
import type { Visible } from "./visible";

/**
 * How far the ledger reached at one instant: where each book's chain ended, and what was not in it yet. Entries are written
 * once, so this alone says of any entry, at any later time, whether it was there.
 */
export interface Extent {
  ends: ReadonlyMap<PartnershipId, number>;
  tail: ReadonlySet<EntryId>;
}

export async function extentOf(asOf: AsOf): Promise<Extent> {
  const chains = (await asOf(ChainModel.find()).lean()) as Chain[];
  const tail = (await asOf(EntryModel.find({ folded: false }, { _id: 1 })).lean()) as Pick<Entry, "_id">[];
  return {
    ends: new Map(chains.map(({ _id, seq }) => [_id, seq])),
    tail: new Set(tail.map(({ _id }) => _id)),
  };
}

/** So many entries are held at once. */
const PAGE = 250;

/**
 * All entries of a selection as of an instant, newest first, one after another: for files of any length. Read page by page
 * and not in the instant's own snapshot, which the database forgets after five minutes: what has been written since is passed
 * over, and what has been folded since is given out as it was, without its place in the chain.
 */
export async function* eachEntry(
  visible: Visible,
  selection: Selection,
  extent: Extent,
  size = PAGE,
): AsyncGenerator<Entry> {
  let page: Entry[] = [];
  do {
    const last = page.at(-1);
    page = await entriesAfter(visible, selection, { after: last ? [last.period, last._id] : null, limit: size });
    for (const entry of page) {
      const then = asItWas(entry, extent);
      if (then) yield then;
    }
  } while (page.length === size);
}

function asItWas(entry: Entry, { ends, tail }: Extent): Entry | null {
  if (tail.has(entry._id)) return { ...entry, folded: false, seq: null, hash: null, previousHash: null };
  return entry.folded && (entry.seq ?? 0) <= (ends.get(entry.book) ?? 0) ? entry : null;
}
