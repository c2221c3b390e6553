import { type Order, OrderModel } from "../../orders/order-record";
import { isOpen, type RefundRequest, type RequestState } from "../../orders/requests/refund-request";
import { notFound } from "../../shared/errors";
import type { SellerId } from "../../shared/ids";

/** A request with the order it is of. */
export interface Case {
  order: Order;
  request: RefundRequest;
}

const MOST = 200;

const casesIn = (orders: readonly Order[], states: readonly RequestState[]): Case[] =>
  orders.flatMap((order) =>
    order.requests.filter((each) => states.includes(each.state)).map((request) => ({ order, request })),
  );

/** What waits for a shop's answer, the most pressing first. */
export async function waitingCases(seller: SellerId): Promise<Case[]> {
  const orders = (await OrderModel.find({ seller, "requests.state": "asked" }).limit(MOST).lean()) as Order[];
  return casesIn(orders, ["asked"]).sort((a, b) => a.request.answerBy.getTime() - b.request.answerBy.getTime());
}

const ENDED: readonly RequestState[] = ["accepted", "partly", "declined", "withdrawn", "decided"];

/** What a shop has behind it or with the platform, latest first. */
export async function pastCases(seller: SellerId): Promise<Case[]> {
  const states = [...ENDED, "escalated" as const];
  const orders = (await OrderModel.find({ seller, "requests.state": { $in: states } })
    .sort({ _id: -1 })
    .limit(60)
    .lean()) as Order[];
  return casesIn(orders, states).sort((a, b) => b.request.askedAt.getTime() - a.request.askedAt.getTime());
}

const since = ({ request }: Case): number => (request.escalation?.at ?? request.askedAt).getTime();

/** What the platform has to decide, oldest first. */
export async function openDisputes(): Promise<Case[]> {
  const orders = (await OrderModel.find({ "requests.state": "escalated" }).limit(MOST).lean()) as Order[];
  return casesIn(orders, ["escalated"]).sort((a, b) => since(a) - since(b));
}

/** What it has decided, latest first. */
export async function decidedDisputes(): Promise<Case[]> {
  const orders = (await OrderModel.find({ "requests.state": "decided" }).sort({ _id: -1 }).limit(60).lean()) as Order[];
  const decidedAt = ({ request }: Case): number => request.decision?.at.getTime() ?? 0;
  return casesIn(orders, ["decided"]).sort((a, b) => decidedAt(b) - decidedAt(a));
}

/** A request the platform was asked about, now or before; any other is not there for it. */
export async function disputeById(id: string): Promise<Case> {
  const order = (await OrderModel.findOne({
    requests: { $elemMatch: { id: String(id), escalation: { $ne: null } } },
  }).lean()) as Order | null;
  const request = order?.requests.find((each) => each.id === id);
  if (!order || !request) throw notFound();
  return { order, request };
}

/** For lists. */
export const caseRow = ({ order, request }: Case, words: { t: (key: string) => string }, base: string) => ({
  id: request.id,
  href: `${base}/${request.id}`,
  number: order.number,
  reason: words.t(`orders:reason.${request.reason}`),
  state: request.state,
  open: isOpen(request),
  tone: isOpen(request) ? "amber" : "plain",
  pieces: request.lines.reduce((count, each) => count + each.quantity, 0),
  askedAt: request.askedAt,
  answerBy: request.answerBy,
  escalatedAt: request.escalation?.at ?? null,
  why: request.escalation ? words.t(`aftersale:why.${request.escalation.why}`) : null,
  decidedAt: request.decision?.at ?? null,
  photographs: request.photographs.length,
});
