import type { AsOf } from "../shared/db";
import type { PartnershipId } from "../shared/ids";
import { type Fen, fen, ZERO } from "../shared/money";
import { SOURCES, type SourceKind } from "./deed";
import { EntryModel } from "./entry";
import type { Span } from "./totals/read-totals";
import type { Facet, Row } from "./totals/total";

/** More entries than this are not counted while somebody waits for a page. */
export const MOST_COUNTED = 100_000;
const RARE = SOURCES.filter((kind) => kind !== "order");

/**
 * What a figure's entries of one source come to, as rows like those of the totals. The totals do not know sources: the few
 * that are no orders are counted off an index of their own, the orders are what is left of `rows`. Null where there are more
 * than can be counted: shorter months are asked for then.
 */
export async function rowsOfSource(
  asOf: AsOf,
  source: SourceKind,
  { books, from, to, rows }: Omit<Span, "book"> & { books: readonly PartnershipId[]; rows: readonly Row[] },
): Promise<Row[] | null> {
  const kinds = source === "order" ? RARE : [source];
  const found = await asOf(
    EntryModel.aggregate<{ _id: Facet & Pick<Row, "book" | "period">; fen: number; back: number; entries: number }>([
      { $match: { "source.kind": { $in: kinds }, book: { $in: books }, period: { $gte: from, $lte: to } } },
      { $limit: MOST_COUNTED + 1 },
      { $group: { _id: FACETS, fen: { $sum: "$amountFen" }, back: { $sum: BACK }, entries: { $sum: 1 } } },
    ]),
  );
  if (found.reduce((sum, each) => sum + each.entries, 0) > MOST_COUNTED) return null;
  const counted = found.map(({ _id, entries, ...sums }) => ({ ..._id, ...amounts(sums, 1), entries, orders: 0 }));
  if (source !== "order") return counted;
  const less = found.map(({ _id, entries, ...sums }) => ({
    ..._id,
    ...amounts(sums, -1),
    entries: -entries,
    orders: 0,
  }));
  return [...rows, ...less];
}

const amounts = ({ fen: whole, back }: { fen: number; back: number }, sign: 1 | -1): { fen: Fen; backFen: Fen } => ({
  fen: fen(sign * whole),
  backFen: back === 0 ? ZERO : fen(sign * back),
});

const FACETS = Object.fromEntries(
  ["book", "period", "measure", "basis", "helper", "category", "buyerKind"].map((field) => [field, `$${field}`]),
);
const BACK = { $min: ["$amountFen", 0] };
