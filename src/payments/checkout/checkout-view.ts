import { z } from "zod";
import type { Order } from "../../orders/order-record";
import type { PaymentLine } from "../../orders/order-view";
import { line, paragraph, phone } from "../../shared/form";
import type { RegionCode } from "../../shared/ids";
import { type Checkout, CheckoutModel } from "./checkout";

const region = z
  .string()
  .regex(/^(\d{6}|CQ-[A-Z]{3,5})$/, "not_an_option")
  .transform((code) => code as RegionCode);

/** The body of POST /checkouts: everything a buyer decides, and no amount. */
export const CheckoutBody = z.strictObject({
  address: z.strictObject({ name: line(40), phone, region, street: line(120, 2) }),
  affiliation: region.optional(),
  payment: z.enum(["stripe", "bank_transfer"]),
  campaign: line(60).optional(),
  note: paragraph(300).optional(),
  /** Shops whose goods are collected at one of their points instead of being sent. */
  pickups: z
    .array(z.strictObject({ seller: z.string().max(60), point: z.string().max(60) }))
    .max(50)
    .optional(),
});

export const CheckoutAnswer = z.object({
  id: z.string(),
  state: z.string(),
  orders: z.array(
    z.object({
      number: z.string(),
      state: z.string(),
      seller: z.object({ id: z.string(), name: z.string() }),
      goodsFen: z.int(),
      freightFen: z.int(),
      totalFen: z.int(),
    }),
  ),
  totalFen: z.int(),
  payment: z.object({
    kind: z.enum(["stripe", "bank_transfer"]),
    url: z.string().nullable(),
    expiresAt: z.string().nullable(),
  }),
});

export const checkoutAnswer = (checkout: Checkout, orders: readonly Order[]): z.infer<typeof CheckoutAnswer> => ({
  id: checkout._id,
  state: checkout.state,
  orders: orders.map((order) => ({
    number: order.number,
    state: order.state,
    seller: { id: order.seller, name: order.sellerName },
    goodsFen: order.goodsFen,
    freightFen: order.freightFen,
    totalFen: order.totalFen,
  })),
  totalFen: checkout.totalFen,
  payment: { kind: checkout.kind, url: checkout.url, expiresAt: checkout.expiresAt?.toISOString() ?? null },
});

/** How an order was paid: the share of its checkout that is this order. */
export async function paymentsOf(orders: readonly Order[]): Promise<Map<string, PaymentLine[]>> {
  const checkouts = (await CheckoutModel.find({
    _id: { $in: [...new Set(orders.map((order) => order.checkout))] },
  }).lean()) as Checkout[];
  const byId = new Map(checkouts.map((checkout) => [checkout._id, checkout]));
  return new Map(
    orders.map((order) => {
      const checkout = byId.get(order.checkout);
      return [
        order._id,
        checkout
          ? [
              {
                kind: checkout.method ?? checkout.kind,
                state: checkout.state,
                amountFen: order.totalFen,
                paidAt: checkout.paidAt,
              },
            ]
          : [],
      ];
    }),
  );
}
