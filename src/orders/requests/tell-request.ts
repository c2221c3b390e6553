import { tell } from "../../accounts/notices/tell";
import type { Order } from "../order-record";
import { buyerOf, shopPeople } from "../parties";
import { ANSWER_HOURS, ESCALATE_DAYS, type RefundRequest } from "./refund-request";

/** Which notice, and the deed it is of: the same deed tells once. */
export interface Told {
  kind: string;
  key: string;
  /** What goes back, where the notice names it. */
  amountFen?: number;
}

const params = ({ number }: Order, { amountFen }: Told) => ({
  number,
  hours: ANSWER_HOURS,
  days: ESCALATE_DAYS,
  ...(amountFen === undefined ? {} : { amountFen }),
});

/** Each side is led to its own page of the request. */
export async function tellShop(order: Order, { id }: Pick<RefundRequest, "id">, told: Told, at: Date): Promise<void> {
  const href = `/sales/${order.number}/refund-requests/${id}`;
  for (const to of await shopPeople(order))
    await tell({ key: `${told.key}:shop`, to, kind: told.kind, params: params(order, told), href }, at);
}

export function tellBuyer(order: Order, { id }: Pick<RefundRequest, "id">, told: Told, at: Date): Promise<void> {
  const href = `/orders/${order.number}/refund-requests/${id}`;
  return tell({ key: `${told.key}:buyer`, to: buyerOf(order), kind: told.kind, params: params(order, told), href }, at);
}

export function tellPlatform(order: Order, { id }: Pick<RefundRequest, "id">, told: Told, at: Date): Promise<void> {
  const to = { platform: true } as const;
  const href = `/desk/disputes/${id}`;
  return tell({ key: `${told.key}:platform`, to, kind: told.kind, params: params(order, told), href }, at);
}
