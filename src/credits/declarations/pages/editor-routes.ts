import { type Request, type Response, Router } from "express";
import { gazetteer } from "../../../regions/gazetteer";
import type { FieldError } from "../../../shared/errors";
import { attempt } from "../../../shared/form";
import { now } from "../../../shared/time";
import { filesOf, takesFiles } from "../../../shared/uploads/upload";
import { allow, viewerOf } from "../../../shared/viewer";
import { bringEvidence, EVIDENCE_BYTES, removeEvidence } from "../deeds/keep-evidence";
import { submitDeclaration } from "../deeds/submit";
import { withdrawDeclaration } from "../deeds/turn-down";
import { dropDraft, mustBeWritable, saveContent, startDeclaration } from "../deeds/write";
import { DECLARERS, ownDeclaration } from "../record/concerning";
import type { DeclarationContent } from "../record/content";
import type { Declaration } from "../record/declaration";
import { EDITABLE } from "../record/states";
import { editorView } from "./editor-view";
import { applyButton, typedContent } from "./typed-form";

export const editorPages: Router = Router();

const declarer = allow(...DECLARERS);
editorPages.param("id", (_req, _res, next, id: string) => next(id.startsWith("dec_") ? undefined : "route"));

editorPages.post("/declarations", declarer, async (req, res) => {
  const { _id } = await startDeclaration(viewerOf(req), {}, now());
  res.redirect(303, `/declarations/${_id}/edit`);
});

editorPages.get("/declarations/:id/edit", declarer, async (req, res) => {
  const declaration = await ownDeclaration(viewerOf(req), String(req.params.id));
  if (!EDITABLE.includes(declaration.state)) return res.redirect(303, `/declarations/${declaration._id}`);
  await draw(req, res, { declaration });
});

takesFiles("/declarations/:id/edit", { field: "evidence", maxFiles: 1, maxBytes: EVIDENCE_BYTES });

/** Every button saves what was typed first, and then does its own. */
editorPages.post("/declarations/:id/edit", declarer, async (req, res) => {
  const [viewer, at] = [viewerOf(req), now()];
  const found = await ownDeclaration(viewer, String(req.params.id));
  mustBeWritable(viewer, found);
  const body = (req.body ?? {}) as Record<string, unknown>;
  const button = typeof body.do === "string" ? body.do : "save";
  const content = applyButton(typedContent(found.content, body), button);
  if (body.version !== String(found.version)) {
    if (button === "autosave") return void res.status(409).json({ version: null });
    return draw(req, res.status(409), { declaration: found, content, stale: true });
  }
  const saved = await saveContent(viewer, found, content, at);
  if (button === "autosave") return void res.json({ version: saved.version });
  const done = await attempt(() => press(req, saved, button, at));
  if (!done.ok) {
    const declaration = await ownDeclaration(viewer, saved._id);
    return draw(req, res.status(422), { declaration, errors: done.errors });
  }
  res.redirect(303, done.value);
});

/** What a button does once everything is saved; where to go then. */
async function press(req: Request, { _id: id, state }: Declaration, button: string, at: Date): Promise<string> {
  const viewer = viewerOf(req);
  const editor = `/declarations/${id}/edit`;
  const [what, which] = button.split(":");
  const file = filesOf(req)[0];
  if (what === "submit") {
    await submitDeclaration(viewer, id, at);
    return `/declarations/${id}?done=submitted`;
  }
  if (what === "discard" && state === "draft") {
    await dropDraft(await ownDeclaration(viewer, id));
    return "/declarations";
  }
  if (what === "withdraw") {
    await withdrawDeclaration(viewer, id, at);
    return `/declarations/${id}?done=withdrawn`;
  }
  if (what === "evidence-remove" && which) {
    await removeEvidence(viewer, id, which, at);
    return `${editor}#papers`;
  }
  if (what === "evidence-add" || file) {
    const kind = String((req.body as Record<string, unknown>).evidenceKind ?? "");
    await bringEvidence(viewer, { id, kind, file }, at);
    return `${editor}#papers`;
  }
  return what === "line-add" || what === "line-remove" ? `${editor}#lines` : editor;
}

interface Drawn {
  declaration: Declaration;
  content?: DeclarationContent;
  errors?: FieldError[];
  stale?: boolean;
}

async function draw(req: Request, res: Response, { declaration, content, errors = [], stale = false }: Drawn) {
  const view = editorView({
    ...{ declaration, content: content ?? declaration.content, errors, stale },
    ...{ gazetteer: await gazetteer(), at: now(), words: req.words },
  });
  res.set("Cache-Control", "no-store").render("declarations/edit", view);
}
