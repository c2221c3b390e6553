import { z } from "zod";
import { proofFields } from "../../../accounts/two-factor/prove-again";
import { OFFICIALS } from "../../../credits/visible";
import { CHANGE_KINDS, type PartnershipChange, PartnershipChangeModel } from "../../../regions/changes/change";
import { ApiRouter } from "../../../shared/api";
import { line, paragraph } from "../../../shared/form";
import type { RegionCode } from "../../../shared/ids";
import { now } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import { reason } from "../agreements/agreement-form";
import { ChangeAnswer, changeAnswer, listOf } from "../answers";
import { askChange } from "../changes/ask-change";
import { adoptChange, confirmChange, rejectChange, withdrawChange } from "../changes/decide-change";
import { day, goInside } from "../inside";

const ById = z.object({ id: z.string().max(40) });
const ByChange = z.object({ id: z.string().max(40), change: z.string().max(60) });
const ChangeBody = z.strictObject({
  kind: z.enum(CHANGE_KINDS),
  helper: z.string().min(1).max(12),
  day,
  source: z.strictObject({ title: line(120), where: line(80), day }),
  note: paragraph(500).default(""),
});
const Nothing = z.strictObject({});

/** Changes of helpers for programs; the same verbs as the pages. */
export const changesApi = new ApiRouter("partnerships")
  .on(
    "get",
    "/partnerships/{id}/changes",
    {
      summary: "What was suggested, proposed and decided about a partnership's helpers, the newest first",
      roles: OFFICIALS,
      params: ById,
      answer: listOf(ChangeAnswer),
    },
    async ({ params, viewer }) => {
      const { partnership } = await goInside(viewer as Viewer, params.id, now());
      const found = await PartnershipChangeModel.find({ partnership: partnership._id })
        .sort({ at: -1 })
        .limit(200)
        .lean();
      return { items: (found as PartnershipChange[]).map(changeAnswer) };
    },
  )
  .on(
    "post",
    "/partnerships/{id}/changes",
    {
      summary: "Propose (city) or suggest (county, helper) a change of helpers from a day to come, with its source",
      roles: OFFICIALS,
      params: ById,
      body: ChangeBody,
      answer: ChangeAnswer,
      status: 201,
    },
    async ({ params, body, viewer }) => {
      const inside = await goInside(viewer as Viewer, params.id, now());
      return changeAnswer(await askChange(inside, { ...body, helper: body.helper as RegionCode }, now()));
    },
  )
  .on(
    "post",
    "/partnerships/{id}/changes/{change}/adoption",
    {
      summary: "The city takes a suggestion up as its proposal",
      roles: OFFICIALS,
      params: ByChange,
      body: Nothing,
      answer: ChangeAnswer,
    },
    async ({ params, viewer }) =>
      changeAnswer(await adoptChange(await goInside(viewer as Viewer, params.id, now()), params.change, now())),
  )
  .on(
    "post",
    "/partnerships/{id}/changes/{change}/confirmation",
    {
      summary: "A second person of the city confirms; it holds from its day on",
      roles: OFFICIALS,
      params: ByChange,
      body: z.strictObject(proofFields),
      answer: ChangeAnswer,
    },
    async ({ params, body, viewer }) => {
      const inside = await goInside(viewer as Viewer, params.id, now());
      return changeAnswer(await confirmChange(inside, { ...body, id: params.change }, now()));
    },
  )
  .on(
    "post",
    "/partnerships/{id}/changes/{change}/rejection",
    {
      summary: "The city turns a change down with the reason",
      roles: OFFICIALS,
      params: ByChange,
      body: z.strictObject({ reason }),
      answer: ChangeAnswer,
    },
    async ({ params, body, viewer }) => {
      const inside = await goInside(viewer as Viewer, params.id, now());
      return changeAnswer(await rejectChange(inside, { ...body, id: params.change }, now()));
    },
  )
  .on(
    "post",
    "/partnerships/{id}/changes/{change}/withdrawal",
    {
      summary: "The office that asked takes it back",
      roles: OFFICIALS,
      params: ByChange,
      body: Nothing,
      answer: ChangeAnswer,
    },
    async ({ params, viewer }) =>
      changeAnswer(await withdrawChange(await goInside(viewer as Viewer, params.id, now()), params.change, now())),
  );
