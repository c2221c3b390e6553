import type { Order } from "../../orders/order-record";
import type { Refund } from "../../payments/refunds/refund";
import { type Fen, negate, subtract, sum, ZERO } from "../../shared/money";
import type { Telling } from "./post";
import type { Kind, Posting } from "./posting";
import { countedRefunds, standingOf } from "./standing";

/** A received order as its account needs it: all its refunds as they now are, and what was posted of it before. */
export interface OrderBook {
  order: Order;
  refunds: readonly Refund[];
  posted: readonly Pick<Posting, "key" | "kind" | "amountFen">[];
}

/**
 * What an acceptance posts: the goods and the freight, less what was given back or being given back by then (`leftOut`),
 * and the charges on the rest.
 */
export function receiptPostings(book: OrderBook, leftOut: readonly Refund[], receivedAt: Date): Telling[] {
  const then = standingOf(book.order, leftOut);
  const of = teller(book.order, `received:${book.order._id}`, receivedAt);
  return [of("sale", then.goodsFen), of("freight", then.freightFen), ...charges(book, of)];
}

/** A refund or a chargeback of accepted goods that succeeded. Nothing, when its part was left out at the acceptance. */
export function refundPostings(book: OrderBook, refund: Refund): Telling[] {
  if (!refund.recognised || !refund.succeededAt) return [];
  const of = teller(book.order, `refund:${refund._id}`, refund.succeededAt, refund);
  return [of(kindOf(refund), negate(refund.amountFen)), ...charges(book, of)];
}

/**
 * A refund that failed after all, or a chargeback that was won. What it had taken from the account is put back; what was
 * left out at the acceptance because of it (`leftOut`) is the producer's now.
 */
export function reinstatedPostings(book: OrderBook, refund: Refund, leftOut: boolean): Telling[] {
  if (!refund.failedAt) return [];
  const of = teller(book.order, `reinstated:${refund._id}`, refund.failedAt, refund);
  if (refund.recognised) return refund.succeededAt ? [of(kindOf(refund), refund.amountFen), ...charges(book, of)] : [];
  if (!leftOut) return [];
  const goodsFen = sum(refund.lines.map((line) => line.amountFen));
  return [of("sale", goodsFen), of("freight", refund.freightFen), ...charges(book, of)];
}

const kindOf = ({ kind }: Refund): Kind => (kind === "chargeback" ? "dispute" : "refund");

type Tell = (kind: Kind, amountFen: Fen) => Telling;

/** Whatever the charges lack of where they should stand now: so they are right after every deed, in whatever order deeds come. */
function charges({ order, refunds, posted }: OrderBook, of: Tell): Telling[] {
  const now = standingOf(order, countedRefunds(refunds));
  const stands = (kind: Kind): Fen => sum(posted.filter((each) => each.kind === kind).map((each) => each.amountFen));
  return [
    of("provider_fee", subtract(now.providerFeeFen, stands("provider_fee"))),
    of("commission", subtract(now.commissionFen, stands("commission"))),
  ].filter((each) => each.amountFen !== ZERO);
}

function teller(order: Order, deed: string, occurredAt: Date, refund?: Refund): Tell {
  return (kind, amountFen) => ({
    deed,
    seller: order.seller,
    kind,
    amountFen,
    order: order._id,
    orderNumber: order.number,
    refund: refund?._id ?? null,
    ...goodsOf(order),
    occurredAt,
  });
}

/** "涂市高山大米 等 3 样": enough to know an order by, short enough for a line. */
function goodsOf({ lines }: Order): { goods: string; goodsEn: string } {
  const [first] = lines;
  const more = lines.length - 1;
  return {
    goods: `${first?.name ?? ""}${more > 0 ? ` 等 ${lines.length} 样` : ""}`,
    goodsEn: `${first?.nameEn ?? ""}${more > 0 ? ` and ${more} more` : ""}`,
  };
}
