import type { Deed } from "../../credits/deed";
import { post } from "../../credits/post";
import { deedOf } from "../../orders/deed";
import { changeOrder, mayMove, moveOrder, orderById } from "../../orders/order";
import type { Order } from "../../orders/order-record";
import { gone } from "../../orders/parcels/standing";
import { isCounted } from "../../orders/signals/hold";
import { inTransaction } from "../../shared/db";
import type { RefundId } from "../../shared/ids";
import { type Fen, fen, negate } from "../../shared/money";
import { type Refund, RefundModel, refundById, takesRecognised, withRefund } from "./refund";
import { forTheShelf, restock, unshelve } from "./restock";
import { tellRefunded } from "./tell-refund";

/**
 * What else becomes true when a refund or a chargeback succeeds or fails, in its transaction: rooms above add theirs when the
 * program starts. Told the order as it is then and the refund in its new state; `succeededAt` says whether a failed one had
 * taken anything back before.
 */
export const whenRefunded: ((order: Order, refund: Refund, at: Date) => Promise<void>)[] = [];

/**
 * What the provider said of a refund, heard any number of times. Succeeded: what was credited is taken back, on the day it
 * succeeds, by further entries. Failed, at once or days later: the reserve is free again and what was taken back is put back.
 */
export async function settleRefund(
  id: RefundId,
  outcome: "succeeded" | "failed",
  at: Date,
  more: Partial<Refund> = {},
): Promise<Refund> {
  const settled = await inTransaction(() => settleInside(id, outcome, at, more));
  // The shelf is no part of the transaction; what is cut off here, the sweep does.
  if (settled?.restockDue) await restock(settled);
  if (settled?.unshelveDue) await unshelve(settled);
  return refundById(id);
}

/** The same inside the caller's transaction, for what never touches the shelf. Null: it was so already. */
export async function settleInside(
  id: RefundId,
  outcome: "succeeded" | "failed",
  at: Date,
  more: Partial<Refund> = {},
): Promise<Refund | null> {
  const before = await refundById(id);
  if (before.state === outcome || before.state === "failed") return null;
  const order = await orderById(before.order);
  const changed = outcome === "succeeded" ? await succeed(before, order, at) : await fail(before, order, at);
  const then =
    outcome === "succeeded"
      ? { succeededAt: at, ...(await forTheShelf(unsentOf(before, changed), changed)) }
      : {
          ...{ failedAt: at, restockDue: false },
          ...{ unshelveDue: before.unsent.length > 0, goodsGone: (before.lacking ?? []).length > 0 },
        };
  const refund: Refund = { ...before, ...more, state: outcome, ...then };
  await RefundModel.updateOne({ _id: id }, { $set: { ...more, state: outcome, ...then } });
  for (const also of whenRefunded) await also(changed, refund, at);
  await tellRefunded(changed, refund, at);
  return refund;
}

/** Pieces that never left the shop can be sold again; what is given back is counted against those first. */
function unsentOf(refund: Refund, order: Order): Refund["unsent"] {
  return refund.lines.flatMap((part) => {
    const line = order.lines.find((each) => each.line === part.line);
    if (!line || part.quantity === 0) return [];
    const here = line.quantity - gone(order, line) - (line.refundedQuantity - part.quantity);
    return here > 0 ? [{ line: part.line, quantity: Math.min(part.quantity, here) }] : [];
  });
}

/** Reversals for both measures, as far as the line was in them; the order ends when nothing of it is left. */
async function succeed(refund: Refund, order: Order, at: Date): Promise<Order> {
  await post(reversals(refund, order, { sign: -1, at }), at);
  // A bank that took the money back has not ended the order: it may still be won.
  if (refund.kind === "chargeback") return changeOrder(order, { $push: { timeline: { what: "charged_back", at } } });
  const over = order.refundedFen === order.totalFen && mayMove(order, "refunded");
  return over
    ? moveOrder(order, "refunded", at, { set: { lookDue: true } })
    : changeOrder(order, { $set: { lookDue: true }, $push: { timeline: { what: "refunded_part", at } } });
}

async function fail(refund: Refund, order: Order, at: Date): Promise<Order> {
  const freed = { lines: withRefund(order.lines, refund.lines, -1), refundedFen: order.refundedFen - refund.amountFen };
  // An order that had ended because of this refund goes back to how far it had come.
  const state =
    order.state === "refunded" ? (order.receivedAt ? "received" : order.shippedAt ? "shipped" : "paid") : order.state;
  const what = refund.kind === "chargeback" ? "charge_restored" : "refund_failed";
  const changed = await changeOrder(order, { $set: { ...freed, state }, $push: { timeline: { what, at } } });
  await post(reinstatements(refund, order, at), at);
  return changed;
}

interface Turn {
  sign: 1 | -1;
  at: Date;
}

/** What the entries of a refund, a chargeback and what undoes them are called; a chargeback by the name the bank gave it. */
function keyOf({ kind, _id, chargeback, order }: Refund, sign: Turn["sign"]): string {
  if (kind === "chargeback") return `${sign === -1 ? "chargeback" : "restored"}:${chargeback}:${order}`;
  return `${sign === -1 ? "refund" : "reinstated"}:${_id}`;
}

/** Both measures, as far as they stand: a line that is held, or was turned down, has nothing recognised to take. */
const reversals = (refund: Refund, order: Order, turn: Turn): Deed[] => [
  ...refund.lines.flatMap((part) => reversal(refund, order, part, "paid", turn)),
  ...refund.lines
    .filter((part) => takesRecognised(refund, part))
    .flatMap((part) => reversal(refund, order, part, "recognised", turn)),
];

function reversal(
  refund: Refund,
  order: Order,
  part: Refund["lines"][number],
  measure: Deed["measure"],
  { sign, at }: Turn,
): Deed[] {
  const line = order.lines.find((each) => each.line === part.line);
  if (!line?.credit || part.amountFen === 0) return [];
  const amountFen: Fen = sign === 1 ? fen(part.amountFen) : negate(part.amountFen);
  const deed = deedOf(order, line, {
    key: `${keyOf(refund, sign)}:${part.line}:${measure}`,
    measure,
    amountFen,
    quantity: part.quantity === 0 ? 0 : sign * part.quantity,
    at,
  });
  const reverses =
    sign === -1 ? `${measure}:${order._id}:${part.line}` : `${keyOf(refund, -1)}:${part.line}:${measure}`;
  return [{ ...deed, source: { kind: refund.kind, id: refund.chargeback ?? refund._id }, reverses }];
}

/**
 * A refund that failed after it had succeeded is put back in the measures it was taken from, and so is a chargeback that was
 * won. One that failed before had taken nothing back; but what was left out when the line was recognised is recognised now.
 * Nothing is recognised of a line that was turned down, or is held, meanwhile.
 */
function reinstatements(refund: Refund, order: Order, at: Date): Deed[] {
  const turn: Turn = { sign: 1, at };
  const succeeded = refund.state === "succeeded";
  const paid = succeeded ? refund.lines.flatMap((part) => reversal(refund, order, part, "paid", turn)) : [];
  const recognised = refund.lines
    .filter((part) => mayStand(order, part))
    .flatMap((part) => {
      const took = takesRecognised(refund, part);
      // Under way and taken for granted: it still stands.
      if (took && !succeeded) return [];
      const [deed] = reversal(refund, order, part, "recognised", turn);
      return deed ? [took ? deed : { ...deed, reverses: null }] : [];
    });
  return [...paid, ...recognised];
}

function mayStand(order: Order, { line: name }: Refund["lines"][number]): boolean {
  const line = order.lines.find((each) => each.line === name);
  return order.receivedAt !== null && line !== undefined && isCounted(line);
}
