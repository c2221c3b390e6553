import type { PartnershipId } from "../../shared/ids";
import { type Fen, fen } from "../../shared/money";
import { type Month, monthAfter, monthStart } from "../../shared/time";
import { type Order, OrderModel } from "../order-record";
import { CaseModel, type SaleCase } from "./case";

export interface HeldLine {
  case: SaleCase["_id"];
  number: string;
  product: string;
  /** Paid for less given back: what would be recognised. */
  amountFen: Fen;
  /** Whether the goods were accepted: then it waits for the decision alone. */
  received: boolean;
}

/** More lines than this are summed, and not listed. */
const MOST = 500;

/** The lines of a book (null: of the city) paid in these months whose recognition waits for a decision, and their sum. */
export async function heldLines(
  book: PartnershipId | null,
  from: Month,
  to: Month,
): Promise<{ sumFen: Fen; count: number; lines: HeldLine[] }> {
  const cases = (await CaseModel.find({
    ...(book && { book }),
    paidAt: { $gte: monthStart(from), $lt: monthStart(monthAfter(to)) },
    state: "open",
    late: false,
  })
    .sort({ _id: 1 })
    .lean()) as SaleCase[];
  const orders = (await OrderModel.find(
    { _id: { $in: cases.map((each) => each.order) } },
    { lines: 1, receivedAt: 1 },
  ).lean()) as Pick<Order, "_id" | "lines" | "receivedAt">[];
  const byId = new Map(orders.map((order) => [order._id, order]));
  const held = cases.flatMap((each) => {
    const order = byId.get(each.order);
    const line = order?.lines.find(({ line: name }) => name === each.line);
    if (!order || line?.hold !== "held") return [];
    const amountFen = fen(line.paidFen - line.refundedFen);
    const { _id, number, product } = each;
    return amountFen > 0 ? [{ case: _id, number, product, amountFen, received: order.receivedAt !== null }] : [];
  });
  return {
    sumFen: fen(held.reduce((sum, each) => sum + each.amountFen, 0)),
    count: held.length,
    lines: held.slice(0, MOST),
  };
}
