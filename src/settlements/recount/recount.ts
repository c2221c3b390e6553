import type { OrderId, SellerId } from "../../shared/ids";
import { add, type Fen, fen, sum, ZERO } from "../../shared/money";
import { PostingModel } from "../account/posting";
import { checkPages, type PageDifference, type PagesCheck } from "./check-pages";
import { checkOrders, type OrderCheck } from "./expected";

/** A producer's account: paid out + owed = received − refunded − charges + what clerks corrected. */
export interface AccountCheck {
  seller: SellerId;
  orders: number;
  receivedFen: Fen;
  refundedFen: Fen;
  chargesFen: Fen;
  otherFen: Fen;
  paidOutFen: Fen;
  owedFen: Fen;
  /** What the two sides differ by; zero when they are one. */
  differenceFen: Fen;
}

export type AccountDifference =
  | ({ kind: "order" } & Pick<OrderCheck, "order" | "number" | "seller" | "expectedFen" | "postedFen">)
  | { kind: "orphan"; order: OrderId; number: string; seller: SellerId; postedFen: Fen }
  | ({ kind: "page"; seller: SellerId } & PageDifference);

export interface AccountsRecount {
  orders: number;
  postings: number;
  accounts: AccountCheck[];
  differences: AccountDifference[];
}

/** More than a screen of differences is one fault, not many. */
const NAMED = 500;

/**
 * Checks every account, or one, against the orders and refunds, which know nothing of postings, and every page against its
 * lines. Names each order and each page that differs. Reads everything: for a button, a night and tests.
 */
export async function recountAccounts(only?: SellerId): Promise<AccountsRecount> {
  const sides = new Map<SellerId, Omit<AccountCheck, "otherFen" | "paidOutFen" | "owedFen" | "differenceFen">>();
  const differences: AccountDifference[] = [];
  for await (const check of checkOrders(only)) {
    sides.set(check.seller, plus(sides.get(check.seller) ?? nothing(check.seller), check));
    if (!check.agrees) differences.push({ kind: "order", ...check });
  }
  for (const seller of only ? [only] : await PostingModel.distinct("seller"))
    if (!sides.has(seller)) sides.set(seller, nothing(seller));
  const accounts: AccountCheck[] = [];
  let postings = 0;
  for (const [seller, side] of sides) {
    const pages = await checkPages(seller);
    postings += pages.postings;
    accounts.push(bothSides(side, pages));
    differences.push(...pages.differences.map((each) => ({ kind: "page" as const, seller, ...each })));
  }
  differences.push(...(await orphans(only)));
  const orders = accounts.reduce((count, account) => count + account.orders, 0);
  return { orders, postings, accounts, differences: differences.slice(0, NAMED) };
}

type Side = Omit<AccountCheck, "otherFen" | "paidOutFen" | "owedFen" | "differenceFen">;

const nothing = (seller: SellerId): Side => ({
  seller,
  orders: 0,
  receivedFen: ZERO,
  refundedFen: ZERO,
  chargesFen: ZERO,
});

const plus = (side: Side, check: OrderCheck): Side => ({
  seller: side.seller,
  orders: side.orders + 1,
  receivedFen: add(side.receivedFen, check.receivedFen),
  refundedFen: add(side.refundedFen, check.refundedFen),
  chargesFen: add(side.chargesFen, check.chargesFen),
});

function bothSides(side: Side, { owedFen, paidOutFen, otherFen }: PagesCheck): AccountCheck {
  const earned = sum([side.receivedFen, fen(-side.refundedFen), side.chargesFen, otherFen]);
  return { ...side, otherFen, paidOutFen, owedFen, differenceFen: fen(paidOutFen + owedFen - earned) };
}

/** Postings of orders that nobody accepted, or that are not there. */
async function orphans(only: SellerId | undefined): Promise<AccountDifference[]> {
  const rows = await PostingModel.aggregate<{ _id: OrderId; number: string; seller: SellerId; fen: number }>([
    { $match: { order: { $type: "string" }, ...(only ? { seller: only } : {}) } },
    {
      $group: {
        _id: "$order",
        number: { $first: "$orderNumber" },
        seller: { $first: "$seller" },
        fen: { $sum: "$amountFen" },
      },
    },
    {
      $lookup: {
        from: "orders",
        localField: "_id",
        foreignField: "_id",
        as: "found",
        pipeline: [{ $project: { receivedAt: 1 } }],
      },
    },
    { $match: { "found.receivedAt": { $not: { $type: "date" } } } },
    { $limit: NAMED },
  ]);
  return rows.map(({ _id, number, seller, fen: amount }) => ({
    kind: "orphan",
    order: _id,
    number,
    seller,
    postedFen: fen(amount),
  }));
}
