import { inTransaction } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import { later } from "../../shared/time";
import { orderById } from "../order";
import type { Order } from "../order-record";
import { moveRequest, requestOf } from "./move-request";
import { ESCALATE_WITHIN_MS, type RefundRequest } from "./refund-request";
import { tellBuyer, tellPlatform, tellShop } from "./tell-request";

/** The buyer thinks better of it, while nobody has decided. Refuses: NOT_FOUND, ORDER_MOVED_ON. */
export async function withdrawRequest(order: Order, id: string, at: Date): Promise<Order> {
  return inTransaction(async () => {
    const fresh = await orderById(order._id);
    const request = requestOf(fresh, id);
    const changed = await moveRequest(fresh, request, { next: "withdrawn", what: "refund_withdrawn" }, at);
    await tellShop(changed, request, { kind: "refund_withdrawn", key: `withdrawn:${id}` }, at);
    return changed;
  });
}

/** Until when a buyer may take the producer's "no" to the platform; null for any other answer. */
export const furtherUntil = ({ state, answeredAt }: RefundRequest): Date | null =>
  (state === "declined" || state === "partly") && answeredAt ? later(answeredAt, ESCALATE_WITHIN_MS) : null;

/** The buyer asks the platform. Refuses: NOT_FOUND, ORDER_MOVED_ON, CLAIM_TOO_LATE. */
export async function takeFurther(order: Order, id: string, words: string, at: Date): Promise<Order> {
  return inTransaction(async () => {
    const fresh = await orderById(order._id);
    const request = requestOf(fresh, id);
    const until = furtherUntil(request);
    if (!until) throw new Refusal("ORDER_MOVED_ON", { params: { state: request.state } });
    if (at >= until) throw new Refusal("CLAIM_TOO_LATE", { params: { name: fresh.number } });
    const why = request.state === "partly" ? "partly" : "declined";
    return escalate(fresh, request, { why, words, at });
  });
}

/** Nobody answered in time: it is the platform's now. Nothing when it was answered meanwhile. */
export async function escalateUnanswered(order: Order, id: string, at: Date): Promise<void> {
  await inTransaction(async () => {
    const fresh = await orderById(order._id);
    const request = requestOf(fresh, id);
    if (request.state !== "asked" || request.answerBy > at) return;
    const changed = await escalate(fresh, request, { why: "unanswered", words: "", at });
    await tellBuyer(changed, request, { kind: "refund_unanswered", key: `escalated:${id}` }, at);
  });
}

type Escalation = NonNullable<RefundRequest["escalation"]>;

async function escalate(order: Order, request: RefundRequest, escalation: Escalation): Promise<Order> {
  const { why, at } = escalation;
  const what = why === "unanswered" ? "refund_unanswered" : "refund_escalated";
  const changed = await moveRequest(order, request, { next: "escalated", what, set: { escalation } }, at);
  const told = { key: `escalated:${request.id}` };
  await tellShop(changed, request, { ...told, kind: `${what}_shop` }, at);
  await tellPlatform(changed, request, { ...told, kind: `${what}_desk` }, at);
  return changed;
}
