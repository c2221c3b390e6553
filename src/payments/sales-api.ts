import { z } from "zod";
import { orderOfSeller, ordersOfSeller } from "../orders/order";
import type { Order } from "../orders/order-record";
import { OrderAnswer, orderAnswer } from "../orders/order-view";
import { REFUND_REASONS } from "../orders/refund-request";
import { CARRIERS, shipOrder } from "../orders/ship-order";
import { shopOf } from "../sellers/shop-of";
import { ApiRouter } from "../shared/api";
import { invalidField } from "../shared/errors";
import { line, whole } from "../shared/form";
import { now } from "../shared/time";
import { viewerOf } from "../shared/viewer";
import { paymentsOf } from "./checkout-view";
import type { Till } from "./open-payment";
import { giveBack } from "./sales";

const ByNumber = z.object({ number: z.string().max(40) });
const SalesQuery = z.strictObject({ list: z.enum(["to_ship", "on_the_way", "asked", "done"]).default("to_ship") });
export const ParcelBody = z.strictObject({
  carrier: z.enum(CARRIERS),
  trackingNumber: line(40, 4).pipe(z.string().regex(/^[A-Za-z0-9-]+$/, "tracking_number")),
});
const RefundBody = z.strictObject({
  lines: z
    .array(z.strictObject({ sku: z.string().max(40), quantity: whole(1, 9999) }))
    .min(1)
    .max(100),
  reason: z.enum(REFUND_REASONS),
});

const one = async (order: Order): Promise<OrderAnswer> =>
  orderAnswer(order, (await paymentsOf([order])).get(order._id) ?? []);

/** A producer's own sales; another producer's are not there. */
export const salesApi = (till: Till): ApiRouter =>
  new ApiRouter("sales")
    .on(
      "get",
      "/sales",
      {
        summary: "Orders to pack, on the way, asked back, done",
        roles: ["seller"],
        query: SalesQuery,
        answer: z.object({ items: z.array(OrderAnswer), nextCursor: z.null() }),
      },
      async ({ query, req }) => {
        const orders = await ordersOfSeller((await shopOf(viewerOf(req), "look"))._id, query.list, 100);
        const payments = await paymentsOf(orders);
        return { items: orders.map((order) => orderAnswer(order, payments.get(order._id) ?? [])), nextCursor: null };
      },
    )
    .on(
      "post",
      "/sales/{number}/parcels",
      {
        summary: "Say what was sent",
        roles: ["seller"],
        params: ByNumber,
        body: ParcelBody,
        answer: OrderAnswer,
        status: 201,
      },
      async ({ params, body, req }) =>
        one(await shipOrder((await shopOf(viewerOf(req), "orders"))._id, params.number, body, now())),
    )
    .on(
      "post",
      "/sales/{number}/refunds",
      {
        summary: "Give money back for some pieces",
        roles: ["seller"],
        params: ByNumber,
        body: RefundBody,
        answer: OrderAnswer,
        status: 201,
      },
      async ({ params, body, req }) => {
        const { _id: shop } = await shopOf(viewerOf(req), "orders");
        const order = await orderOfSeller(shop, params.number);
        const lines = body.lines.map(({ sku, quantity }, index) => {
          const found = order.lines.find((each) => each.sku === sku);
          if (!found) throw invalidField(`lines.${index}.sku`, "not_an_option");
          return { line: found.line, quantity };
        });
        await giveBack(shop, params.number, { lines, reason: body.reason }, till.provider, now());
        return one(await orderOfSeller(shop, params.number));
      },
    );
