import { tell } from "../../accounts/notices/tell";
import { joinTransaction } from "../../shared/db";
import { invalidField, Refusal } from "../../shared/errors";
import type { SellerId, UserId } from "../../shared/ids";
import { accept } from "../confirm-receipt";
import { changeOrder, moveOrder, orderById, orderOfSeller } from "../order";
import type { Order } from "../order-record";
import type { Handover, Pieces } from "../parcels/parcel";
import { leftOf, piecesLeft } from "../parcels/standing";
import { buyerOf } from "../parties";
import { isOpen } from "../requests/refund-request";
import { orderBehind } from "./collection-code";

export interface Shown {
  code: string;
  /** Of tickets: how many are used now; all that are left where it is left out. What is collected is collected whole. */
  lines?: Pieces[] | undefined;
  /** Made with the form, so that sending it twice uses no ticket twice. */
  key?: string | undefined;
  by: UserId;
}

/** The order a code belongs to, at this shop. Refuses: INVALID (wrong_code). */
export async function orderByCode(seller: SellerId, code: string): Promise<Order> {
  const id = await orderBehind(seller, code);
  if (!id) throw invalidField("code", "wrong_code");
  const order = await orderById(id);
  // A payment that was taken back leaves a code behind that is worth nothing.
  if (order.seller !== seller || !order.paidAt) throw invalidField("code", "wrong_code");
  return order;
}

/**
 * Somebody shows a code at the shop's gate: the goods are handed over, or the tickets used. With the last piece the order
 * is received and recognised at once (rule 2: picked up, redeemed). Refuses: INVALID (wrong_code, too_big), CODE_USED,
 * PAYMENT_CONTESTED, ORDER_MOVED_ON.
 */
export async function handOver(seller: SellerId, shown: Shown, at: Date): Promise<Order> {
  return joinTransaction(async () => {
    const order = await orderByCode(seller, shown.code);
    if (shown.key && order.handovers.some((each) => each.key === shown.key)) return order;
    if (order.state !== "paid" && order.state !== "shipped") throw new Refusal("CODE_USED");
    if (order.contested) throw new Refusal("PAYMENT_CONTESTED");
    const lines = handed(order, shown.lines);
    const push: Handover = { at, by: shown.by, lines, key: shown.key ?? null };
    const changed =
      order.state === "paid"
        ? await moveOrder(order, "shipped", at, { set: { shippedAt: at }, push: { handovers: push } })
        : await changeOrder(order, { $push: { handovers: push, timeline: { what: "handed_over", at } } });
    await tellHanded(changed, lines, at);
    return mayAccept(changed) ? accept(changed, at) : changed;
  });
}

/** Nothing is left and nothing is disputed: silence need not be waited for. */
const mayAccept = (order: Order): boolean => piecesLeft(order) === 0 && !order.requests.some(isOpen);

function handed(order: Order, asked: Pieces[] | undefined): Pieces[] {
  const left = order.lines.map((line) => ({ line: line.line, quantity: leftOf(order, line) }));
  const wanted = order.way === "ticket" && asked ? asked : left;
  wanted.forEach(({ line, quantity }, index) => {
    const most = left.find((each) => each.line === line)?.quantity ?? 0;
    if (quantity > most) throw invalidField(`lines.${index}.quantity`, "too_big", { maximum: most });
  });
  const lines = wanted.filter(({ quantity }) => quantity > 0);
  if (new Set(lines.map((each) => each.line)).size < lines.length) throw invalidField("lines", "repeated");
  if (lines.length === 0) throw new Refusal("CODE_USED");
  return lines;
}

async function tellHanded(order: Order, lines: Pieces[], at: Date): Promise<void> {
  const count = lines.reduce((pieces, each) => pieces + each.quantity, 0);
  const kind = order.way === "ticket" ? "ticket_used" : "order_collected";
  const told = { to: buyerOf(order), params: { number: order.number, count }, href: `/orders/${order.number}` };
  await tell({ key: `handed:${order._id}:${order.handovers.length}`, kind, ...told }, at);
}

/** The goods stand packed at the pickup point; the buyer is told. Again: nothing. Refuses: NOT_FOUND, ORDER_MOVED_ON, NOTHING_TO_SEND. */
export async function makeReady(seller: SellerId, number: string, at: Date): Promise<Order> {
  return joinTransaction(async () => {
    const order = await orderOfSeller(seller, number);
    if (order.way !== "pickup") throw new Refusal("ORDER_MOVED_ON", { params: { state: order.state } });
    if (order.state === "shipped") return order;
    if (order.state === "paid" && piecesLeft(order) === 0) throw new Refusal("NOTHING_TO_SEND");
    const ready = await moveOrder(order, "shipped", at, { set: { shippedAt: at } });
    const params = { number, place: order.pickup?.name ?? "" };
    await tell(
      { key: `ready:${order._id}`, to: buyerOf(order), kind: "order_ready", params, href: `/orders/${number}` },
      at,
    );
    return ready;
  });
}
