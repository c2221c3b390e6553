import { z } from "zod";
import { confirmReceipt } from "../orders/confirm-receipt";
import { codeOf } from "../orders/handover/collection-code";
import { orderOfBuyer, ordersOfBuyer } from "../orders/order";
import type { Order } from "../orders/order-record";
import { OrderAnswer, orderAnswer } from "../orders/order-view";
import { ApiRouter } from "../shared/api";
import { whole } from "../shared/form";
import { paging } from "../shared/page";
import { now } from "../shared/time";
import { viewerOf } from "../shared/viewer";
import { namedLines } from "./aftersale/named-lines";
import { cancelOrder, cancelPieces } from "./cancel-order";
import { paymentsOf } from "./checkout/checkout-view";
import type { Till } from "./checkout/open-payment";

const ByNumber = z.object({ number: z.string().max(40) });
const CancelBody = z.strictObject({
  /** Pieces that were not sent; everything where it is left out. */
  lines: z
    .array(z.strictObject({ sku: z.string().max(40), quantity: whole(1, 9999) }))
    .min(1)
    .max(100)
    .optional(),
});

const one = async (order: Order): Promise<OrderAnswer> =>
  orderAnswer(order, (await paymentsOf([order])).get(order._id) ?? []);

/** A buyer's own orders. Whoever has bought anything may look: the role does not matter, the order's buyer does. */
export const orderApi = (till: Till): ApiRouter =>
  new ApiRouter("orders")
    .on(
      "get",
      "/orders",
      {
        summary: "My orders, newest first",
        roles: [],
        query: z.strictObject(paging),
        answer: z.object({ items: z.array(OrderAnswer), nextCursor: z.string().nullable() }),
      },
      async ({ query, req }) => {
        const { items, nextCursor } = await ordersOfBuyer(viewerOf(req), query);
        const payments = await paymentsOf(items);
        return { items: items.map((order) => orderAnswer(order, payments.get(order._id) ?? [])), nextCursor };
      },
    )
    .on(
      "get",
      "/orders/{number}",
      { summary: "One of my orders", roles: [], params: ByNumber, answer: OrderAnswer },
      async ({ params, req }) => {
        const order = await orderOfBuyer(viewerOf(req), params.number);
        const code = await codeOf(order);
        return { ...(await one(order)), ...(code ? { collectionCode: code } : {}) };
      },
    )
    .on(
      "post",
      "/orders/{number}/receipt",
      { summary: "The goods have come", roles: [], params: ByNumber, answer: OrderAnswer },
      async ({ params, req }) => {
        const order = await orderOfBuyer(viewerOf(req), params.number);
        return one(await confirmReceipt(order._id, now()));
      },
    )
    .on(
      "post",
      "/orders/{number}/cancellation",
      {
        summary: "Cancel before it is sent, all of it or some pieces; money already paid goes back",
        roles: [],
        params: ByNumber,
        body: CancelBody,
        answer: OrderAnswer,
      },
      async ({ params, body, req }) => {
        const order = await orderOfBuyer(viewerOf(req), params.number);
        const { provider } = till;
        if (!body.lines) return one(await cancelOrder(order, provider, now()));
        return one(await cancelPieces(order, namedLines(order, body.lines), provider, now()));
      },
    );
