import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { proofFields, wayToProve } from "../../../accounts/two-factor/prove-again";
import { OFFICIALS } from "../../../credits/visible";
import { figuresOfYear, type RecordFigure, RecordFigureModel } from "../../../regions/record/figure";
import { type FieldError, notFound } from "../../../shared/errors";
import { attempt, type FormResult, read, typed, withoutEmpty } from "../../../shared/form";
import { now } from "../../../shared/time";
import { fileById, sendFile } from "../../../shared/uploads/files";
import { filesOf, takesFiles } from "../../../shared/uploads/upload";
import { allow, viewerOf } from "../../../shared/viewer";
import { reason } from "../agreements/agreement-form";
import type { Refused } from "../agreements/agreement-view";
import { goInside, type Inside, stampOf } from "../inside";
import { PAPER_BYTES, paperOf } from "../kept-paper";
import { confirmFigures, rejectFigure, withdrawFigure } from "./decide-figure";
import { enterFigure, readRecordYear } from "./enter";
import { FIGURE_TYPED, FigureForm, figureOf } from "./record-form";
import { newFigureView, recordView } from "./record-view";

/** What the two sides did together beside the sales, year by year: entered by one, confirmed by the other. */
export const recordPages: Router = Router();
const HERE = "/partnerships/:id/record/:year";
const officials = allow(...OFFICIALS);
takesFiles(HERE, { field: "document", maxFiles: 1, maxBytes: PAPER_BYTES });

async function asked(req: Request): Promise<{ inside: Inside; year: number; path: string }> {
  const inside = await goInside(viewerOf(req), String(req.params.id), now());
  const year = readRecordYear(req.params.year, now());
  return { inside, year, path: `/partnerships/${inside.partnership._id}/record/${year}` };
}

recordPages.get(HERE, officials, (req, res) => draw(req, res, null));

const DONE = ["entered", "confirmation", "rejection", "withdrawal"];

async function draw(req: Request, res: Response, refused: Refused | null): Promise<void> {
  const { inside, year } = await asked(req);
  const done = DONE.find((each) => each === req.query.done);
  const model = recordView({
    ...{ inside, year, refused, at: now(), words: req.words },
    figures: await figuresOfYear(inside.partnership._id, year),
    way: await wayToProve(viewerOf(req).id),
    done: done && !refused ? req.words.t(`partnerships:done.${done}`) : null,
  });
  res.set("Cache-Control", "no-store").render("partnerships/record", model);
}

/** The figure in force on a line, where a form corrects one. */
async function standingOn(inside: Inside, year: number, line: unknown): Promise<RecordFigure | undefined> {
  if (typeof line !== "string" || line === "") return undefined;
  const { _id: partnership } = inside.partnership;
  const found = await RecordFigureModel.findOne({ partnership, year, line, state: "in_force" }).lean();
  return (found ?? undefined) as RecordFigure | undefined;
}

recordPages.get(`${HERE}/new`, officials, async (req, res) => {
  const { inside, year } = await asked(req);
  stampOf(inside, now());
  const standing = await standingOn(inside, year, req.query.line);
  const facts = { inside, year, standing, typed: {}, errors: [], paper: undefined, words: req.words };
  res.set("Cache-Control", "no-store").render("partnerships/figure-new", newFigureView(facts));
});

recordPages.post(HERE, officials, async (req, res) => {
  const at = now();
  const { inside, year, path } = await asked(req);
  const given = typed(req.body, FIGURE_TYPED);
  const place = `record:${inside.partnership._id}:${year}`;
  const sent = { file: filesOf(req)[0], kept: given.kept };
  const paper = await attempt(() => paperOf(inside, place, sent, at));
  const form = read(FigureForm, withoutEmpty(req.body));
  const result: FormResult<RecordFigure> =
    form.ok && paper.ok
      ? await attempt(async () => enterFigure(inside, { year, paper: paper.value, ...figureOf(form.value) }, at))
      : { ok: false, errors: [...(form.ok ? [] : form.errors), ...(paper.ok ? [] : paper.errors)] };
  if (result.ok) return res.redirect(303, `${path}?done=entered`);
  const kept = paper.ok && paper.value ? paper.value : null;
  const facts = {
    ...{ inside, year, errors: result.errors, paper: kept?.name, words: req.words },
    standing: await standingOn(inside, year, lineAsked(given, result.errors)),
    typed: { ...given, kept: kept?.file ?? "" },
  };
  res.status(422).render("partnerships/figure-new", newFigureView(facts));
});

/** Whoever enters anew what stands already is shown the form that corrects it, for a reason is asked for there. */
function lineAsked({ line, kind, promised }: Record<string, string>, errors: readonly FieldError[]) {
  if (line || !errors.some(({ code }) => code === "reason_for_change")) return line;
  return promised ? `${kind}-promised` : kind;
}

const ids = z.string().max(60);
const Confirmation = z.strictObject({
  ...proofFields,
  figures: z.union([ids.transform((one) => [one]), z.array(ids).min(1).max(60)]),
});

recordPages.post(`${HERE}/confirmation`, officials, async (req, res) => {
  const { inside, year, path } = await asked(req);
  const form = read(Confirmation, withoutEmpty(req.body));
  const result = form.ok ? await attempt(() => confirmFigures(inside, { year, ...form.value }, now())) : form;
  if (result.ok) return res.redirect(303, `${path}?done=confirmation`);
  await draw(req, res.status(422), { form: "confirmation", errors: result.errors, typed: {} });
});

recordPages.post(`${HERE}/figures/:figure/rejection`, officials, async (req, res) => {
  const { inside, year, path } = await asked(req);
  const figure = String(req.params.figure);
  const form = read(z.strictObject({ reason }), withoutEmpty(req.body));
  const result = form.ok ? await attempt(() => rejectFigure(inside, { year, figure, ...form.value }, now())) : form;
  if (result.ok) return res.redirect(303, `${path}?done=rejection`);
  const given = { ...typed(req.body, ["reason"]), figure };
  await draw(req, res.status(422), { form: "rejection", errors: result.errors, typed: given });
});

recordPages.post(`${HERE}/figures/:figure/withdrawal`, officials, async (req, res) => {
  const { inside, year, path } = await asked(req);
  await withdrawFigure(inside, { year, figure: String(req.params.figure) }, now());
  res.redirect(303, `${path}?done=withdrawal`);
});

recordPages.get(`${HERE}/figures/:figure/document`, officials, async (req, res) => {
  const { inside, year } = await asked(req);
  const { _id: partnership } = inside.partnership;
  const _id = String(req.params.figure);
  const found = (await RecordFigureModel.findOne({ _id, partnership, year }).lean()) as RecordFigure | null;
  if (!found?.paper) throw notFound();
  sendFile(res, await fileById(found.paper.file), "inline");
});
