import { type AsOf, inSnapshot, inTransaction } from "../../shared/db";
import type { PartnershipId } from "../../shared/ids";
import { type Held, mustHold } from "../../shared/lease";
import type { Month } from "../../shared/time";
import { type Entry, EntryModel } from "../entry";
import { TotalModel } from "../totals/total";
import { addTo, type Breakdown, type BreakdownKind, BreakdownModel } from "./breakdown";
import { forgetParts } from "./kept-parts";

const FIELDS = ["fen", "quantity", "entries", "orders"] as const;

/** One thing that a breakdown and the folded entries do not agree on. */
export interface BreakdownDifference {
  book: PartnershipId;
  period: Month;
  kind: BreakdownKind;
  id: string;
  /** The cell and its field; null and "name" where the name is not the one of the last entry. */
  cell: string | null;
  field: (typeof FIELDS)[number] | "name";
  /** What the breakdown says; 0 or "" where there is none. */
  kept: number | string;
  /** What the folded entries say. */
  entries: number | string;
}

/**
 * Compares every cell and name of the breakdowns with the folded entries behind them, book by book, and names each
 * difference, in the order of the documents' names. Read inside the caller's snapshot: `inSnapshot(compareBreakdowns)`.
 * All books when none are given; a snapshot for each book is wiser where there are millions of entries.
 * The recount shows them beside the differences of the totals; `rebuild` of totals/recount.ts mends both.
 */
export async function compareBreakdowns(asOf: AsOf, books?: readonly PartnershipId[]): Promise<BreakdownDifference[]> {
  const differences: BreakdownDifference[] = [];
  for (const book of books ?? (await booksAsOf(asOf))) {
    const kept = (await asOf(BreakdownModel.find({ book })).lean()) as Breakdown[];
    differences.push(...[...compareBook(kept, await countBreakdowns(asOf, book))].flat());
  }
  return differences;
}

async function booksAsOf(asOf: AsOf): Promise<PartnershipId[]> {
  const known = [await asOf(EntryModel.distinct("book")), await asOf(BreakdownModel.distinct("book"))].flat();
  return [...new Set(known as PartnershipId[])].sort();
}

/**
 * Makes every book's breakdowns anew from its entries, one transaction for each book; the fold must be at rest, which the
 * lease guarantees as for the totals. Stopped half way, what is done is right and the rest is done by the next run.
 */
export async function rebuildBreakdowns(held: Held, books?: readonly PartnershipId[]): Promise<void> {
  for (const book of books ?? (await inSnapshot(booksAsOf))) {
    const counted = await inSnapshot((asOf) => countBreakdowns(asOf, book));
    await inTransaction(
      async () => {
        await mustHold(held);
        await BreakdownModel.deleteMany({ book });
        await BreakdownModel.insertMany(counted, { lean: true });
      },
      { ms: 30_000 },
    );
  }
  forgetParts();
}

/** A ledger folded before there were breakdowns gets them, before anything more is folded into it. Done again, does nothing. */
export async function makeUpBreakdowns(held: Held): Promise<void> {
  const there = new Set(await BreakdownModel.distinct("book"));
  const folded = (await TotalModel.distinct("book")) as PartnershipId[];
  await rebuildBreakdowns(
    held,
    folded.filter((book) => !there.has(book)),
  );
}

const COUNTED = {
  ...{ book: 1, period: 1, helper: 1, basis: 1, measure: 1, category: 1, buyerKind: 1, affiliation: 1 },
  ...{ product: 1, seller: 1, order: 1, institution: 1, campaign: 1, amountFen: 1, quantity: 1, opensOrder: 1 },
};

/** What a book's breakdowns should be, sorted, so that two rebuilds write the same bytes. */
async function countBreakdowns(asOf: AsOf, book: PartnershipId): Promise<Breakdown[]> {
  const counted = new Map<string, Breakdown>();
  const entries = asOf(EntryModel.find({ book, folded: true }, COUNTED).sort({ seq: 1 }))
    .lean()
    .cursor({ batchSize: 5000 });
  for await (const entry of entries as unknown as AsyncIterable<Entry>) addTo(counted, entry);
  return [...counted.values()].sort((a, b) => (a._id < b._id ? -1 : 1));
}

/**
 * The same for one book whose entries somebody else has added up, in the order of the chain (`addTo`): document by document,
 * so that whoever asks may rest in between.
 */
export function* compareBook(
  kept: readonly Breakdown[],
  counted: readonly Breakdown[],
): Generator<BreakdownDifference[]> {
  const [said, found] = [byId(kept), byId(counted)];
  for (const _id of [...new Set([...said.keys(), ...found.keys()])].sort())
    yield differencesOf(said.get(_id), found.get(_id));
}

const byId = (all: readonly Breakdown[]): Map<string, Breakdown> => new Map(all.map((each) => [each._id, each]));

function differencesOf(said: Breakdown | undefined, found: Breakdown | undefined): BreakdownDifference[] {
  const { book, period, kind, id } = (said ?? found) as Breakdown;
  const cells = [...new Set([...Object.keys(said?.cells ?? {}), ...Object.keys(found?.cells ?? {})])].sort();
  const figures = cells.flatMap((cell) =>
    FIELDS.map((field) => ({
      ...{ cell, field },
      ...{ kept: said?.cells[cell]?.[field] ?? 0, entries: found?.cells[cell]?.[field] ?? 0 },
    })),
  );
  const name = { cell: null, field: "name" as const, kept: said?.name ?? "", entries: found?.name ?? "" };
  return [name, ...figures]
    .filter((each) => each.kept !== each.entries)
    .map((each) => ({ book, period, kind, id, ...each }));
}
