import { memory } from "../../shared/cache";
import type { AsOf } from "../../shared/db";
import type { Head } from "../totals/kept-rows";
import { totalId } from "../totals/total";
import { type Breakdown, type BreakdownKind, BreakdownModel, type BreakdownRow, breakdownRows } from "./breakdown";

type Kept = { end: string; rows: BreakdownRow[] };

/**
 * What one kind of things came to in a book's month as it was read last, beside the hash of the last entry in it: as with the
 * totals (kept-rows.ts) it is asked for anew with every read whether that is still the last one. The fold writes both in one
 * transaction. At the most so many rows, some thirty megabytes.
 */
const kept = memory<Kept>({ ms: 60_000, max: 120_000, weigh: ({ rows }) => rows.length + 1 });
export const forgetParts = (): void => kept.forget();

/** The folded rows of some kinds in these months, in the order of the months; what did not change comes from memory. */
export async function partsOfHeads(
  asOf: AsOf,
  heads: readonly Head[],
  kinds: readonly BreakdownKind[],
  remembered = true,
): Promise<BreakdownRow[]> {
  const known = new Map<string, BreakdownRow[]>();
  const wanted = inOrder(heads).flatMap((head) => kinds.map((kind) => ({ head, kind, key: `${head._id}:${kind}` })));
  for (const { head, key } of wanted) {
    const before = remembered ? kept.recall(key) : undefined;
    if (head.end && before?.end === head.end) known.set(key, before.rows);
  }
  const changed = wanted.filter(({ key }) => !known.has(key));
  const found = await read(asOf, changed);
  for (const { head, key } of changed) {
    const rows = (found.get(key) ?? []).flatMap(breakdownRows);
    known.set(key, rows);
    if (head.end) kept.keep(key, { end: head.end, rows });
  }
  return wanted.flatMap(({ key }) => known.get(key) ?? []);
}

const inOrder = (heads: readonly Head[]): Head[] =>
  heads.toSorted((a, b) => (a.period === b.period ? 0 : a.period < b.period ? -1 : 1));

/** By book, month and kind, in one question; it may answer more than was asked for where several books changed. */
async function read(
  asOf: AsOf,
  changed: readonly { head: Head; kind: BreakdownKind }[],
): Promise<Map<string, Breakdown[]>> {
  if (changed.length === 0) return new Map();
  const some = <T>(of: (each: (typeof changed)[number]) => T): { $in: T[] } => ({ $in: [...new Set(changed.map(of))] });
  const filter = { book: some(({ head }) => head.book), kind: some(({ kind }) => kind) };
  const months = some(({ head }) => head.period);
  const documents = (await asOf(BreakdownModel.find({ ...filter, period: months })).lean()) as Breakdown[];
  const found = new Map<string, Breakdown[]>();
  for (const each of documents) {
    const key = `${totalId(each.book, each.period)}:${each.kind}`;
    const those = found.get(key);
    if (those) those.push(each);
    else found.set(key, [each]);
  }
  return found;
}
