import { z } from "zod";
import { digits } from "../../shared/form";
import { METHODS } from "../payment";
import { EXPANDABLE } from "../stripe-json";
import { wrongParameter } from "./problem";

/** What the calls take. Numbers arrive as text, as in any form; a parameter the API does not know is refused. */
const EIGHT_DIGITS = 99_999_999;
const seconds = digits(0, 99_999_999_999);
const id = z.string().min(1).max(100);

const metadata = z
  .record(z.string().max(40), z.string().max(500))
  .refine((pairs) => Object.keys(pairs).length <= 50, "at most 50 keys")
  .default({});

const expand = (prefix: string) =>
  z
    .array(z.enum(EXPANDABLE.map((path) => `${prefix}${path}`)))
    .max(4)
    .default([]);

const lineItem = z.strictObject({
  quantity: digits(1, 999_999),
  price_data: z.strictObject({
    currency: z.literal("cny"),
    unit_amount: digits(0, EIGHT_DIGITS),
    product_data: z.strictObject({ name: z.string().min(1).max(5000) }),
  }),
});

export const SessionParams = z
  .strictObject({
    mode: z.literal("payment"),
    line_items: z.array(lineItem).min(1).max(100),
    success_url: z.url().max(5000),
    cancel_url: z.url().max(5000).optional(),
    client_reference_id: z.string().min(1).max(200).optional(),
    metadata,
    payment_intent_data: z.strictObject({ metadata }).default({ metadata: {} }),
    allowed_payment_method_types: z
      .array(z.enum(METHODS))
      .min(1)
      .default([...METHODS]),
    payment_method_options: z
      .strictObject({ wechat_pay: z.strictObject({ client: z.enum(["web", "ios", "android"]) }).optional() })
      .default({}),
    expires_at: seconds.optional(),
    locale: z.enum(["auto", "zh", "en"]).default("auto"),
    expand: expand(""),
  })
  .superRefine(({ allowed_payment_method_types: allowed, payment_method_options: options }, context) => {
    if (!allowed.includes("wechat_pay") || options.wechat_pay) return;
    const path = ["payment_method_options", "wechat_pay", "client"];
    context.addIssue({ code: "invalid_type", expected: "string", input: undefined, path });
  });
export type SessionParams = z.infer<typeof SessionParams>;

export const MAX_AMOUNT = EIGHT_DIGITS;

export const RetrieveParams = z.strictObject({ expand: expand("") });

export const ListParams = z.strictObject({
  "created[gte]": seconds.optional(),
  payment_intent: id.optional(),
  status: z.enum(["open", "complete", "expired"]).optional(),
  limit: digits(1, 100).default(10),
  starting_after: id.optional(),
  expand: expand("data."),
});
export type ListParams = z.infer<typeof ListParams>;

export const RefundParams = z.strictObject({
  payment_intent: id,
  amount: digits(1, EIGHT_DIGITS).optional(),
  metadata,
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
});

export const RefundListParams = z.strictObject({
  "created[gte]": seconds.optional(),
  payment_intent: id.optional(),
  limit: digits(1, 100).default(10),
  starting_after: id.optional(),
});

export const DisputeListParams = z.strictObject({
  "created[gte]": seconds.optional(),
  payment_intent: id.optional(),
  limit: digits(1, 100).default(10),
  starting_after: id.optional(),
});

export const IntentParams = z.strictObject({ expand: z.array(z.literal("latest_charge")).max(1).default([]) });

export const NoParams = z.strictObject({ expand: z.array(z.never()).optional() });

/** Throws the API's own "no" for the first thing wrong. */
export function readParams<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input ?? {});
  if (!result.success) throw wrongParameter(result.error.issues[0]);
  return result.data;
}

/** A query as the API means it: `expand[0]=a&expand[1]=b` is a list; everything else keeps its written name. */
export function readQuery(query: Record<string, unknown>): Record<string, unknown> {
  const plain = Object.entries(query).filter(([key]) => !/^expand\[\d*\]$/.test(key));
  const expand = Object.entries(query).filter(([key]) => /^expand\[\d*\]$/.test(key));
  return {
    ...Object.fromEntries(plain),
    ...(expand.length > 0 ? { expand: expand.flatMap(([, value]) => value) } : {}),
  };
}
