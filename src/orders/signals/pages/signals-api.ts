import { z } from "zod";
import { ApiRouter } from "../../../shared/api";
import { query } from "../../../shared/form";
import { paging } from "../../../shared/page";
import { now } from "../../../shared/time";
import { viewerOf } from "../../../shared/viewer";
import { CASE_STATES, OUTCOMES, type SaleCase } from "../case";
import { decideCase } from "../decide";
import { SIGNALS } from "../rules";
import { DecisionBody } from "./decision-form";
import { caseFor, DECIDERS, listCases, READERS } from "./listed";
import { notLookedAt } from "./not-looked-at";

const SignalAnswer = z.object({
  id: z.string(),
  order: z.string(),
  line: z.string(),
  county: z.string(),
  seller: z.string(),
  product: z.string(),
  paidFen: z.int(),
  paidAt: z.iso.datetime(),
  state: z.enum(CASE_STATES),
  late: z.boolean(),
  version: z.int(),
  findings: z.array(z.object({ code: z.enum(SIGNALS), params: z.record(z.string(), z.unknown()) })),
  decisions: z.array(z.object({ outcome: z.enum(OUTCOMES), reason: z.string(), by: z.string(), at: z.iso.datetime() })),
});

const answerOf = (each: SaleCase): z.infer<typeof SignalAnswer> => ({
  id: each._id,
  order: each.number,
  line: each.line,
  county: each.county,
  seller: each.sellerName,
  product: each.product,
  paidFen: each.paidFen,
  paidAt: each.paidAt.toISOString(),
  state: each.state,
  late: each.late,
  version: each.version,
  findings: each.findings.map(({ code, params }) => ({ code, params })),
  decisions: each.decisions.map(({ outcome, reason, organisation, at }) => ({
    ...{ outcome, reason, by: organisation, at: at.toISOString() },
  })),
});

const ById = z.object({ id: z.string().max(60) });
const filters = {
  state: z.enum(CASE_STATES).default("open"),
  code: z.enum(SIGNALS).optional(),
  county: z
    .string()
    .regex(/^[\w-]{1,20}$/)
    .optional(),
};

export const signalsApi = new ApiRouter("credits")
  .on(
    "get",
    "/signals",
    {
      summary: "Sales that have to be checked before they are recognised, newest first",
      roles: READERS,
      query: query({ ...filters, ...paging }),
      answer: z.object({
        items: z.array(SignalAnswer),
        nextCursor: z.string().nullable(),
        /** Orders whose look failed so far; for the city and the platform. */
        notLookedAt: z.array(
          z.object({ order: z.string(), tries: z.int(), triedAt: z.iso.datetime(), nextAt: z.iso.datetime() }),
        ),
      }),
    },
    async ({ query: { limit, cursor, ...choice }, req }) => {
      const viewer = viewerOf(req);
      const { items, nextCursor } = await listCases(viewer, choice, { limit, cursor });
      const failed = await notLookedAt(viewer);
      return {
        items: items.map(answerOf),
        nextCursor,
        notLookedAt: failed.map(({ number, tries, at, next }) => ({
          ...{ order: number, tries, triedAt: at.toISOString(), nextAt: next.toISOString() },
        })),
      };
    },
  )
  .on(
    "get",
    "/signals/{id}",
    { summary: "One of them", roles: READERS, params: ById, answer: SignalAnswer },
    async ({ params, req }) => answerOf(await caseFor(viewerOf(req), params.id)),
  )
  .on(
    "post",
    "/signals/{id}/decision",
    {
      summary: "The city clears it, or decides that it is not recognised; decided otherwise by a second person",
      roles: DECIDERS,
      params: ById,
      body: DecisionBody,
      answer: SignalAnswer,
    },
    async ({ params, body, req }) => {
      const viewer = viewerOf(req);
      const found = await caseFor(viewer, params.id);
      await decideCase(viewer, found._id, body, now());
      return answerOf(await caseFor(viewer, found._id));
    },
  );
