import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { proofFields, wayToProve } from "../../../accounts/two-factor/prove-again";
import { gazetteer } from "../../../regions/gazetteer";
import { attempt, digits, type FormResult, read, typed, withoutEmpty } from "../../../shared/form";
import { now } from "../../../shared/time";
import { sendFile } from "../../../shared/uploads/files";
import { allow, viewerOf } from "../../../shared/viewer";
import { confirmDeclaration } from "../deeds/confirm";
import { answerCorrection, askCorrection } from "../deeds/correct";
import { openEvidence } from "../deeds/keep-evidence";
import { reason, rejectDeclaration, withdrawDeclaration } from "../deeds/turn-down";
import { CONCERNED, CONFIRMERS, DECLARERS, declarationFor, sideOf } from "../record/concerning";
import type { Declaration } from "../record/declaration";
import { around } from "./around-case";
import { caseView, type Showing } from "./case-view";

export const casePages: Router = Router();

const concerned = allow(...CONCERNED);
const confirmer = allow(...CONFIRMERS);
casePages.param("id", (_req, _res, next, id: string) => next(id.startsWith("dec_") ? undefined : "route"));

const version = digits(1, 999_999).optional();
const Confirmation = z.strictObject({ ...proofFields, version });
const Rejection = z.strictObject({ reason: reason.default(""), version });
const Correction = z.strictObject({ ...proofFields, reason });
const Decision = z.strictObject({ ...proofFields, agree: z.enum(["yes", "no"]) });

casePages.get("/declarations/:id", concerned, (req, res) => draw(req, res, null));

casePages.get("/declarations/:id/evidence/:evidence", concerned, async (req, res) => {
  const file = await openEvidence(viewerOf(req), String(req.params.id), String(req.params.evidence));
  sendFile(res, file, "inline");
});

for (const side of ["county", "helper"] as const)
  casePages.post(`/declarations/:id/${side}-confirmation`, confirmer, async (req, res) => {
    const { notes, rest } = withNotes(req.body);
    await run(req, res, {
      form: "confirmation",
      done: `confirmed_by_${side}`,
      asked: read(Confirmation, rest),
      deed: (given, id, at) => confirmDeclaration(viewerOf(req), { id, side, notes, ...given }, at),
    });
  });

casePages.post("/declarations/:id/rejection", confirmer, (req, res) =>
  run(req, res, {
    form: "rejection",
    done: "rejected",
    asked: read(Rejection, withoutEmpty(req.body)),
    deed: (given, id, at) => rejectDeclaration(viewerOf(req), { id, ...given }, at),
  }),
);

casePages.post("/declarations/:id/withdrawal", allow(...DECLARERS), async (req, res) => {
  const { _id } = await withdrawDeclaration(viewerOf(req), String(req.params.id), now());
  res.redirect(303, `/declarations/${_id}?done=withdrawn`);
});

casePages.post("/declarations/:id/correction", confirmer, (req, res) =>
  run(req, res, {
    form: "correction",
    done: "correction_asked",
    asked: read(Correction, withoutEmpty(req.body)),
    deed: (given, id, at) => askCorrection(viewerOf(req), { id, ...given }, at),
  }),
);

casePages.post("/declarations/:id/correction-decision", confirmer, (req, res) =>
  run(req, res, {
    form: "decision",
    done: (req.body as Record<string, unknown>)?.agree === "yes" ? "corrected" : "correction_refused",
    asked: read(Decision, withoutEmpty(req.body)),
    deed: ({ agree, ...given }, id, at) =>
      answerCorrection(viewerOf(req), { id, agree: agree === "yes", ...given }, at),
  }),
);

interface Deed<T> {
  form: string;
  done: string;
  asked: FormResult<T>;
  deed(given: T, id: string, at: Date): Promise<Declaration>;
}

/** One deed of the page: done and told, or the page again with a word beside each field. */
async function run<T>(req: Request, res: Response, { form, done, asked, deed }: Deed<T>): Promise<void> {
  const id = String(req.params.id);
  const result = asked.ok ? await attempt(() => deed(asked.value, id, now())) : asked;
  if (result.ok) return res.redirect(303, `/declarations/${id}?done=${done}`);
  const notes = Object.keys((req.body ?? {}) as object).filter((name) => name.startsWith("notes."));
  await draw(req, res.status(422), { form, errors: result.errors, typed: typed(req.body, ["reason", ...notes]) });
}

/** The words given to each signal, and the rest of the form. */
function withNotes(body: unknown): { notes: Record<string, string>; rest: Record<string, unknown> } {
  const all = Object.entries(withoutEmpty(body));
  const isNote = ([name, value]: [string, unknown]): boolean => name.startsWith("notes.") && typeof value === "string";
  return {
    notes: Object.fromEntries(all.filter(isNote).map(([name, value]) => [name.slice(6), String(value)])),
    rest: Object.fromEntries(all.filter((pair) => !isNote(pair))),
  };
}

const DONE = [
  "submitted",
  "withdrawn",
  "rejected",
  "confirmed_by_county",
  "confirmed_by_helper",
  "correction_asked",
  "correction_refused",
  "corrected",
];

async function draw(req: Request, res: Response, refused: Showing["refused"]): Promise<void> {
  const viewer = viewerOf(req);
  const declaration = await declarationFor(viewer, String(req.params.id));
  const done = DONE.find((each) => each === req.query.done);
  const side = sideOf(viewer, declaration);
  res.set("Cache-Control", "no-store").render(
    "declarations/show",
    caseView({
      ...{ declaration, viewer, refused, gazetteer: await gazetteer(), words: req.words },
      ...(await around(declaration, viewer)),
      way: side ? await wayToProve(viewer.id) : null,
      done: done && !refused ? req.words.t(`declarations:done.${done}`) : null,
    }),
  );
}
