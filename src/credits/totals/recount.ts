import { type AsOf, inSnapshot, inTransaction } from "../../shared/db";
import type { PartnershipId } from "../../shared/ids";
import { type Held, mustHold } from "../../shared/lease";
import type { Month } from "../../shared/time";
import { rebuildBreakdowns } from "../breakdowns/recount-breakdowns";
import { ChainModel, type Verdict, verifyChain } from "../chain";
import { EntryModel } from "../entry";
import { forgetRows } from "./kept-rows";
import { cellOf, type Facet, type Sum, type Total, TotalModel, totalId } from "./total";

const FIELDS = ["fen", "backFen", "entries", "orders"] as const;

/** One figure of one cell that the totals and the entries do not agree on. */
export interface Difference {
  book: PartnershipId;
  period: Month;
  cell: string;
  field: (typeof FIELDS)[number];
  /** What the totals say; 0 where the cell is missing. */
  total: number;
  /** What the folded entries add up to. */
  entries: number;
}

export interface Recount {
  /** Folded entries counted. */
  entries: number;
  differences: Difference[];
  /** Every book's chain. */
  chains: Verdict[];
}

/** Compares every cell of the totals with the entries behind it, and walks every chain. Names each difference. */
export async function recount(): Promise<Recount> {
  const { counted, kept, books } = await inSnapshot(async (asOf) => ({
    counted: await countEntries(asOf),
    kept: (await asOf(TotalModel.find()).lean()) as Total[],
    books: [
      ...(await asOf(ChainModel.distinct("_id"))),
      ...(await asOf(EntryModel.distinct("book"))),
    ] as PartnershipId[],
  }));
  const chains: Verdict[] = [];
  for (const book of [...new Set(books)].sort()) chains.push(await verifyChain(book));
  return { entries: entriesIn(counted), differences: compare(kept, counted), chains };
}

/**
 * Makes the totals and the breakdowns anew from the entries alone; the fold must be at rest, which the lease guarantees: whoever took it
 * meanwhile has another token, and this then changes nothing.
 */
export async function rebuild(held: Held): Promise<void> {
  const totals = await inSnapshot(countEntries);
  await inTransaction(
    async () => {
      await mustHold(held);
      await TotalModel.deleteMany({});
      await TotalModel.insertMany(totals, { lean: true });
    },
    { ms: 20_000 },
  );
  forgetRows();
  await rebuildBreakdowns(held);
}

/** What the totals should be, from the folded entries; sorted, so that two rebuilds give the same bytes. */
async function countEntries(asOf: AsOf): Promise<Total[]> {
  const facet = Object.fromEntries(FACET.map((field) => [field, `$${field}`]));
  const add = {
    fen: { $sum: "$amountFen" },
    backFen: { $sum: { $min: ["$amountFen", 0] } },
    entries: { $sum: 1 },
    orders: { $sum: { $cond: ["$opensOrder", 1, 0] } },
    last: { $max: { seq: "$seq", hash: "$hash" } },
  };
  const groups = EntryModel.aggregate([{ $match: { folded: true } }, { $group: { _id: facet, ...add } }]);
  const totals = new Map<string, Total>();
  const ends = new Map<string, Group["last"]>();
  for (const { _id: of, last, ...sum } of ((await asOf(groups)) as Group[]).sort(byCell)) {
    const _id = totalId(of.book, of.period);
    const total = totals.get(_id) ?? { _id, book: of.book, period: of.period, cells: {} };
    total.cells[cellOf(of)] = sum;
    if (last.seq > (ends.get(_id)?.seq ?? 0)) ends.set(_id, last);
    totals.set(_id, { ...total, end: ends.get(_id)?.hash as string });
  }
  return [...totals.values()];
}

const FACET = ["book", "period", "helper", "basis", "measure", "category", "buyerKind"] as const;
type Group = Sum & { last: { seq: number; hash: string }; _id: Facet & Pick<Total, "book" | "period"> };
const nameOf = ({ _id: of }: Group): string => `${totalId(of.book, of.period)} ${cellOf(of)}`;
const byCell = (a: Group, b: Group): number => (nameOf(a) < nameOf(b) ? -1 : 1);

function compare(kept: readonly Total[], counted: readonly Total[]): Difference[] {
  const [said, found] = [figuresOf(kept), figuresOf(counted)];
  return [...new Set([...said.keys(), ...found.keys()])].sort().flatMap((name) => {
    const [total, entries] = [said.get(name)?.value ?? 0, found.get(name)?.value ?? 0];
    const { value: _, ...where } = (said.get(name) ?? found.get(name)) as Figure;
    return total === entries ? [] : [{ ...where, total, entries }];
  });
}

type Figure = Pick<Difference, "book" | "period" | "cell" | "field"> & { value: number };

/** Every figure of every cell by its full name. */
function figuresOf(totals: readonly Total[]): Map<string, Figure> {
  const figures = totals.flatMap(({ book, period, cells }) =>
    Object.entries(cells).flatMap(([cell, sum]) =>
      FIELDS.map((field) => ({ book, period, cell, field, value: sum[field] })),
    ),
  );
  return new Map(figures.map((each) => [[each.book, each.period, each.cell, each.field].join(" "), each]));
}

const entriesIn = (totals: readonly Total[]): number =>
  totals.flatMap((total) => Object.values(total.cells)).reduce((count, cell) => count + cell.entries, 0);
