import { inTransaction } from "../../shared/db";
import { firstIdAt, type OrderId } from "../../shared/ids";
import { log } from "../../shared/log";
import { DAY, later } from "../../shared/time";
import { changeOrder, orderById } from "../order";
import { type Order, OrderModel } from "../order-record";
import { examine } from "./examine";
import { dueAt, failedOnceMore, inTurn } from "./look-due";
import { REPEATED_WITHIN_DAYS } from "./thresholds";

/** Orders looked at in one round, and further orders of one buyer at one shop looked at with one of them. */
const LOOKED_AT = 200;
const ALONGSIDE = 20;

/**
 * A round of the chores: orders paid or given back since. The order itself remembers that it is due, so no buyer waits for it.
 * One whose look fails steps behind all others, and is tried again later and later; it keeps nobody from being looked at.
 */
export async function lookAtSales(at: Date, most = LOOKED_AT): Promise<void> {
  const due = (await OrderModel.find(dueAt(at), { refundedFen: 1, buyer: 1, seller: 1, number: 1, lookFailed: 1 })
    .sort(inTurn)
    .limit(most)
    .lean()) as Order[];
  for (const order of due) await lookWithOthers(order, at).catch((error: unknown) => stepBehind(order, error, at));
}

async function stepBehind({ _id, number, lookFailed }: Order, error: unknown, at: Date): Promise<void> {
  const failure = failedOnceMore(lookFailed, at);
  log.warn({ err: error, order: _id, number, tries: failure.tries, next: failure.next }, "not looked at yet");
  await OrderModel.updateOne({ _id, lookDue: true }, { $set: { lookFailed: failure } });
}

/** A refund may be the third of its kind: then the buyer's other orders at the shop are looked at as well. */
async function lookWithOthers(order: Order, at: Date): Promise<void> {
  if (order.refundedFen > 0) {
    const since = firstIdAt("ord", later(at, -REPEATED_WITHIN_DAYS * DAY)) as OrderId;
    const others = (await OrderModel.find(
      { buyer: order.buyer, _id: { $gte: since, $ne: order._id }, seller: order.seller, paidAt: { $ne: null } },
      { _id: 1 },
    )
      .sort({ _id: -1 })
      .limit(ALONGSIDE)
      .lean()) as Pick<Order, "_id">[];
    for (const { _id } of others) await lookAt(_id, at);
  }
  await lookAt(order._id, at);
}

/** Looks at one order now. */
export async function lookAt(id: OrderId, at: Date): Promise<void> {
  await inTransaction(async () => {
    const order = await orderById(id);
    const lines = await examine(order, at);
    const changed = lines.some((line, index) => line !== order.lines[index]);
    const done = { lookDue: false, ...(order.lookFailed && { lookFailed: null }) };
    if (changed) await changeOrder(order, { $set: { lines, ...done } });
    else if (order.lookDue) await OrderModel.updateOne({ _id: id, version: order.version }, { $set: done });
  });
}
