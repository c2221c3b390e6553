import { z } from "zod";
import { proofFields } from "../../../accounts/two-factor/prove-again";
import { OFFICIALS } from "../../../credits/visible";
import { agreementVersions } from "../../../regions/agreements/agreement-version";
import { ApiRouter } from "../../../shared/api";
import { line, paragraph, whole } from "../../../shared/form";
import { fen } from "../../../shared/money";
import { now } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import { reason } from "../agreements/agreement-form";
import { confirmAgreement, rejectAgreement, withdrawAgreement } from "../agreements/decide";
import { proposeAgreement, readYear } from "../agreements/propose";
import { AgreementAnswer, agreementAnswer, listOf } from "../answers";
import { day, goInside } from "../inside";
import { paperOf, type Sent } from "../kept-paper";

const ById = z.object({ id: z.string().max(40) });
const ByYear = z.object({ id: z.string().max(40), year: z.string().max(4) });

/** A paper inside JSON: its name and its bytes in base64, as far as a request of 100 kB holds it; larger ones come by the page. */
export const PaperBody = z.strictObject({
  name: line(120),
  base64: z
    .string()
    .max(95_000)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/, "bad_format"),
});

export const sentOf = (paper: z.infer<typeof PaperBody> | undefined): Sent => ({
  file: paper && { name: paper.name, body: Buffer.from(paper.base64, "base64") },
  kept: undefined,
});

const PromiseBody = z.strictObject({
  targetFen: whole(1, 1_000_000_000_000),
  signedOn: day,
  document: PaperBody.optional(),
  reason: paragraph(300).default(""),
});

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
      const place = `agreement:${inside.partnership._id}:${year}:api`;
      const paper = await paperOf(inside, place, sentOf(document), at);
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
