import { type Entry, EntryModel } from "../../../credits/entry";

/** What an entry's line belongs to: the order or the declaration in front of the line's own number. */
export const ownerOf = (entry: Entry | undefined): string => {
  const line = entry?.line ?? "";
  return line.slice(0, Math.max(0, line.lastIndexOf(":")));
};

/** Of an owner's lines: from "<owner>:" to before "<owner>;", the sign that follows. */
export const rangesOf = (owners: readonly string[]) =>
  owners.map((owner) => ({ line: { $gte: `${owner}:`, $lt: `${owner};` } }));

const DECLARED = "dec_";

interface Group {
  owner: string;
  entries: Entry[];
}

/** The entries of one owner after another, in the order of their lines; one owner's fit into memory easily. */
async function* groupsOf(declared: boolean): AsyncGenerator<Group> {
  const range = declared ? { $gte: DECLARED, $lt: "dec`" } : { $gt: "" };
  const entries = EntryModel.find({ line: range })
    .sort({ line: 1, turn: 1 })
    .lean()
    .cursor({ batchSize: 500 }) as unknown as AsyncIterable<Entry>;
  let group: Group = { owner: "", entries: [] };
  for await (const entry of entries) {
    const owner = ownerOf(entry);
    if (!declared && owner.startsWith(DECLARED)) continue;
    if (group.owner !== owner) {
      if (group.entries.length > 0) yield group;
      group = { owner, entries: [] };
    }
    group.entries.push(entry);
  }
  if (group.entries.length > 0) yield group;
}

export interface Matched<T> {
  owner: string;
  thing: T | null;
  entries: Entry[];
}

/**
 * Things in the order of their ids beside the entries of each: every thing comes once, with or without entries, and so does
 * every owner that is none of the things. Holds one of each at a time.
 */
export async function* merged<T extends { id: string }>(
  things: AsyncGenerator<T>,
  { declared }: { declared: boolean },
): AsyncGenerator<Matched<T>> {
  const groups = groupsOf(declared);
  let group = await groups.next();
  for await (const thing of things) {
    for (; !group.done && group.value.owner < thing.id; group = await groups.next())
      yield { owner: group.value.owner, thing: null, entries: group.value.entries };
    const own = !group.done && group.value.owner === thing.id;
    yield { owner: thing.id, thing, entries: own && !group.done ? group.value.entries : [] };
    if (own) group = await groups.next();
  }
  for (; !group.done; group = await groups.next())
    yield { owner: group.value.owner, thing: null, entries: group.value.entries };
}
