import { type Order, OrderModel } from "../../orders/order-record";
import { type Refund, RefundModel } from "../../payments/refunds/refund";
import { inSnapshot } from "../../shared/db";
import type { OrderId, SellerId } from "../../shared/ids";
import { add, type Fen, fen, negate, subtract, sum, ZERO } from "../../shared/money";
import { type Kind, PostingModel } from "../account/posting";
import { countedRefunds, standingOf } from "../account/standing";

/** What an order should have brought its producer, and what was posted of it. */
export interface OrderCheck {
  order: OrderId;
  number: string;
  seller: SellerId;
  /** Goods and freight of accepted orders as they were paid. */
  receivedFen: Fen;
  refundedFen: Fen;
  /** Fee and commission, below zero. */
  chargesFen: Fen;
  expectedFen: Fen;
  postedFen: Fen;
  /** Every part is right by itself: goods and freight, what went back, charges. A clerk's correction evens out the whole. */
  agrees: boolean;
}

const BATCH = 500;

/** Every accepted order, from the orders and refunds alone, beside what stands on the account; in bounded memory. */
export async function* checkOrders(seller?: SellerId): AsyncGenerator<OrderCheck> {
  let after = "" as OrderId;
  for (;;) {
    const orders = (await OrderModel.find({
      _id: { $gt: after },
      receivedAt: { $ne: null },
      ...(seller ? { seller } : {}),
    })
      .sort({ _id: 1 })
      .limit(BATCH)
      .lean()) as Order[];
    if (orders.length === 0) return;
    yield* checkBatch(orders);
    after = (orders.at(-1) as Order)._id;
  }
}

async function* checkBatch(orders: readonly Order[]): AsyncGenerator<OrderCheck> {
  const ids = orders.map((order) => order._id);
  const refunds = (await RefundModel.find({ order: { $in: ids } }).lean()) as Refund[];
  const posted = await PostingModel.aggregate<Row>([
    { $match: { order: { $in: ids } } },
    { $group: { _id: { order: "$order", kind: "$kind" }, fen: { $sum: "$amountFen" } } },
  ]);
  const postedOf = byOrder(posted);
  for (const order of orders) {
    const own = refunds.filter((refund) => refund.order === order._id);
    const check = checkOf(order, own, postedOf.get(order._id) ?? []);
    // What moved between the readings is looked at once more, as of one instant.
    yield check.agrees ? check : await checkAgain(order._id);
  }
}

interface Row {
  _id: { order: OrderId; kind: Kind };
  fen: number;
}
type Sum = readonly [Kind, number];

function byOrder(rows: readonly Row[]): Map<OrderId, Sum[]> {
  const found = new Map<OrderId, Sum[]>();
  for (const { _id, fen: amount } of rows) found.set(_id.order, [...(found.get(_id.order) ?? []), [_id.kind, amount]]);
  return found;
}

const checkAgain = (id: OrderId): Promise<OrderCheck> =>
  inSnapshot(async (asOf) => {
    const order = (await asOf(OrderModel.findById(id)).lean()) as Order;
    const refunds = (await asOf(RefundModel.find({ order: id })).lean()) as Refund[];
    const posted = await asOf(PostingModel.find({ order: id }, { kind: 1, amountFen: 1 })).lean();
    return checkOf(
      order,
      refunds,
      posted.map((each): Sum => [each.kind, each.amountFen]),
    );
  });

function checkOf(order: Order, refunds: readonly Refund[], posted: readonly Sum[]): OrderCheck {
  const counted = countedRefunds(refunds);
  const { providerFeeFen, commissionFen } = standingOf(order, counted);
  const backOf = (those: readonly Refund[]): Fen => sum(those.map((refund) => refund.amountFen));
  const receivedFen = add(sum(order.lines.map((line) => line.paidFen)), order.freightFen);
  const refundedFen = backOf(counted);
  const chargesFen = add(providerFeeFen, commissionFen);
  const of = (...kinds: Kind[]): Fen =>
    sum(posted.filter(([kind]) => kinds.includes(kind)).map(([, amount]) => fen(amount)));
  const expectedFen = sum([receivedFen, negate(refundedFen), chargesFen]);
  const postedFen = sum(posted.map(([, amount]) => fen(amount)));
  const parts =
    of("sale", "freight") === subtract(receivedFen, backOf(counted.filter((refund) => !refund.recognised))) &&
    of("refund", "dispute") === negate(backOf(counted.filter((refund) => refund.recognised))) &&
    of("provider_fee", "commission") === chargesFen;
  return {
    order: order._id,
    number: order.number,
    seller: order.seller,
    receivedFen,
    refundedFen,
    chargesFen,
    expectedFen,
    postedFen,
    agrees: expectedFen === postedFen && (parts || of("correction") !== ZERO),
  };
}
