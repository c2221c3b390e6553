import { z } from "zod";
import { BASES, PAIRED } from "../../credits/attribute";
import { BUYER_KINDS, CATEGORIES, MEASURES, SOURCES } from "../../credits/deed";
import type { Selection } from "../../credits/entries";
import { monthField, spanFields, spanOf } from "../../credits/totals/span";
import { mustRead, withoutEmpty } from "../../shared/form";
import type { RegionCode } from "../../shared/ids";
import { paging } from "../../shared/page";
import { type Choice, HALVES } from "../links";

const Thing = z.string().min(1).max(200);

// Not strict: addresses are passed on by mail and gather other people's parameters on the way.
const Query = z.object({
  month: monthField.optional(),
  ...spanFields,
  measure: z.enum(MEASURES).default("recognised"),
  basis: z.enum([...BASES, "paired", "all"]).optional(),
  helper: z
    .string()
    .regex(/^[\w-]{1,20}$/, "not_an_option")
    .optional(),
  category: z.enum(CATEGORIES).optional(),
  buyerKind: z.enum(BUYER_KINDS).optional(),
  group: z.enum(HALVES).optional(),
  taken: z.literal("back").optional(),
  source: z.enum(SOURCES).optional(),
  seller: Thing.optional(),
  product: Thing.optional(),
  campaign: Thing.optional(),
  cursor: paging.cursor,
});

/** The figure somebody clicked, from the address; refuses INVALID_QUERY rather than showing the sum of something else. */
export function readChoice(
  query: unknown,
  { at, basis }: { at: Date; basis: Choice["basis"] },
): { choice: Choice; cursor: string | undefined } {
  const { month, from = month, to = month, cursor, ...asked } = mustRead(Query, withoutEmpty(query), "INVALID_QUERY");
  const span = month ? { from: month, to: month } : spanOf({ from, to }, at);
  const helper = asked.helper as RegionCode | undefined;
  return { choice: { ...asked, ...span, basis: asked.basis ?? basis, helper }, cursor };
}

export function selectionOf({ basis, ...choice }: Choice): Selection {
  return { ...choice, bases: basis === "all" ? BASES : basis === "paired" ? PAIRED : [basis] };
}
