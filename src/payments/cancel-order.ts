import { tell } from "../accounts/notices/tell";
import { orderById } from "../orders/order";
import type { Order } from "../orders/order-record";
import { leftOf as leftToSend } from "../orders/parcels/standing";
import { shopPeople } from "../orders/parties";
import { inTransaction } from "../shared/db";
import { Refusal } from "../shared/errors";
import { endUnpaid } from "./checkout/cancel-checkout";
import { checkoutById } from "./checkout/checkout";
import type { Provider } from "./provider/provider";
import type { Refund } from "./refunds/refund";
import { askProvider, type RefundAsk, reserve, wholeOrder } from "./refunds/refund-order";

/**
 * The buyer thinks better of it before anything is sent. Unpaid: the whole checkout ends, for one payment covers all its
 * orders. Paid: this order's money goes back and its goods return to the shelf. Refuses: ORDER_MOVED_ON once it is sent.
 */
export async function cancelOrder(order: Order, provider: Provider, at: Date): Promise<Order> {
  if (order.state === "placed") await endUnpaid(await checkoutById(order.checkout), { as: "cancelled", provider }, at);
  else if (order.state === "paid")
    await giveUp(order, (fresh) => ({ ...wholeOrder(fresh, CANCELLED), from: ["paid"] }), provider, at);
  else throw new Refusal("ORDER_MOVED_ON", { params: { state: order.state } });
  return orderById(order._id);
}

const CANCELLED = "cancelled_by_buyer";

/**
 * The buyer gives up some pieces that have not left the shop, whether or not others have. No one has to agree.
 * Refuses: ORDER_MOVED_ON when they have been sent meanwhile, NOT_PAID_YET, NOTHING_TO_REFUND, REFUND_TOO_LARGE.
 */
export async function cancelPieces(
  order: Order,
  lines: readonly { line: string; quantity: number }[],
  provider: Provider,
  at: Date,
): Promise<Order> {
  await giveUp(
    order,
    (fresh) => {
      for (const { line: name, quantity } of lines) {
        const line = fresh.lines.find((each) => each.line === name);
        if (line && quantity > cancellable(fresh, line))
          throw new Refusal("ORDER_MOVED_ON", { params: { state: fresh.state } });
      }
      return { lines: [...lines], reason: CANCELLED, from: ["paid", "shipped"] };
    },
    provider,
    at,
  );
  return orderById(order._id);
}

/** Pieces of a line the buyer can still give up: paid for and not sent. */
export const cancellable = (order: Order, line: Order["lines"][number]): number =>
  order.state === "paid" || order.state === "shipped" ? leftToSend(order, line) : 0;

async function giveUp(order: Order, ask: (fresh: Order) => RefundAsk, provider: Provider, at: Date): Promise<void> {
  const refund = await inTransaction(async () => {
    const fresh = await orderById(order._id);
    const reserved = await reserve(order._id, ask(fresh), at);
    await tellGivenUp(fresh, reserved, at);
    return reserved;
  });
  await askProvider(refund, provider, at);
}

/** Whoever packs must know before the parcel is closed. */
async function tellGivenUp(order: Order, { _id, lines, amountFen }: Refund, at: Date): Promise<void> {
  const count = lines.reduce((pieces, each) => pieces + each.quantity, 0);
  const all = order.lines.every(({ line, quantity, refundedQuantity }) => {
    const part = lines.find((each) => each.line === line);
    return refundedQuantity + (part?.quantity ?? 0) === quantity;
  });
  const params = { number: order.number, count, amountFen };
  const kind = all ? "order_cancelled" : "order_cut";
  for (const to of await shopPeople(order))
    await tell({ key: `cut:${_id}`, to, kind, params, href: `/sales/${order.number}` }, at);
}
