import { z } from "zod";
import { digits } from "../../shared/form";

/** What the calls on accounts and transfers take; as the other calls, nothing they do not know. */
const EIGHT_DIGITS = 99_999_999;
const id = z.string().min(1).max(255);
const metadata = z.record(z.string().max(40), z.string().max(500)).default({});

export const AccountParams = z.strictObject({
  type: z.literal("express"),
  business_profile: z.strictObject({ name: z.string().max(200).optional() }).default({}),
  capabilities: z.strictObject({ transfers: z.strictObject({ requested: z.enum(["true", "false"]) }) }),
  metadata,
});

export const AccountLinkParams = z.strictObject({
  account: id,
  return_url: z.url().max(5000),
  refresh_url: z.url().max(5000),
  type: z.enum(["account_onboarding", "account_update"]),
});

export const TransferParams = z.strictObject({
  amount: digits(1, EIGHT_DIGITS),
  currency: z.literal("cny"),
  destination: id,
  transfer_group: id.optional(),
  metadata,
});

export const TransferListParams = z.strictObject({ transfer_group: id, limit: digits(1, 100).default(10) });
