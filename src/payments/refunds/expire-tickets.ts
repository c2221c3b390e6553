import { orderById } from "../../orders/order";
import { type Order, OrderModel } from "../../orders/order-record";
import { leftOf, TICKET_MS } from "../../orders/parcels/standing";
import { inTransaction } from "../../shared/db";
import { log } from "../../shared/log";
import { later } from "../../shared/time";
import type { Provider } from "../provider/provider";
import { RefundModel } from "./refund";
import { askProvider, reserve } from "./refund-order";

/** Orders looked at in one round. */
const LOOKED_AT = 200;

/**
 * Tickets nobody has used in their time are given back: what was not redeemed was never accepted, so it is neither
 * recognised nor kept. The used ones of such an order are then all that is left of it, and are recognised by the next round.
 */
export async function giveBackExpired(provider: Provider, at: Date): Promise<void> {
  const over = { way: "ticket", stage: "to_collect", paidAt: { $lte: later(at, -TICKET_MS) } } as const;
  const orders = (await OrderModel.find(over).sort({ paidAt: 1 }).limit(LOOKED_AT).lean()) as Order[];
  for (const order of orders)
    await giveBack(order, provider, at).catch((error: unknown) =>
      log.warn({ err: error, order: order._id }, "expired tickets are not given back yet"),
    );
}

/**
 * Counted where it is reserved: a ticket may be used at the gate at this very moment. One whose money could not go back waits
 * for the clerk who sees the failed refund, and is not tried again in every round.
 */
async function giveBack({ _id }: Order, provider: Provider, at: Date): Promise<void> {
  const refund = await inTransaction(async () => {
    const order = await orderById(_id);
    const lines = order.lines
      .map((line) => ({ line: line.line, quantity: leftOf(order, line) }))
      .filter(({ quantity }) => quantity > 0);
    if (lines.length === 0 || (await RefundModel.exists({ order: _id, state: "failed", closedAt: null }))) return null;
    return reserve(_id, { lines, reason: "ticket_expired", from: ["paid", "shipped"] }, at);
  });
  if (refund) await askProvider(refund, provider, at);
}
