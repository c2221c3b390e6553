import { z } from "zod";
import { proofFields } from "../../../accounts/two-factor/prove-again";
import { OFFICIALS } from "../../../credits/visible";
import { agreementVersions } from "../../../regions/agreements/agreement-version";
import { ApiRouter } from "../../../shared/api";
import { paragraph, whole } from "../../../shared/form";
import { fen } from "../../../shared/money";
import { now } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import { reason } from "../agreements/agreement-form";
import { confirmAgreement, rejectAgreement, withdrawAgreement } from "../agreements/decide";
import { proposeAgreement, readYear } from "../agreements/propose";
import { AgreementAnswer, agreementAnswer, listOf } from "../answers";
import { day, goInside, type Inside } from "../inside";
import { paperOf } from "../kept-paper";
import { PaperBody, sentOf, takesPapers } from "./paper-body";

const ById = z.object({ id: z.string().max(40) });
const ByYear = z.object({ id: z.string().max(40), year: z.string().max(4) });

const PromiseBody = z.strictObject({
  targetFen: whole(1, 1_000_000_000_000),
  signedOn: day,
  document: PaperBody.optional(),
  reason: paragraph(300).default(""),
});

const placeOf = ({ partnership }: Inside, year: number): string => `agreement:${partnership._id}:${year}:api`;

/** Targets for programs; the same verbs as the pages. */
export const agreementsApi = new ApiRouter("partnerships")
  .on(
    "get",
    "/partnerships/{id}/agreements",
    {
      summary: "Every version of a partnership's yearly agreements, the newest first, for its officials",
      roles: OFFICIALS,
      params: ById,
      answer: listOf(AgreementAnswer),
    },
    async ({ params, viewer }) => {
      const inside = await goInside(viewer as Viewer, params.id, now());
      const { _id } = inside.partnership;
      return { items: (await agreementVersions(_id, inside.book.agreementsOf(_id))).map(agreementAnswer) };
    },
  )
  .on(
    "put",
    "/partnerships/{id}/agreements/{year}",
    {
      summary: "Propose a year's target; it counts once a person of the other side has confirmed it",
      roles: OFFICIALS,
      params: ByYear,
      body: PromiseBody,
      answer: AgreementAnswer,
    },
    async ({ params, body: { document, ...asked }, viewer }) => {
      const at = now();
      const inside = await goInside(viewer as Viewer, params.id, at);
      const year = readYear(params.year, at);
      const paper = await paperOf(inside, placeOf(inside, year), sentOf(document), at);
      const promised = { ...asked, targetFen: fen(asked.targetFen), year, document: paper };
      return agreementAnswer(await proposeAgreement(inside, promised, at));
    },
  )
  .on(
    "post",
    "/partnerships/{id}/agreements/{year}/confirmation",
    {
      summary: "The other side confirms a proposed version, which is in force from then on",
      roles: OFFICIALS,
      params: ByYear,
      body: z.strictObject({ ...proofFields, version: whole(1, 9999) }),
      answer: AgreementAnswer,
    },
    async ({ params, body, viewer }) => {
      const at = now();
      const inside = await goInside(viewer as Viewer, params.id, at);
      return agreementAnswer(await confirmAgreement(inside, { ...body, year: readYear(params.year, at) }, at));
    },
  )
  .on(
    "post",
    "/partnerships/{id}/agreements/{year}/rejection",
    {
      summary: "The other side sends a proposed version back with the reason",
      roles: OFFICIALS,
      params: ByYear,
      body: z.strictObject({ reason, version: whole(1, 9999) }),
      answer: AgreementAnswer,
    },
    async ({ params, body, viewer }) => {
      const at = now();
      const inside = await goInside(viewer as Viewer, params.id, at);
      return agreementAnswer(await rejectAgreement(inside, { ...body, year: readYear(params.year, at) }, at));
    },
  )
  .on(
    "post",
    "/partnerships/{id}/agreements/{year}/withdrawal",
    {
      summary: "The office that proposed a version takes it back",
      roles: OFFICIALS,
      params: ByYear,
      body: z.strictObject({ version: whole(1, 9999) }),
      answer: AgreementAnswer,
    },
    async ({ params, body, viewer }) => {
      const at = now();
      const inside = await goInside(viewer as Viewer, params.id, at);
      return agreementAnswer(await withdrawAgreement(inside, { ...body, year: readYear(params.year, at) }, at));
    },
  );

takesPapers(agreementsApi, "/partnerships/{id}/agreements/{year}", (inside, year, at) =>
  placeOf(inside, readYear(year, at)),
);
