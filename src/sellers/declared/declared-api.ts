import { z } from "zod";
import { DECLARED_BASES } from "../../credits/declarations/record/content";
import type { HandedIn } from "../../credits/declarations/record/declaration";
import { declarationsOfSeller, declarerForSeller } from "../../credits/declarations/record/of-seller";
import { DECLARATION_STATES } from "../../credits/declarations/record/states";
import { ApiRouter } from "../../shared/api";
import { query } from "../../shared/form";
import { paging } from "../../shared/page";
import { viewerOf } from "../../shared/viewer";
import { openShopOf } from "./open-shop";

const DeclaredAnswer = z.object({
  number: z.string(),
  state: z.enum(DECLARATION_STATES),
  /** An institution is named to nobody but officials: its district alone. */
  declarer: z.object({
    kind: z.enum(["institution", "helper_authority"]),
    region: z.string(),
    name: z.string().nullable(),
  }),
  basis: z.enum(DECLARED_BASES),
  county: z.string(),
  helper: z.string(),
  day: z.string(),
  invoiceNumber: z.string(),
  amountFen: z.int(),
  lines: z.array(z.object({ name: z.string(), quantity: z.number(), unit: z.string(), amountFen: z.int() })),
  submittedAt: z.iso.datetime().nullable(),
});

const answerOf = (declaration: HandedIn): z.infer<typeof DeclaredAnswer> => {
  const { number, state, facts, submittedAt } = declaration;
  const { kind, region, name } = declarerForSeller(declaration);
  return {
    ...{ number, state, declarer: { kind, region, name: name?.zh ?? null } },
    ...{ basis: facts.basis, county: facts.county, helper: facts.helper, day: facts.day },
    ...{ invoiceNumber: facts.invoice.number, amountFen: facts.amountFen },
    lines: facts.lines.map(({ name: goods, milli, unit, amountFen }) => ({
      ...{ name: goods, quantity: milli / 1000, unit, amountFen },
    })),
    submittedAt: submittedAt?.toISOString() ?? null,
  };
};

export const declaredApi = new ApiRouter("sellers").on(
  "get",
  "/shop/declarations",
  {
    summary: "What was declared as bought from my shop, or sold for it, outside the platform, newest first",
    roles: ["seller"],
    query: query({ ...paging }),
    answer: z.object({ items: z.array(DeclaredAnswer), nextCursor: z.string().nullable() }),
  },
  async ({ query: asked, req }) => {
    const shop = await openShopOf(viewerOf(req));
    if (!shop) return { items: [], nextCursor: null };
    const { items, nextCursor } = await declarationsOfSeller(shop._id, asked);
    return { items: items.map(answerOf), nextCursor };
  },
);
