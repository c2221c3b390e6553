import type { Request } from "express";
import { z } from "zod";
import { gazetteer } from "../regions/gazetteer";
import { ApiRouter } from "../shared/api";
import { notFound, Refusal } from "../shared/errors";
import { mustRead, whole, withoutEmpty } from "../shared/form";
import { now } from "../shared/time";
import { fileById, sendFile } from "../shared/uploads/files";
import { filesOf, takesFiles } from "../shared/uploads/upload";
import { hasRole, type Viewer, viewerOf } from "../shared/viewer";
import { FIELDS, readStep, STEPS, type Step, typedOf, wrongOnly } from "./apply/application";
import { foundSeller } from "./apply/found-seller";
import { saveStep } from "./apply/save-step";
import { submitApplication } from "./apply/submit-application";
import { DocumentForm, keepDocument, MOST_BYTES } from "./documents/keep-document";
import { ownCase } from "./record/case";
import type { Typed } from "./record/dossier";
import { openSeller, openSellerById, type SellerCase } from "./seller";
import { CaseAnswer, caseAnswer, SellerAnswer, sellerAnswer } from "./seller-answer";
import { caseFor, LISTS, listCases, VETTERS } from "./vetting/cases";
import { type Decision, decide } from "./vetting/decide";
import { reason, reasonMissing } from "./vetting/reason";

const ById = z.object({ id: z.string().regex(/^sel_\w{10,60}$/) });
const text = z.string().max(600).optional();
const ticks = z.array(z.string().max(40)).max(10).optional();

/** The whole application in one body; what is left out can be said later, what is wrong is refused. */
const Application = z.strictObject({
  county: text,
  kind: text,
  name: text,
  registrationNumber: text,
  place: text,
  sells: ticks,
  contactName: text,
  contactPhone: text,
  households: whole(0, 99_999).optional(),
  ways: ticks,
  linkage: text,
});
const ReasonBody = z.strictObject({ reason: reason.default("") });

/** A seller's own case, or one the viewer vets; anybody else's is not there. */
async function caseOf(viewer: Viewer, id: string): Promise<SellerCase> {
  if (hasRole(viewer, ...VETTERS)) return caseFor(viewer, id);
  if (viewer.organisation?.kind !== "seller") throw notFound();
  return mine(viewer, id, "look");
}

async function mine(viewer: Viewer, id: string, duty: "look" | "shop"): Promise<SellerCase> {
  const own = await ownCase(viewer, duty);
  if (own._id !== id) throw notFound();
  return own;
}

type Application = z.infer<typeof Application>;

/** What a body says of the application, as if it had been typed; what it does not name stays as it is. */
function typedIn(body: Application, before: Typed = {}): Typed {
  const { households, ...rest } = body;
  const given: Record<string, unknown> = {
    ...rest,
    ...(households === undefined ? {} : { households: `${households}` }),
  };
  const all = Object.assign({}, ...STEPS.map((step) => typedOf(step, given))) as Typed;
  return { ...before, ...Object.fromEntries(Object.entries(all).filter(([name]) => given[name] !== undefined)) };
}

/** A program is told at once what is wrong; what is only missing may come later. */
async function refuseWrong(typed: Typed): Promise<void> {
  const book = await gazetteer();
  const wrong = STEPS.flatMap((step) => {
    const form = readStep(step, typed, book);
    return form.ok ? [] : wrongOnly(form.errors);
  });
  if (wrong.length > 0) throw new Refusal("INVALID", { fields: wrong });
}

takesFiles("/api/v1/sellers/:id/documents", { field: "file", maxFiles: 1, maxBytes: MOST_BYTES });

const answer = (seller: SellerCase, req: Request) => caseAnswer(seller, req.words, now());

export const sellersApi = new ApiRouter("sellers")
  .on(
    "get",
    "/sellers",
    {
      summary: "The sellers a county or the platform vets",
      roles: VETTERS,
      query: z.strictObject({ list: z.enum(LISTS).default("waiting"), cursor: z.string().max(60).optional() }),
      answer: z.object({ items: z.array(CaseAnswer), nextCursor: z.string().nullable() }),
    },
    async ({ query, req }) => {
      const { cases, next } = await listCases(query.list, viewerOf(req), { at: now(), before: query.cursor });
      return { items: await Promise.all(cases.map((each) => answer(each, req))), nextCursor: next };
    },
  )
  .on(
    "post",
    "/sellers",
    {
      summary: "Apply: found a seller; what is missing is named in the answer and may follow",
      roles: [],
      body: Application,
      answer: CaseAnswer,
      status: 201,
    },
    async ({ body, req }) => {
      const typed = typedIn(body);
      await refuseWrong(typed);
      return answer(await foundSeller(viewerOf(req), typed, now()), req);
    },
  )
  .on(
    "patch",
    "/sellers/{id}",
    {
      summary: "Go on writing one's application",
      roles: ["seller"],
      params: ById,
      body: Application,
      answer: CaseAnswer,
    },
    async ({ params, body, req }) => {
      const viewer = viewerOf(req);
      const { typed } = await mine(viewer, params.id, "shop");
      await refuseWrong(typedIn(body, typed));
      for (const step of STEPS) await saveStep(viewer, step, onlyOf(step, typedIn(body)));
      return answer(await mine(viewer, params.id, "look"), req);
    },
  )
  .on(
    "post",
    "/sellers/{id}/documents",
    {
      summary: "Bring a licence or certificate: multipart with the field `file`",
      roles: ["seller"],
      params: ById,
      answer: CaseAnswer,
      status: 201,
    },
    async ({ params, req }) => {
      const viewer = viewerOf(req);
      await mine(viewer, params.id, "shop");
      const form = mustRead(DocumentForm, withoutEmpty(req.body));
      return answer(await keepDocument(viewer, form, filesOf(req)[0], now()), req);
    },
  )
  .on(
    "post",
    "/sellers/{id}/submission",
    { summary: "Send the application to the county", roles: ["seller"], params: ById, answer: CaseAnswer },
    async ({ params, req }) => {
      await mine(viewerOf(req), params.id, "shop");
      return answer(await submitApplication(viewerOf(req), now()), req);
    },
  )
  .on(
    "get",
    "/sellers/{id}/documents/{document}",
    {
      summary: "One paper of a seller, for its own people and those who vet it",
      roles: [],
      params: ById.extend({ document: z.string().max(60) }),
    },
    async ({ params, req, res }) => {
      const { documents } = await caseOf(viewerOf(req), params.id);
      const found = documents.find((each) => each.id === params.document);
      if (!found) throw notFound();
      sendFile(res, await fileById(found.file), "inline");
    },
  )
  .on(
    "get",
    "/sellers/{slug}",
    {
      summary: "An open shop by its slug or id; more of it by its id for its own people and those who vet it",
      params: z.object({ slug: z.string().max(80) }),
      answer: z.union([CaseAnswer, SellerAnswer]),
    },
    async ({ params, req }) => {
      if (!params.slug.startsWith("sel_")) return sellerAnswer(await openSeller(params.slug), req.words);
      const seller = req.viewer && (await caseOf(req.viewer, params.slug).catch(ifNotThere));
      return seller ? answer(seller, req) : sellerAnswer(await openSellerById(params.slug), req.words);
    },
  );

const onlyOf = (step: Step, typed: Typed): Typed =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => FIELDS[step].includes(name)));

/** Somebody else's case may still be an open shop. */
function ifNotThere(error: unknown): null {
  if (error instanceof Refusal && (error.code === "NOT_FOUND" || error.code === "FORBIDDEN")) return null;
  throw error;
}

/** The steps of vetting, each a noun that is made; a suspension is also taken away. */
const decisionDoor = (method: "post" | "delete", path: string, decision: Decision, summary: string) =>
  sellersApi.on(
    method,
    `/sellers/{id}/${path}`,
    { summary, roles: VETTERS, params: ById, body: ReasonBody, answer: CaseAnswer },
    async ({ params, body, req }) => {
      const errors = reasonMissing(decision, body.reason);
      if (errors.length > 0) throw new Refusal("INVALID", { fields: errors });
      return answer(await decide(viewerOf(req), { id: params.id, decision, reason: body.reason }, now()), req);
    },
  );
decisionDoor("post", "recommendation", "recommendation", "The county recommends a seller");
decisionDoor("post", "approval", "approval", "The platform lets a seller in");
decisionDoor("post", "return", "return", "Give an application back, with the reason");
decisionDoor("post", "suspension", "suspension", "Close a shop at once, with the reason; paid orders are still sent");
decisionDoor("delete", "suspension", "lifting", "Open a suspended shop again");
