import { z } from "zod";
import { proofFields } from "../../../accounts/two-factor/prove-again";
import { ApiRouter } from "../../../shared/api";
import { query } from "../../../shared/form";
import { paging } from "../../../shared/page";
import { now } from "../../../shared/time";
import { filesOf, takesFiles } from "../../../shared/uploads/upload";
import { hasRole, type Viewer, viewerOf } from "../../../shared/viewer";
import { confirmDeclaration } from "../deeds/confirm";
import { answerCorrection, askCorrection } from "../deeds/correct";
import { bringEvidence, EVIDENCE_BYTES } from "../deeds/keep-evidence";
import { submitDeclaration } from "../deeds/submit";
import { reason, rejectDeclaration, withdrawDeclaration } from "../deeds/turn-down";
import { saveContent, startDeclaration } from "../deeds/write";
import { CONCERNED, CONFIRMERS, DECLARERS, declarationFor, ownDeclaration } from "../record/concerning";
import type { Declaration } from "../record/declaration";
import { EVIDENCE_KINDS } from "../record/evidence";
import { listDeclarations } from "../record/lists";
import { DECLARATION_STATES } from "../record/states";
import { DeclarationAnswer, declarationAnswer } from "./answer";
import { asBody, contentOf, DeclarationBody } from "./body";

const params = z.object({ id: z.string().max(60) });
const version = z.int().min(1).optional();
const Confirmation = z.strictObject({
  ...proofFields,
  version,
  notes: z.record(z.string().max(80), z.string().max(300)).default({}),
});
const Rejection = z.strictObject({ reason, version });
const Correction = z.strictObject({ ...proofFields, reason });
const Decision = z.strictObject({ ...proofFields, agree: z.boolean() });
const answer = DeclarationAnswer;

const shown = (declaration: Declaration, viewer: Viewer) =>
  declarationAnswer(declaration, hasRole(viewer, ...CONFIRMERS));

/** Offline purchases and help-to-sell deals: declared, evidenced, confirmed by both sides, and only then in the ledger. */
export const declarationsApi = new ApiRouter("declarations")
  .on(
    "get",
    "/declarations",
    {
      summary: "The declarations that concern the caller, newest first",
      roles: CONCERNED,
      query: query({ ...paging, state: z.enum(DECLARATION_STATES).optional() }),
      answer: z.object({ items: z.array(answer), nextCursor: z.string().nullable() }),
    },
    async ({ query: asked, req }) => {
      const viewer = viewerOf(req);
      const { items, nextCursor } = await listDeclarations(viewer, null, asked);
      return { items: items.map((each) => shown(each, viewer)), nextCursor };
    },
  )
  .on(
    "get",
    "/declarations/{id}",
    { summary: "One declaration with its papers' hashes and its history", roles: CONCERNED, params, answer },
    async ({ params: { id }, req }) => shown(await declarationFor(viewerOf(req), id), viewerOf(req)),
  )
  .on(
    "post",
    "/declarations",
    {
      summary: "Write a declaration; a draft until its evidence is there and it is handed in",
      roles: DECLARERS,
      body: DeclarationBody,
      answer,
      status: 201,
    },
    async ({ body, req }) =>
      shown(await startDeclaration(viewerOf(req), { content: contentOf(body) }, now()), viewerOf(req)),
  )
  .on(
    "put",
    "/declarations/{id}",
    { summary: "Write a draft or a returned one anew", roles: DECLARERS, params, body: DeclarationBody, answer },
    async ({ params: { id }, body, req }) => {
      const viewer = viewerOf(req);
      return shown(await saveContent(viewer, await ownDeclaration(viewer, id), contentOf(body), now()), viewer);
    },
  )
  .on(
    "post",
    "/declarations/{id}/evidence",
    {
      summary: "Bring one paper (multipart/form-data, field file: PDF or photograph of at most 10 MB)",
      roles: DECLARERS,
      params,
      query: query({ kind: z.enum(EVIDENCE_KINDS) }),
      answer,
      status: 201,
    },
    async ({ params: { id }, query: { kind }, req }) =>
      shown(await bringEvidence(viewerOf(req), { id, kind, file: filesOf(req)[0] }, now()), viewerOf(req)),
  )
  .on(
    "post",
    "/declarations/{id}/submission",
    { summary: "Hand it in: read strictly, its invoice lines taken for it", roles: DECLARERS, params, answer },
    async ({ params: { id }, req }) =>
      shown(await asBody(() => submitDeclaration(viewerOf(req), id, now())), viewerOf(req)),
  )
  .on(
    "post",
    "/declarations/{id}/withdrawal",
    { summary: "Take it back while nothing is credited", roles: DECLARERS, params, answer },
    async ({ params: { id }, req }) => shown(await withdrawDeclaration(viewerOf(req), id, now()), viewerOf(req)),
  )
  .on(
    "post",
    "/declarations/{id}/county-confirmation",
    { summary: "The county confirms the sale", roles: CONFIRMERS, params, body: Confirmation, answer },
    async ({ params: { id }, body, req }) =>
      shown(await confirmDeclaration(viewerOf(req), { id, side: "county", ...body }, now()), viewerOf(req)),
  )
  .on(
    "post",
    "/declarations/{id}/helper-confirmation",
    {
      summary: "The helper's side confirms the purchase; the entries are posted with it",
      roles: CONFIRMERS,
      params,
      body: Confirmation,
      answer,
    },
    async ({ params: { id }, body, req }) =>
      shown(await confirmDeclaration(viewerOf(req), { id, side: "helper", ...body }, now()), viewerOf(req)),
  )
  .on(
    "post",
    "/declarations/{id}/rejection",
    { summary: "Send it back with the reason", roles: CONFIRMERS, params, body: Rejection, answer },
    async ({ params: { id }, body, req }) =>
      shown(await rejectDeclaration(viewerOf(req), { id, ...body }, now()), viewerOf(req)),
  )
  .on(
    "post",
    "/declarations/{id}/correction",
    {
      summary: "Say that a confirmed one must be taken back; the other side decides",
      roles: CONFIRMERS,
      params,
      body: Correction,
      answer,
    },
    async ({ params: { id }, body, req }) =>
      shown(await askCorrection(viewerOf(req), { id, ...body }, now()), viewerOf(req)),
  )
  .on(
    "post",
    "/declarations/{id}/correction-decision",
    { summary: "Agree to the correction, or not", roles: CONFIRMERS, params, body: Decision, answer },
    async ({ params: { id }, body, req }) =>
      shown(await answerCorrection(viewerOf(req), { id, ...body }, now()), viewerOf(req)),
  );

takesFiles("/api/v1/declarations/:id/evidence", { field: "file", maxFiles: 1, maxBytes: EVIDENCE_BYTES });
