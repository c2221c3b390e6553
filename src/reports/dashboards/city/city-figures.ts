import type { Basis } from "../../../credits/attribute";
import type { Row } from "../../../credits/totals/total";
import type { Gazetteer } from "../../../regions/gazetteer";
import { basesOf, booksOf, type CityFilter, countedBasis } from "./city-query";

/** The two measures, added up. */
export interface Amounts {
  paidFen: number;
  recognisedFen: number;
  paidBackFen: number;
  orders: number;
  entries: number;
}

export const none = (): Amounts => ({ paidFen: 0, recognisedFen: 0, paidBackFen: 0, orders: 0, entries: 0 });

export type Groups = ReadonlyMap<string, Amounts>;

/** Every sum the page shows. Each map has what occurred; what is not in it is nothing. */
export interface CityFigures {
  /** The months shown, with every choice. */
  whole: Amounts;
  byBasis: Groups;
  byCategory: Groups;
  byBuyerKind: Groups;
  byBook: Groups;
  /** Every month of this year and the one before, with every choice but the months. */
  byMonth: Groups;
  /** The first month of the two years with any entry at all: before it the ledger had not begun. */
  began: string | null;
  /** What counts for the partnerships: by book, and by "book helper". */
  countedByBook: Groups;
  countedByHelper: Groups;
  /** The calendar year's, whatever was chosen: what targets are measured by. */
  yearByBook: Groups;
}

/**
 * All figures of the page in one walk over the rows of two years: a few thousand however many entries stand behind them,
 * and each of them is looked at once.
 */
export function cityFigures(rows: readonly Row[], filter: CityFilter, gazetteer: Gazetteer): CityFigures {
  const figures = blank();
  const wanted = selectionFrom(filter, gazetteer);
  for (const row of rows) {
    if (figures.began === null || row.period < figures.began) figures.began = row.period;
    if (wanted.isOfYear(row)) into(figures.yearByBook, row.book, row);
    if (!wanted.isChosen(row)) continue;
    into(figures.byMonth, row.period, row);
    if (row.period < filter.span.from || row.period > filter.span.to) continue;
    plus(figures.whole, row);
    into(figures.byBasis, row.basis, row);
    into(figures.byCategory, row.category, row);
    into(figures.byBuyerKind, row.buyerKind, row);
    into(figures.byBook, row.book, row);
    if (!wanted.counts(row)) continue;
    into(figures.countedByBook, row.book, row);
    into(figures.countedByHelper, `${row.book} ${row.helper}`, row);
  }
  return figures;
}

const blank = () => ({
  whole: none(),
  byBasis: new Map<string, Amounts>(),
  byCategory: new Map<string, Amounts>(),
  byBuyerKind: new Map<string, Amounts>(),
  byBook: new Map<string, Amounts>(),
  byMonth: new Map<string, Amounts>(),
  began: null as string | null,
  countedByBook: new Map<string, Amounts>(),
  countedByHelper: new Map<string, Amounts>(),
  yearByBook: new Map<string, Amounts>(),
});

function selectionFrom(filter: CityFilter, gazetteer: Gazetteer) {
  const books = new Set<string>(booksOf(filter, gazetteer).map(({ _id }) => _id));
  const bases = new Set<Basis>(basesOf(filter.basis));
  const counted = countedBasis(filter);
  const countedBases = new Set<Basis>(counted ? basesOf(counted) : []);
  const paired = new Set<Basis>(basesOf("paired"));
  const { category, buyerKind, year } = filter;
  return {
    isOfYear: (row: Row) => books.has(row.book) && paired.has(row.basis) && row.period.startsWith(`${year}-`),
    isChosen: (row: Row) =>
      books.has(row.book) &&
      bases.has(row.basis) &&
      (category === undefined || row.category === category) &&
      (buyerKind === undefined || row.buyerKind === buyerKind),
    counts: (row: Row) => countedBases.has(row.basis),
  };
}

function into(groups: Map<string, Amounts>, key: string, row: Row): void {
  let amounts = groups.get(key);
  if (!amounts) {
    amounts = none();
    groups.set(key, amounts);
  }
  plus(amounts, row);
}

/** Adds in place: thousands of rows into a few sums, at every request. */
function plus(amounts: Amounts, { measure, fen, backFen, orders, entries }: Row): void {
  if (measure === "paid") {
    amounts.paidFen += fen;
    amounts.paidBackFen += backFen;
  } else amounts.recognisedFen += fen;
  amounts.orders += orders;
  amounts.entries += entries;
}

export const amountsIn = (groups: Groups, key: string): Amounts => groups.get(key) ?? none();
