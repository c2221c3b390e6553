import { notFound, Refusal } from "../../shared/errors";
import { changeOrder } from "../order";
import type { Order, RequestEvent } from "../order-record";
import { mayBecome, type RefundRequest, type RequestState } from "./refund-request";

/** One of the order's requests; refuses with NOT_FOUND. */
export function requestOf(order: Order, id: string): RefundRequest {
  const request = order.requests.find((each) => each.id === id);
  if (!request) throw notFound();
  return request;
}

interface RequestMove {
  next: RequestState;
  what: RequestEvent | null;
  set?: Partial<RefundRequest>;
}

/**
 * The only way to change a request's state: along its table, and only if nobody else has changed the order since it was
 * read. Refuses with ORDER_MOVED_ON.
 */
export function moveRequest(
  order: Order,
  { id, state }: RefundRequest,
  { next, what, set = {} }: RequestMove,
  at: Date,
): Promise<Order> {
  if (!mayBecome({ state }, next)) throw new Refusal("ORDER_MOVED_ON", { params: { state } });
  return setRequest(order, id, { ...set, state: next }, what, at);
}

/** A change without a move, under the same guard. */
export function setRequest(
  order: Order,
  id: string,
  set: Partial<RefundRequest>,
  what: RequestEvent | null,
  at: Date,
): Promise<Order> {
  return changeOrder(order, {
    $set: { requests: order.requests.map((each) => (each.id === id ? { ...each, ...set } : each)) },
    ...(what ? { $push: { timeline: { what, at } } } : {}),
  });
}
