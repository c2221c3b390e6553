import { orderById } from "../../orders/order";
import { auditShop } from "../../sellers/audit-shop";
import { inTransaction } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import type { RefundId } from "../../shared/ids";
import { log } from "../../shared/log";
import { mustHaveDuty, type Viewer } from "../../shared/viewer";
import type { Provider } from "../provider/provider";
import { type Refund, RefundModel, refundById } from "../refunds/refund";
import { askProvider, reserve } from "../refunds/refund-order";
import { settleRefund } from "../refunds/settle-refund";

/**
 * A clerk has paid a refund out from the platform's account: only now it has happened, and the ledger says so. Done again with
 * the same reference it changes nothing. Refuses: FORBIDDEN, NOT_FOUND, ORDER_MOVED_ON (not waiting for a clerk, or paid out before).
 */
export async function recordPayout(id: RefundId, reference: string, by: Viewer, at: Date): Promise<Refund> {
  mustHaveDuty(by, "finance");
  const waiting = await refundById(id);
  if (waiting.paymentIntent || waiting.kind !== "refund") throw movedOn(waiting);
  const done = await settleRefund(id, "succeeded", at, { reference, closedAt: at, closedBy: by.id });
  if (done.reference !== reference) throw movedOn(done);
  await auditRefund("refund.paid_by_hand", done, by, at);
  log.info({ refund: id, by: by.id }, "paid back by bank transfer");
  return done;
}

/** The clerk tries again: the same parts, under a new key. Refuses: FORBIDDEN, NOT_FOUND, ORDER_MOVED_ON, REFUND_TOO_LARGE. */
export async function retryRefund(id: RefundId, by: Viewer, provider: Provider, at: Date): Promise<Refund> {
  return askProvider(await reserveAnew(id, by, at), provider, at);
}

/** The way it came is closed, so the clerk pays it back by bank transfer. Refuses as retryRefund. */
export async function payBackByTransfer(id: RefundId, reference: string, by: Viewer, at: Date): Promise<Refund> {
  const anew = await reserveAnew(id, by, at, { paymentIntent: null });
  const done = await settleRefund(anew._id, "succeeded", at, { reference, closedAt: at, closedBy: by.id });
  await auditRefund("refund.paid_by_hand", done, by, at);
  return done;
}

/** The failed refund is closed and the one in its place reserved, together: whoever presses twice finds it closed. */
async function reserveAnew(id: RefundId, by: Viewer, at: Date, more: Partial<Refund> = {}): Promise<Refund> {
  mustHaveDuty(by, "finance");
  return inTransaction(async () => {
    const failed = await refundById(id);
    if (failed.kind !== "refund" || failed.state !== "failed" || failed.closedAt) throw movedOn(failed);
    const { lines, freightFen, reason } = failed;
    const anew = await reserve(failed.order, { lines, freightFen, reason }, at, more);
    await RefundModel.updateOne(
      { _id: id },
      { $set: { closedAt: at, closedBy: by.id, retriedAs: anew._id, goodsGone: false } },
    );
    await auditRefund("refund.tried_again", anew, by, at);
    return anew;
  });
}

/** What lies in the reference is the bank's own number of the transfer. */
async function auditRefund(
  what: "refund.paid_by_hand" | "refund.tried_again",
  { _id: id, order, amountFen, reference }: Refund,
  by: Viewer,
  at: Date,
): Promise<void> {
  const { number, seller } = await orderById(order);
  const after = { amountFen, reference: reference ?? null };
  await auditShop(seller, { what, subject: { kind: "refund", id, name: number }, by, after }, at);
}

const movedOn = ({ state }: Refund): Refusal => new Refusal("ORDER_MOVED_ON", { params: { state } });
