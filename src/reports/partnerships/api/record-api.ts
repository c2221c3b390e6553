import { z } from "zod";
import { proofFields } from "../../../accounts/two-factor/prove-again";
import { OFFICIALS } from "../../../credits/visible";
import { gazetteer } from "../../../regions/gazetteer";
import { confirmedFigures, figuresOfYear } from "../../../regions/record/figure";
import { RECORD_KIND_NAMES, RECORD_KINDS } from "../../../regions/record/kinds";
import { ApiRouter } from "../../../shared/api";
import { invalidField } from "../../../shared/errors";
import { line, paragraph, whole } from "../../../shared/form";
import { now } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import { reason } from "../agreements/agreement-form";
import { FigureAnswer, figureAnswer, listOf } from "../answers";
import { goInside, type Inside, insideOf } from "../inside";
import { paperOf } from "../kept-paper";
import { confirmFigures, rejectFigure, withdrawFigure } from "../record/decide-figure";
import { enterFigure, readRecordYear } from "../record/enter";
import { MOST } from "../record/record-form";
import { PaperBody, sentOf, takesPapers } from "./paper-body";

const ByYear = z.object({ id: z.string().max(40), year: z.string().max(4) });
const ByFigure = z.object({ id: z.string().max(40), year: z.string().max(4), figure: z.string().max(60) });

/** Of money in fen; `name` and `unit` only with kind "other" (unit "fen" or their own). */
const FigureBody = z.strictObject({
  kind: z.enum(RECORD_KIND_NAMES),
  line: z.string().max(60).optional(),
  promised: z.boolean().default(false),
  name: line(60).optional(),
  unit: line(12).optional(),
  value: whole(0, 100_000_000_000_000),
  source: line(200),
  note: paragraph(300).default(""),
  reason: paragraph(300).default(""),
  document: PaperBody.optional(),
});

function bodyOf({ document: _, name = "", unit: own = "fen", ...body }: z.infer<typeof FigureBody>) {
  const other = body.kind === "other";
  if (other && name === "") throw invalidField("name", "required");
  const unit = other ? own : RECORD_KINDS[body.kind];
  if (unit !== "fen" && body.value > MOST) throw invalidField("value", "too_big", { maximum: MOST });
  return { ...body, line: body.line, name: other ? name : "", unit };
}

const placeOf = ({ partnership }: Inside, year: number): string => `record:${partnership._id}:${year}:api`;

/** The wider record for programs; the same verbs as the pages. */
export const recordApi = new ApiRouter("partnerships")
  .on(
    "get",
    "/partnerships/{id}/record/{year}",
    {
      summary:
        "A year beside the sales: what both sides confirmed; its officials also see what waits and what stood before",
      params: ByYear,
      answer: listOf(FigureAnswer),
    },
    async ({ params, viewer }) => {
      const at = now();
      const book = await gazetteer();
      const { _id } = book.partnership(params.id);
      const year = readRecordYear(params.year, at);
      const inside = viewer !== undefined && insideOf(viewer, book, at).some((each) => each._id === _id);
      const figures = inside ? await figuresOfYear(_id, year) : await confirmedFigures(_id, year);
      const answers = figures.map(figureAnswer);
      // A paper, its name included, is for those who may open it.
      return { items: inside ? answers : answers.map((each) => ({ ...each, paper: null })) };
    },
  )
  .on(
    "post",
    "/partnerships/{id}/record/{year}",
    {
      summary: "Enter a figure, or a correction of one; it counts once the other side has confirmed it",
      roles: OFFICIALS,
      params: ByYear,
      body: FigureBody,
      answer: FigureAnswer,
      status: 201,
    },
    async ({ params, body, viewer }) => {
      const at = now();
      const inside = await goInside(viewer as Viewer, params.id, at);
      const year = readRecordYear(params.year, at);
      const paper = await paperOf(inside, placeOf(inside, year), sentOf(body.document), at);
      return figureAnswer(await enterFigure(inside, { ...bodyOf(body), year, paper }, at));
    },
  )
  .on(
    "post",
    "/partnerships/{id}/record/{year}/confirmation",
    {
      summary: "The other side confirms figures it has read, all in one step",
      roles: OFFICIALS,
      params: ByYear,
      body: z.strictObject({ ...proofFields, figures: z.array(z.string().max(60)).min(1).max(60) }),
    },
    async ({ params, body, viewer }) => {
      const at = now();
      const inside = await goInside(viewer as Viewer, params.id, at);
      await confirmFigures(inside, { ...body, year: readRecordYear(params.year, at) }, at);
    },
  )
  .on(
    "post",
    "/partnerships/{id}/record/{year}/figures/{figure}/rejection",
    {
      summary: "The other side sends a figure back with the reason",
      roles: OFFICIALS,
      params: ByFigure,
      body: z.strictObject({ reason }),
    },
    async ({ params, body, viewer }) => {
      const at = now();
      const inside = await goInside(viewer as Viewer, params.id, at);
      await rejectFigure(inside, { ...body, year: readRecordYear(params.year, at), figure: params.figure }, at);
    },
  )
  .on(
    "post",
    "/partnerships/{id}/record/{year}/figures/{figure}/withdrawal",
    {
      summary: "The office that entered a figure takes it back",
      roles: OFFICIALS,
      params: ByFigure,
      body: z.strictObject({}),
    },
    async ({ params, viewer }) => {
      const at = now();
      const inside = await goInside(viewer as Viewer, params.id, at);
      await withdrawFigure(inside, { year: readRecordYear(params.year, at), figure: params.figure }, at);
    },
  );

takesPapers(recordApi, "/partnerships/{id}/record/{year}", (inside, year, at) =>
  placeOf(inside, readRecordYear(year, at)),
);
