import { claim, putBack } from "../catalogue/stock";
import type { Deed } from "../credits/deed";
import { post } from "../credits/post";
import { deedOf } from "../orders/deed";
import { changeOrder, mayMove, moveOrder, orderById } from "../orders/order";
import type { Order } from "../orders/order-record";
import { inTransaction } from "../shared/db";
import type { RefundId } from "../shared/ids";
import { type Fen, fen, negate } from "../shared/money";
import { type Refund, RefundModel, refundById, withRefund } from "./refund";

/** What else becomes true when a refund succeeds or fails, in its transaction: rooms above add theirs when the program starts. */
export const whenRefunded: ((order: Order, refund: Refund, at: Date) => Promise<void>)[] = [];

/**
 * What the provider said of a refund, heard any number of times. Succeeded: what was credited is taken back, on the day it
 * succeeds, by further entries. Failed, at once or days later: the reserve is free again and what was taken back is put back.
 */
export async function settleRefund(id: RefundId, outcome: "succeeded" | "failed", at: Date): Promise<Refund> {
  const settled = await inTransaction(async () => {
    const refund = await refundById(id);
    if (refund.state === outcome || refund.state === "failed") return null;
    const order = await orderById(refund.order);
    const changed = outcome === "succeeded" ? await succeed(refund, order, at) : await fail(refund, order, at);
    const unsent = changed.paidAt !== null && changed.shippedAt === null;
    const then = outcome === "succeeded" ? { succeededAt: at, restockDue: unsent } : { failedAt: at };
    await RefundModel.updateOne({ _id: id }, { $set: { state: outcome, ...then } });
    for (const also of whenRefunded) await also(changed, { ...refund, state: outcome, ...then }, at);
    return changed;
  });
  const refund = await refundById(id);
  if (settled && refund.restockDue) await restock(refund);
  return refund;
}

/** Reversals for both measures, as far as the line was in them; the order ends when nothing of it is left. */
async function succeed(refund: Refund, order: Order, at: Date): Promise<Order> {
  await post(reversals(refund, order, { sign: -1, name: "refund", at }), at);
  const over = order.refundedFen === order.totalFen && mayMove(order, "refunded");
  return over
    ? moveOrder(order, "refunded", at)
    : changeOrder(order, { $push: { timeline: { what: "refunded_part", at } } });
}

async function fail(refund: Refund, order: Order, at: Date): Promise<Order> {
  const freed = { lines: withRefund(order.lines, refund.lines, -1), refundedFen: order.refundedFen - refund.amountFen };
  // An order that had ended because of this refund goes back to how far it had come.
  const state =
    order.state === "refunded" ? (order.receivedAt ? "received" : order.shippedAt ? "shipped" : "paid") : order.state;
  const changed = await changeOrder(order, { $set: { ...freed, state } });
  await post(reinstatements(refund, order, at), at);
  return changed;
}

interface Turn {
  sign: 1 | -1;
  name: "refund" | "reinstated";
  at: Date;
}

function reversals(refund: Refund, order: Order, turn: Turn): Deed[] {
  const measures: Deed["measure"][] = refund.recognised ? ["paid", "recognised"] : ["paid"];
  return measures.flatMap((measure) => refund.lines.flatMap((part) => reversal(refund, order, part, measure, turn)));
}

function reversal(
  refund: Refund,
  order: Order,
  part: Refund["lines"][number],
  measure: Deed["measure"],
  { sign, name, at }: Turn,
): Deed[] {
  const line = order.lines.find((each) => each.line === part.line);
  if (!line?.credit || part.amountFen === 0) return [];
  const amountFen: Fen = sign === 1 ? fen(part.amountFen) : negate(part.amountFen);
  const deed = deedOf(order, line, {
    key: `${name}:${refund._id}:${part.line}:${measure}`,
    measure,
    amountFen,
    quantity: sign * part.quantity,
    at,
  });
  const reverses =
    sign === -1 ? `${measure}:${order._id}:${part.line}` : `refund:${refund._id}:${part.line}:${measure}`;
  return [{ ...deed, source: { kind: "refund", id: refund._id }, reverses }];
}

/**
 * A refund that failed after it had succeeded is put back in the measures it was taken from. One that failed before had
 * taken nothing back; but if the goods were accepted while it was under way, its part was left out of the recognised
 * amount then, and is recognised now.
 */
function reinstatements(refund: Refund, order: Order, at: Date): Deed[] {
  const turn: Turn = { sign: 1, name: "reinstated", at };
  const back = refund.state === "succeeded" ? reversals(refund, order, turn) : [];
  const acceptedMeanwhile = order.receivedAt !== null && !refund.recognised;
  const late = acceptedMeanwhile
    ? refund.lines
        .flatMap((part) => reversal(refund, order, part, "recognised", turn))
        .map((deed) => ({ ...deed, reverses: null }))
    : [];
  return [...back, ...late];
}

/**
 * Pieces that were never sent go back on the shelf, once per refund: a claim that a crash delayed is made first, and each
 * stock remembers the refunds it took back. The sweep comes again for a refund that still says so.
 */
export async function restock(refund: Refund): Promise<void> {
  const order = await orderById(refund.order);
  for (const { sku, quantity } of order.lines) await claim({ sku, order: order._id, quantity });
  for (const part of refund.lines) {
    const line = order.lines.find((each) => each.line === part.line);
    if (line) await putBack({ sku: line.sku, quantity: part.quantity, refund: refund._id });
  }
  await RefundModel.updateOne({ _id: refund._id }, { $set: { restockDue: false } });
}
