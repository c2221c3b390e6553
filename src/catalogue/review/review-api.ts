import { z } from "zod";
import { ApiRouter } from "../../shared/api";
import { paragraph, whole } from "../../shared/form";
import { now } from "../../shared/time";
import { hasRole, type Viewer } from "../../shared/viewer";
import { approve, recommend, returnDraft } from "./deeds/decide";
import { lift, suspend } from "./deeds/suspend";
import { REVIEWERS, seenBy } from "./seen";

const ById = z.object({ id: z.string().regex(/^prd_\w{6,60}$/) });
const version = whole(1, 1_000_000_000).optional();
const Decision = z.strictObject({ version }).default({});
const WithReason = z.strictObject({ version, reason: paragraph(300).pipe(z.string().min(4)) });

const Answer = z.object({
  id: z.string(),
  /** Where the draft is on its way; null where nothing is on its way. */
  draft: z.object({ state: z.string(), version: z.int() }).nullable(),
  /** What is on the market; null for goods that never were. */
  product: z.object({ state: z.string(), version: z.int(), slug: z.string() }).nullable(),
});

async function answer(viewer: Viewer, id: string): Promise<z.infer<typeof Answer>> {
  const { draft, product } = await seenBy(viewer, id);
  return {
    id,
    draft: draft && { state: draft.state, version: draft.version },
    product: product && { state: product.state, version: product.version, slug: product.slug },
  };
}

export const reviewApi = new ApiRouter("review")
  .on(
    "get",
    "/products/{id}/review",
    { summary: "Where goods stand in their review", roles: REVIEWERS, params: ById, answer: Answer },
    async ({ params, viewer }) => answer(viewer as Viewer, params.id),
  )
  .on(
    "post",
    "/products/{id}/approval",
    {
      summary: "A county official recommends the goods; the platform then approves and publishes them",
      roles: REVIEWERS,
      params: ById,
      body: Decision,
      answer: Answer,
    },
    async ({ params, body, viewer }) => {
      const asked = { id: params.id, by: viewer as Viewer, version: body.version };
      await (hasRole(viewer, "admin") ? approve(asked, now()) : recommend(asked, now()));
      return answer(viewer as Viewer, params.id);
    },
  )
  .on(
    "post",
    "/products/{id}/return",
    {
      summary: "Gives a draft back to its shop with a reason",
      roles: REVIEWERS,
      params: ById,
      body: WithReason,
      answer: Answer,
    },
    async ({ params, body, viewer }) => {
      await returnDraft({ id: params.id, by: viewer as Viewer, ...body }, now());
      return answer(viewer as Viewer, params.id);
    },
  )
  .on(
    "post",
    "/products/{id}/suspension",
    {
      summary: "Takes goods off the market with a reason",
      roles: ["admin"],
      params: ById,
      body: WithReason,
      answer: Answer,
    },
    async ({ params, body, viewer }) => {
      await suspend({ id: params.id, by: viewer as Viewer, ...body }, now());
      return answer(viewer as Viewer, params.id);
    },
  )
  .on(
    "delete",
    "/products/{id}/suspension",
    { summary: "Lets suspended goods back to where they were", roles: ["admin"], params: ById, answer: Answer },
    async ({ params, viewer }) => {
      await lift({ id: params.id, by: viewer as Viewer }, now());
      return answer(viewer as Viewer, params.id);
    },
  );
