import { addTo, type Breakdown, BreakdownModel } from "../../../credits/breakdowns/breakdown";
import { type BreakdownDifference, compareBook } from "../../../credits/breakdowns/recount-breakdowns";
import { type Chain, ChainModel } from "../../../credits/chain";
import { type Entry, EntryModel } from "../../../credits/entry";
import { type BookMonth, BookMonthModel } from "../../../credits/statements/book-month";
import { type Statement, StatementModel } from "../../../credits/statements/statement";
import { type Total, TotalModel } from "../../../credits/totals/total";
import { inSnapshot } from "../../../shared/db";
import type { PartnershipId } from "../../../shared/ids";
import { type Month, monthOf } from "../../../shared/time";
import type { Found, Scan } from "../found";
import { aboutEntry, ChainWalk } from "./chain-walk";
import { CountedCells, compareTotal } from "./counted-cells";
import { gathered, SLICE } from "./gathered";
import { SealedMonth } from "./sealed-months";

/**
 * One book: its chain, its totals and breakdowns, its sealed months, all against its entries. The few records are read as of
 * one instant together with the place the chain ended at; every entry up to that place is written once and for all, so they
 * can be read at leisure afterwards, whatever is sold meanwhile.
 */
export async function checkBook(book: PartnershipId, scan: Scan): Promise<void> {
  const start = await readStart(book, scan);
  const walk = new ChainWalk(book);
  const months = new Map<Month, CountedCells>();
  const breakdowns = new Map<string, Breakdown>();
  const sealed = start.statements.map((statement) => new SealedMonth(statement));
  const sealedIn = (period: Month) => sealed.filter(({ statement }) => statement.month === period);
  const sealedBy = new Map(sealed.map(({ statement: { month } }) => [month, sealedIn(month)]));
  let slice = 0;
  for await (const entry of entriesUpTo(book, start.last)) {
    const faults = [...walk.take(entry), ...ownFaults(entry)];
    for (const month of sealedBy.get(entry.period) ?? []) faults.push(...month.take(entry));
    cellsOf(months, entry.period).take(entry);
    addTo(breakdowns, entry);
    for (const fault of faults) await scan.name(fault);
    if (++slice % SLICE === 0) await scan.step("chain", { entries: SLICE });
  }
  await scan.step("chain", { entries: slice % SLICE });
  await nameAll(scan, walk.finish(start.chain));
  await nameAll(scan, compareTotals(book, start.totals, months));
  for (const differences of compareBook(start.breakdowns, [...breakdowns.values()])) {
    await nameAll(scan, differences.map(breakdownFault));
    if (++slice % SLICE === 0) await scan.step("chain", {});
  }
  for (const month of sealed) {
    await nameAll(scan, [
      ...start.tail.filter((each) => isTooLate(each, month.statement)).map((each) => month.tooLate(each)),
    ]);
    await nameAll(scan, [...(await month.finish()), ...stateFaults(month.statement, start.months)]);
    await scan.step("statements", { statements: 1 });
  }
}

async function nameAll(scan: Scan, all: readonly Found[]): Promise<void> {
  for (const found of all) await scan.name(found);
}

const readStart = (book: PartnershipId, scan: Scan) =>
  inSnapshot(async (asOf) => {
    const last = (await asOf(EntryModel.findOne({ book, folded: true }, { seq: 1 }).sort({ seq: -1 })).lean()) as Pick<
      Entry,
      "seq"
    > | null;
    const statements = (await asOf(
      StatementModel.find({ partnership: book, sealed: { $ne: null } }),
    ).lean()) as Statement[];
    return {
      last: last?.seq ?? 0,
      chain: (await asOf(ChainModel.findById(book)).lean()) as Chain | null,
      breakdowns: await gathered<Breakdown>(asOf(BreakdownModel.find({ book })), scan, "chain"),
      totals: (await asOf(TotalModel.find({ book })).lean()) as Total[],
      months: (await asOf(BookMonthModel.find({ book })).lean()) as BookMonth[],
      statements: statements.sort((a, b) => (a._id < b._id ? -1 : 1)),
      tail: (await asOf(
        EntryModel.find({ folded: false, book, period: { $in: monthsOf(statements) } }),
      ).lean()) as Entry[],
    };
  });

const monthsOf = (statements: readonly Statement[]): Month[] =>
  statements.filter(({ state }) => state === "closed").map(({ month }) => month);

const entriesUpTo = (book: PartnershipId, last: number): AsyncIterable<Entry> =>
  EntryModel.find({ book, folded: true, $or: [{ seq: { $lte: last } }, { seq: null }] } as Record<string, unknown>)
    .sort({ seq: 1 })
    .lean()
    .cursor({ batchSize: 500 }) as unknown as AsyncIterable<Entry>;

function cellsOf(months: Map<Month, CountedCells>, period: Month): CountedCells {
  const cells = months.get(period) ?? new CountedCells();
  months.set(period, cells);
  return cells;
}

/** What an entry says of itself that cannot be. */
function ownFaults(entry: Entry): Found[] {
  const about = { ...aboutEntry(entry), unit: "text" as const };
  const own = monthOf(entry.occurredAt);
  const should = entry.original ? monthOf(entry.bookedAt) : own;
  const faults: Found[] = [];
  if (entry.period !== should)
    faults.push({ ...about, code: "wrong_month", where: "period", kept: entry.period, should });
  if (entry.original && entry.original !== own)
    faults.push({ ...about, code: "wrong_month", where: "original", kept: entry.original, should: own });
  if (entry.line === null)
    faults.push({ ...about, code: "entry_without_line", where: "line", kept: null, should: null });
  return faults;
}

function compareTotals(book: PartnershipId, totals: readonly Total[], months: Map<Month, CountedCells>): Found[] {
  const kept = new Map(totals.map((total) => [total.period, total]));
  return [...new Set([...kept.keys(), ...months.keys()])].sort().flatMap((period) => {
    const [total, counted] = [kept.get(period), months.get(period)];
    return compareTotal({ book, period, ...(total && { kept: total }), ...(counted && { counted }) });
  });
}

/** The ledger's second fold, compared by its own room. */
const breakdownFault = ({ book, period, kind, id, cell, field, kept, entries }: BreakdownDifference): Found => ({
  ...{
    code: "breakdown_differs" as const,
    book,
    subject: { kind: "total" as const, id: `${book}:${period}`, name: period },
  },
  where: [kind, id, cell, field].filter((part) => part !== null).join("|"),
  unit: field === "fen" ? "fen" : field === "name" ? "text" : "count",
  kept,
  should: entries,
});

const isTooLate = (entry: Entry, { state, month }: Statement): boolean => state === "closed" && entry.period === month;

/** A month that is sealed takes no entries any more. */
function stateFaults({ _id, number, state, month, partnership }: Statement, months: readonly BookMonth[]): Found[] {
  const kept = months.find(({ period }) => period === month)?.state ?? "open";
  if (state !== "closed" || kept === "closed") return [];
  const subject = { kind: "statement" as const, id: _id, name: number };
  return [{ code: "month_not_closed", book: partnership, subject, where: "", unit: "text", kept, should: "closed" }];
}
