import { isPaired } from "../../credits/answers/totals-answer";
import { PAIRED } from "../../credits/attribute";
import { BUYER_KINDS, CATEGORIES } from "../../credits/deed";
import { allStatementsOf, newest } from "../../credits/statements/reading/list";
import { totalsAsOf } from "../../credits/totals/read-totals";
import { sumBy, sumUp } from "../../credits/totals/sums";
import type { Row } from "../../credits/totals/total";
import { heldLines } from "../../orders/signals/held-lines";
import type { Gazetteer } from "../../regions/gazetteer";
import { inSnapshot } from "../../shared/db";
import type { PartnershipId } from "../../shared/ids";
import { later, type Month, month, monthAfter, monthStart, monthsFrom, timeProgress, yearOf } from "../../shared/time";
import { lastRecount } from "../recount/record/last-recount";

/** Everything a month's bulletin says, as of one instant; words are made of it elsewhere. */
export async function bulletinFigures(of: Month, { gazetteer, at }: { gazetteer: Gazetteer; at: Date }) {
  const year = Number(of.slice(0, 4));
  const span = { from: month(`${year - 1}-01`), to: of };
  const { rows } = await inSnapshot((asOf) => totalsAsOf(asOf, span));
  const time = timeProgress(year, instantOf(of, at));
  const pairs = pairsOf(rows, { of, year, gazetteer });
  const [standing, recount, held] = await Promise.all([
    standingOf(of, gazetteer),
    lastRecount(),
    heldLines(null, month(`${year}-01`), of),
  ]);
  const promised = pairs.filter((pair) => pair.targetFen);
  return {
    of,
    year,
    at,
    running: at < monthStart(monthAfter(of)),
    month: amounts(rows, inMonth(of)),
    before: amounts(rows, inMonth(monthBefore(of))),
    yearBefore: amounts(rows, inMonth(aYearBefore(of))),
    total: amounts(rows, upTo(of)),
    totalYearBefore: amounts(rows, upTo(aYearBefore(of))),
    knowsYearBefore: rows.some((row) => row.period <= aYearBefore(of)),
    others: othersOf(rows.filter(upTo(of))),
    target: promised.length === 0 ? null : targetOf(promised, time),
    time,
    pairs,
    byBasis: sharesOf(rows.filter(upTo(of)), PAIRED.toReversed(), (row) => row.basis),
    byCategory: sharesOf(rows.filter(upTo(of)), CATEGORIES, (row) => row.category),
    byBuyer: sharesOf(rows.filter(upTo(of)), BUYER_KINDS, (row) => row.buyerKind),
    ...standing,
    recount,
    held: { count: held.count, fen: held.sumFen as number },
  };
}
export type BulletinFigures = Awaited<ReturnType<typeof bulletinFigures>>;

/** Now, or the last instant of the month when that has passed. */
function instantOf(of: Month, at: Date): Date {
  const end = later(monthStart(monthAfter(of)), -1);
  return at < end ? at : end;
}

export function monthBefore(of: Month): Month {
  const [year, number] = [Number(of.slice(0, 4)), Number(of.slice(5))];
  return month(number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, "0")}`);
}

const aYearBefore = (of: Month): Month => month(`${Number(of.slice(0, 4)) - 1}${of.slice(4)}`);

const inMonth = (of: Month) => (row: Row) => row.period === of;
/** From January to the month. */
const upTo = (of: Month) => (row: Row) => row.period >= `${of.slice(0, 4)}-01` && row.period <= of;

function amounts(rows: readonly Row[], which: (row: Row) => boolean) {
  const { paidFen, recognisedFen } = sumUp(rows.filter((row) => isPaired(row) && which(row)));
  return { paidFen: paidFen as number, recognisedFen: recognisedFen as number };
}

const othersOf = (rows: readonly Row[]) => ({
  nonPairedFen: sumUp(rows.filter((row) => row.basis === "non_paired")).recognisedFen as number,
  outOfScopeFen: sumUp(rows.filter((row) => row.basis === "out_of_scope")).recognisedFen as number,
});

interface Pair {
  id: PartnershipId;
  monthPaidFen: number;
  monthFen: number;
  totalFen: number;
  targetFen: number | null;
  progress: number | null;
}

/** By how far each is on its way; those without a target after them, by what they have reached. */
function pairsOf(
  rows: readonly Row[],
  { of, year, gazetteer }: { of: Month; year: number; gazetteer: Gazetteer },
): Pair[] {
  const pairs = gazetteer.partnerships.map(({ _id: id }): Pair => {
    const own = rows.filter((row) => row.book === id);
    const [now, total] = [amounts(own, inMonth(of)), amounts(own, upTo(of))];
    const targetFen = gazetteer.agreement(id, year)?.targetFen || null;
    const progress = targetFen ? total.recognisedFen / targetFen : null;
    return {
      id,
      monthPaidFen: now.paidFen,
      monthFen: now.recognisedFen,
      totalFen: total.recognisedFen,
      targetFen,
      progress,
    };
  });
  return pairs.sort((a, b) => (b.progress ?? -1) - (a.progress ?? -1) || b.totalFen - a.totalFen);
}

function targetOf(pairs: readonly Pair[], time: number) {
  const targetFen = pairs.reduce((sum, pair) => sum + (pair.targetFen ?? 0), 0);
  const recognisedFen = pairs.reduce((sum, pair) => sum + pair.totalFen, 0);
  return { count: pairs.length, targetFen, recognisedFen, progress: recognisedFen / targetFen, time };
}

function sharesOf<K extends string>(rows: readonly Row[], keys: readonly K[], keyOf: (row: Row) => string) {
  const paired = rows.filter(isPaired);
  const whole = sumUp(paired).recognisedFen;
  const sums = sumBy(paired, keyOf);
  return keys.map((key) => {
    const recognisedFen: number = sums.get(key)?.recognisedFen ?? 0;
    return {
      key,
      recognisedFen,
      paidFen: (sums.get(key)?.paidFen ?? 0) as number,
      share: whole > 0 ? recognisedFen / whole : null,
    };
  });
}

/** How the statements of the month and of those before it stand: what is sealed, and what is still to be signed. */
async function standingOf(of: Month, gazetteer: Gazetteer) {
  const year = yearOf(monthStart(of));
  const span = { from: month(`${year}-01`), to: of };
  const all = await allStatementsOf(span);
  const closed = (id: PartnershipId, each: Month): boolean => {
    const statement = newest(
      all.filter((one) => one.partnership === id),
      each,
    );
    return statement?.state === "closed";
  };
  const open = monthsFrom(span.from, of).map((each) => ({
    month: each,
    pairs: gazetteer.partnerships.map(({ _id }) => _id).filter((id) => !closed(id, each)),
  }));
  const now = open.at(-1)?.pairs.length ?? 0;
  return {
    sealed: { closed: gazetteer.partnerships.length - now, open: now },
    unsealed: open.filter((each) => each.month < of && each.pairs.length > 0),
  };
}
