import { cache } from "../shared/cache";
import type { ProductId, SellerId } from "../shared/ids";
import { type Fen, fen } from "../shared/money";
import { type Month, monthAfter, monthStart } from "../shared/time";
import type { Basis } from "./attribute";
import type { Measure } from "./deed";
import { EntryModel } from "./entry";

/**
 * One seller's own side of the ledger: the same entries its county's figures are made of, so that both agree. Read from one
 * index without looking at an entry; what changes by the minute only is kept for one.
 */
export interface SoldInWeek {
  /** Monday 00:00 in Shanghai. */
  week: Date;
  /** Paid for less given back, goods only. */
  paidFen: Fen;
  pieces: number;
}

export interface SoldProduct {
  product: ProductId;
  paidFen: Fen;
  pieces: number;
}

export interface SellerContribution {
  measure: Measure;
  basis: Basis;
  amountFen: Fen;
}

const MINUTE = 60_000;
const weeks = cache<SoldInWeek[]>({ ms: MINUTE, max: 500 });
const products = cache<SoldProduct[]>({ ms: MINUTE, max: 500 });
const contributions = cache<SellerContribution[]>({ ms: MINUTE, max: 500 });

/** What was sold in each week since `from` in which anything was; the key of what is kept is the instant's hour. */
export const salesByWeek = (seller: SellerId, from: Date): Promise<SoldInWeek[]> =>
  weeks.get(`${seller} ${hourOf(from)}`, async () => {
    const found = await EntryModel.aggregate<{ _id: Date; paidFen: number; pieces: number }>([
      { $match: paidSince(seller, from) },
      { $group: { _id: { $dateTrunc: SHANGHAI_WEEK }, paidFen: SUM_FEN, pieces: SUM_PIECES } },
      { $sort: { _id: 1 } },
    ]);
    return found.map(({ _id, paidFen, pieces }) => ({ week: _id, paidFen: fen(paidFen), pieces }));
  });

/** The products that brought in most since `from`, best first. */
export const bestProducts = (seller: SellerId, from: Date, most: number): Promise<SoldProduct[]> =>
  products.get(`${seller} ${hourOf(from)} ${most}`, async () => {
    const found = await EntryModel.aggregate<{ _id: ProductId; paidFen: number; pieces: number }>([
      { $match: paidSince(seller, from) },
      { $group: { _id: "$product.id", paidFen: SUM_FEN, pieces: SUM_PIECES } },
      { $match: { paidFen: { $gt: 0 } } },
      { $sort: { paidFen: -1, _id: 1 } },
      { $limit: most },
    ]);
    return found.map(({ _id, paidFen, pieces }) => ({ product: _id, paidFen: fen(paidFen), pieces }));
  });

/** What a seller's goods brought to the ledger by deeds of the months `from` to `to`, both included. */
export const contributionOf = (seller: SellerId, from: Month, to: Month): Promise<SellerContribution[]> =>
  contributions.get(`${seller} ${from} ${to}`, async () => {
    const found = await EntryModel.aggregate<{ _id: { measure: Measure; basis: Basis }; amountFen: number }>([
      {
        $match: {
          "seller.id": seller,
          measure: { $in: ["paid", "recognised"] },
          occurredAt: { $gte: monthStart(from), $lt: monthStart(monthAfter(to)) },
        },
      },
      { $group: { _id: { measure: "$measure", basis: "$basis" }, amountFen: SUM_FEN } },
    ]);
    return found.map(({ _id, amountFen }) => ({ ..._id, amountFen: fen(amountFen) }));
  });

const SHANGHAI_WEEK = { date: "$occurredAt", unit: "week", startOfWeek: "monday", timezone: "+08:00" } as const;
const SUM_FEN = { $sum: "$amountFen" } as const;
const SUM_PIECES = { $sum: "$quantity" } as const;

const paidSince = (seller: SellerId, from: Date) => ({
  "seller.id": seller,
  measure: "paid",
  occurredAt: { $gte: from },
});

const hourOf = (at: Date): string => at.toISOString().slice(0, 13);
