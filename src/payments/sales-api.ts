import { z } from "zod";
import { MOST_ROWS, sendMany } from "../orders/bulk/many-parcels";
import { codeTries } from "../orders/handover/code-tries";
import { handOver, makeReady, orderByCode } from "../orders/handover/hand-over";
import { orderOfSeller } from "../orders/order";
import type { Order } from "../orders/order-record";
import { OrderAnswer } from "../orders/order-view";
import type { Pieces } from "../orders/parcels/parcel";
import { correctParcel, sendParcel } from "../orders/parcels/send-parcel";
import { ParcelBody, ParcelFacts } from "../orders/sale/parcel-form";
import { saleAnswer } from "../orders/sale/sale-answer";
import { shownTo } from "../orders/sale/shown-to";
import { SALES_LISTS, workList } from "../orders/worklist/work-list";
import { shopOf } from "../sellers/shop-of";
import { ApiRouter } from "../shared/api";
import { invalidField } from "../shared/errors";
import { digits, whole } from "../shared/form";
import { paging } from "../shared/page";
import { now } from "../shared/time";
import { viewerOf } from "../shared/viewer";
import { paymentsOf } from "./checkout/checkout-view";

const ByNumber = z.object({ number: z.string().max(40) });
const ByParcel = ByNumber.extend({ parcel: digits(1, 999) });
const SalesQuery = z.strictObject({
  list: z.enum([...SALES_LISTS, "all"]).optional(),
  q: z.string().max(60).optional(),
  ...paging,
});
const skus = z
  .array(z.strictObject({ sku: z.string().max(40), quantity: whole(1, 9999) }))
  .min(1)
  .max(100);
const CollectionBody = z.strictObject({ code: z.string().min(1).max(20), lines: skus.optional() });
const ManyBody = z.strictObject({
  items: z
    .array(
      z.strictObject({ number: z.string().max(40), carrier: z.string().max(20), trackingNumber: z.string().max(40) }),
    )
    .min(1)
    .max(MOST_ROWS),
});
const seller = { roles: ["seller"] as const, answer: OrderAnswer };

const one = async (order: Order): Promise<OrderAnswer> =>
  saleAnswer(order, (await paymentsOf([order])).get(order._id) ?? []);

/** Lines are named by their SKU outside. */
function namedLines(order: Order, asked: z.infer<typeof skus> | undefined): Pieces[] | undefined {
  return asked?.map(({ sku, quantity }, index) => {
    const line = order.lines.find((each) => each.sku === sku);
    if (!line) throw invalidField(`lines.${index}.sku`, "not_an_option");
    return { line: line.line, quantity };
  });
}

/** A producer's own sales; another producer's are not there. */
export function salesApi(): ApiRouter {
  const api = new ApiRouter("sales");
  api.router.post("/sales/collections", codeTries);
  return api
    .on(
      "get",
      "/sales",
      {
        summary: "My orders by what is to be done, the longest paid first; or all of them, searched with `q`",
        roles: ["seller"],
        query: SalesQuery,
        answer: z.object({ items: z.array(OrderAnswer), nextCursor: z.string().nullable() }),
      },
      async ({ query: { list, ...query }, req }) => {
        const viewer = viewerOf(req);
        const shop = await shopOf(viewer, "look");
        const { items, nextCursor } = await workList(shop._id, {
          ...query,
          list: list ?? (query.q ? "all" : "to_ship"),
        });
        const payments = await paymentsOf(items);
        const answer = (order: Order) => saleAnswer(shownTo(viewer, order), payments.get(order._id) ?? []);
        return { items: items.map(answer), nextCursor };
      },
    )
    .on(
      "get",
      "/sales/{number}",
      { summary: "One of my orders", params: ByNumber, ...seller },
      async ({ params, req }) => {
        const viewer = viewerOf(req);
        return one(shownTo(viewer, await orderOfSeller((await shopOf(viewer, "look"))._id, params.number)));
      },
    )
    .on(
      "post",
      "/sales/{number}/parcels",
      {
        summary: "Say what was sent; without `lines` everything left",
        params: ByNumber,
        body: ParcelBody,
        status: 201,
        ...seller,
      },
      async ({ params, body: { lines, ...facts }, req }) => {
        const { _id: shop } = await shopOf(viewerOf(req), "orders");
        const order = await orderOfSeller(shop, params.number);
        return one(await sendParcel(shop, params.number, { ...facts, lines: namedLines(order, lines) }, now()));
      },
    )
    .on(
      "post",
      "/sales/{number}/parcels/{parcel}/correction",
      {
        summary: "Correct the number of the first, second, … parcel",
        params: ByParcel,
        body: ParcelFacts.strict(),
        ...seller,
      },
      async ({ params: { number, parcel }, body, req }) => {
        const { _id: shop } = await shopOf(viewerOf(req), "orders");
        return one(await correctParcel(shop, number, { parcel, ...body }, now()));
      },
    )
    .on(
      "post",
      "/sales/parcels",
      {
        summary: "Say what was sent for many orders: all of the list or nothing, and the same list twice is once",
        roles: ["seller"],
        body: ManyBody,
        answer: z.object({ sent: z.int() }),
      },
      async ({ body, req }) => {
        const { _id: shop } = await shopOf(viewerOf(req), "orders");
        const rows = body.items.map((item, index) => ({ line: index, ...item }));
        return { sent: await sendMany(shop, rows, now()) };
      },
    )
    .on(
      "post",
      "/sales/{number}/readiness",
      { summary: "The goods stand ready at the pickup point", params: ByNumber, ...seller },
      async ({ params, req }) =>
        one(await makeReady((await shopOf(viewerOf(req), "orders"))._id, params.number, now())),
    )
    .on(
      "post",
      "/sales/collections",
      {
        summary: "Hand over against the buyer's code; of tickets as many as `lines` says",
        body: CollectionBody,
        ...seller,
      },
      async ({ body: { code, lines }, req }) => {
        const viewer = viewerOf(req);
        const { _id: shop } = await shopOf(viewer, "orders");
        const pieces = lines && namedLines(await orderByCode(shop, code), lines);
        return one(await handOver(shop, { code, lines: pieces, by: viewer.id }, now()));
      },
    );
}
