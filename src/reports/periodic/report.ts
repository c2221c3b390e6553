import { BASES } from "../../credits/attribute";
import { CATEGORIES } from "../../credits/deed";
import type { Amounts } from "../../credits/statements/figures";
import type { Gazetteer } from "../../regions/gazetteer";
import type { Partnership } from "../../regions/partnership";
import type { PartnershipId } from "../../shared/ids";
import { add, type Fen, ZERO } from "../../shared/money";
import { type Month, timeProgress } from "../../shared/time";
import { asOf, type Period, soFar } from "./period";
import { type Piece, piecesOf } from "./pieces";

/** Sealed months and those that are not, never mixed: the first are certain, the second still move. */
export interface Both {
  sealed: Amounts;
  open: Amounts;
}

export interface PeriodReport {
  period: Period;
  /** Null: the whole city. */
  partnership: Partnership | null;
  whole: Both;
  /** How many book-months of the period that have begun are sealed, and how many not. */
  count: { sealed: number; open: number };
  months: ({ month: Month; begun: boolean; sealedBooks: number; books: number; number: string | null } & Both)[];
  byHelper: ({ helper: string; basis: string } & Both)[];
  byCategory: ({ category: string } & Both)[];
  byPartnership: ({
    id: PartnershipId;
    county: string;
    sealedMonths: number;
    targetFen: Fen | null;
    yearFen: Fen;
  } & Both)[];
  target: { targetFen: Fen; sealedFen: Fen; withOpenFen: Fen; timeProgress: number } | null;
}

/** Reads a period of one partnership, or (null) of the city. */
export async function readReport(
  partnership: Partnership | null,
  period: Period,
  gazetteer: Gazetteer,
  at: Date,
): Promise<PeriodReport> {
  const partnerships = partnership ? [partnership] : [...gazetteer.partnerships];
  const year = await piecesOf(
    partnerships.map((each) => each._id),
    soFar(period, at),
  );
  const pieces = year.filter((piece) => period.months.includes(piece.month));
  return {
    period,
    partnership,
    whole: bothOf(pieces, (piece) => [piece]),
    count: { sealed: pieces.filter(isSealed).length, open: pieces.filter((piece) => !isSealed(piece)).length },
    months: period.months.map((month) => monthOf(month, pieces)),
    byHelper: byHelper(pieces),
    byCategory: CATEGORIES.map((category) => ({
      category,
      ...bothOf(pieces, (piece) => piece.byCategory.filter((each) => each.category === category)),
    })),
    byPartnership: partnerships.map(({ _id, county }) => {
      const own = pieces.filter((piece) => piece.book === _id);
      return {
        id: _id,
        county,
        sealedMonths: own.filter(isSealed).length,
        targetFen: gazetteer.agreement(_id, period.year)?.targetFen ?? null,
        yearFen: bothOf(
          year.filter((piece) => piece.book === _id),
          (piece) => [piece],
        ).sealed.recognisedFen,
        ...bothOf(own, (piece) => [piece]),
      };
    }),
    target: targetOf(partnerships, year, { period, gazetteer, at }),
  };
}

const isSealed = (piece: Piece): boolean => piece.number !== null;

function bothOf(pieces: readonly Piece[], parts: (piece: Piece) => readonly Amounts[]): Both {
  return {
    sealed: sumOf(pieces.filter(isSealed).flatMap(parts)),
    open: sumOf(pieces.filter((piece) => !isSealed(piece)).flatMap(parts)),
  };
}

const sumOf = (all: readonly Amounts[]): Amounts =>
  all.reduce<Amounts>(
    (sum, each) => ({
      paidFen: add(sum.paidFen, each.paidFen),
      recognisedFen: add(sum.recognisedFen, each.recognisedFen),
    }),
    { paidFen: ZERO, recognisedFen: ZERO },
  );

function monthOf(month: Month, pieces: readonly Piece[]): PeriodReport["months"][number] {
  const own = pieces.filter((piece) => piece.month === month);
  return {
    month,
    begun: own.length > 0,
    books: own.length,
    sealedBooks: own.filter(isSealed).length,
    number: own.length === 1 ? (own[0]?.number ?? null) : null,
    ...bothOf(own, (piece) => [piece]),
  };
}

function byHelper(pieces: readonly Piece[]): PeriodReport["byHelper"] {
  const keys = new Set(pieces.flatMap((piece) => piece.byHelper.map(({ helper, basis }) => `${helper} ${basis}`)));
  return [...keys].sort(inOrder).map((key) => {
    const [helper = "", basis = ""] = key.split(" ");
    return {
      helper,
      basis,
      ...bothOf(pieces, (piece) => piece.byHelper.filter((each) => each.helper === helper && each.basis === basis)),
    };
  });
}

/** By the official codes, and in them by basis: this is no ranking. */
function inOrder(a: string, b: string): number {
  const [[helperA = "", basisA = ""], [helperB = "", basisB = ""]] = [a.split(" "), b.split(" ")];
  const place = (basis: string): number => (BASES as readonly string[]).indexOf(basis);
  return helperA < helperB ? -1 : helperA > helperB ? 1 : place(basisA) - place(basisB);
}

/** All targets together, measured by what those who agreed to one have sealed since January. */
function targetOf(
  partnerships: readonly Partnership[],
  year: readonly Piece[],
  { period, gazetteer, at }: { period: Period; gazetteer: Gazetteer; at: Date },
): PeriodReport["target"] {
  const promised = partnerships.flatMap(({ _id }) => {
    const targetFen = gazetteer.agreement(_id, period.year)?.targetFen ?? ZERO;
    return targetFen > 0 ? [{ _id, targetFen }] : [];
  });
  if (promised.length === 0) return null;
  const { sealed, open } = bothOf(
    year.filter((piece) => promised.some((each) => each._id === piece.book)),
    (piece) => [piece],
  );
  return {
    targetFen: promised.reduce((sum, each) => add(sum, each.targetFen), ZERO),
    sealedFen: sealed.recognisedFen,
    withOpenFen: add(sealed.recognisedFen, open.recognisedFen),
    timeProgress: timeProgress(period.year, asOf(period, at)),
  };
}
