import { isPaired } from "../../credits/answers/totals-answer";
import type { Basis } from "../../credits/attribute";
import { CATEGORIES, type Category } from "../../credits/deed";
import type { Amounts } from "../../credits/statements/figures";
import { allStatementsOf, statementsOf } from "../../credits/statements/reading/list";
import type { Statement } from "../../credits/statements/statement";
import { totalsAsOf } from "../../credits/totals/read-totals";
import { sumBy, sumUp } from "../../credits/totals/sums";
import type { Row } from "../../credits/totals/total";
import { inSnapshot } from "../../shared/db";
import type { PartnershipId, RegionCode } from "../../shared/ids";
import type { Month } from "../../shared/time";

/** One book's month in a report: sealed, or as it stands at this moment. */
export interface Piece extends Amounts {
  book: PartnershipId;
  month: Month;
  /** The sealed statement's number; null while the month is not closed. */
  number: string | null;
  orders: number;
  byHelper: ({ helper: RegionCode; basis: Basis } & Amounts)[];
  byCategory: ({ category: Category } & Amounts)[];
}

/** Every month of these books, the sealed ones as they were sealed, all others exact at the moment of asking. */
export async function piecesOf(books: readonly PartnershipId[], months: readonly Month[]): Promise<Piece[]> {
  const [from, to] = [months[0], months.at(-1)];
  if (!from || !to) return [];
  const [only] = books.length === 1 ? books : [];
  const { rows } = await inSnapshot((asOf) => totalsAsOf(asOf, { ...(only && { book: only }), from, to }));
  const statements = only ? await statementsOf(only, { from, to }) : await allStatementsOf({ from, to });
  return books.flatMap((book) => {
    const own = rows.filter((row) => row.book === book && isPaired(row));
    const sealed = statements.filter((each) => each.partnership === book);
    return months.map((month) => pieceOf({ book, month, rows: own, statements: sealed }));
  });
}

interface Facts {
  book: PartnershipId;
  month: Month;
  rows: readonly Row[];
  statements: readonly Statement[];
}

function pieceOf({ book, month, rows, statements }: Facts): Piece {
  const current = statements.find((each) => each.month === month);
  if (current?.state === "closed") {
    const { paidFen, recognisedFen, orders, byHelper, byCategory } = current.figures;
    return { book, month, number: current.number, paidFen, recognisedFen, orders, byHelper, byCategory };
  }
  return { book, month, number: null, ...openSums(rows.filter((row) => row.period === month)) };
}

function openSums(rows: readonly Row[]): Omit<Piece, "book" | "month" | "number"> {
  const amounts = ({ paidFen, recognisedFen }: Amounts): Amounts => ({ paidFen, recognisedFen });
  const whole = sumUp(rows);
  return {
    ...amounts(whole),
    orders: whole.orders,
    byHelper: [...sumBy(rows, (row) => `${row.helper} ${row.basis}`)].map(([key, sums]) => {
      const [helper, basis] = key.split(" ") as [RegionCode, Basis];
      return { helper, basis, ...amounts(sums) };
    }),
    byCategory: CATEGORIES.map((category) => ({
      category,
      ...amounts(sumUp(rows.filter((row) => row.category === category))),
    })),
  };
}
