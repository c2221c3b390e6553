import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { proveAgain, wayToProve } from "../../accounts/two-factor/prove-again";
import { closableFrom } from "../../credits/statements/book-month";
import { gazetteer } from "../../regions/gazetteer";
import { type FieldError, Refusal } from "../../shared/errors";
import { attempt, paragraph, read, typed, withoutEmpty } from "../../shared/form";
import { DOCX, writeLetter } from "../../shared/papers/docx";
import { dayOf, type Month, monthOf, now } from "../../shared/time";
import { allow, hasDuty, mustHaveDuty, type Viewer, viewerOf } from "../../shared/viewer";
import type { Words } from "../../shared/words";
import { bulletinView, draftOf, piecesOf } from "./bulletin";
import { bulletinPdf } from "./bulletin-pdf";
import { monthBefore } from "./figures";
import { contentOf, hashContent } from "./issue/content";
import { ProposeForm } from "./issue/issue-forms";
import { draftIssues, issues } from "./issue/issue-view";
import { issueHref, keepProposal, readyIssue } from "./issue/propose-issue";
import { knownMonths, mustKnow } from "./known-months";
import { writeNote } from "./note";

/** The month's bulletin, written by the figures and finished by the city's officials. */
export const bulletinPages: Router = Router();

/** An empty field never empties the paragraph: that has a button of its own. */
const Note = z.object({ note: paragraph(2000).pipe(z.string().min(1, "note_empty")).prefault("") });

bulletinPages.use("/bulletins", allow("city_official", "admin"), (_req, res, next) => {
  res.set("Cache-Control", "no-store");
  next();
});

bulletinPages.get("/bulletins/draft", async (_req, res) => {
  const months = await knownMonths(now());
  const last = monthBefore(monthOf(now()));
  res.redirect(303, `/bulletins/${months.includes(last) ? last : (months.at(-1) ?? last)}`);
});

bulletinPages.get("/bulletins/:file", async (req, res) => {
  const [, name = "", kind] = /^(20\d\d-\d\d)(?:\.(pdf|docx))?$/.exec(req.params.file) ?? [];
  const month = await mustKnow(name, now());
  if (!kind) return draw(req, res, { month });
  const body = await draftPaper(month, kind as "pdf" | "docx", req.words);
  res.set({
    "Content-Type": kind === "pdf" ? "application/pdf" : DOCX,
    "Content-Disposition": `attachment; filename="bulletin-${month}.${kind}"`,
    "X-Content-Type-Options": "nosniff",
  });
  res.send(body);
});

async function draftPaper(month: Month, kind: "pdf" | "docx", words: Words): Promise<Buffer> {
  const book = await gazetteer();
  const view = bulletinView(await draftOf(month, { gazetteer: book, at: now() }), { gazetteer: book, words });
  const pieces = piecesOf(view, words);
  if (kind === "docx") return writeLetter(pieces);
  const head = { title: view.title, author: words.t("common:site.name"), at: view.asOf };
  const note = words.t("bulletin:asOf", { at: dayOf(view.asOf) });
  const page = (number: number, pages: number) => words.t("settlements:paper.page", { page: number, pages });
  return bulletinPdf({ ...head, note, page }, pieces);
}

bulletinPages.post("/bulletins/:month/note/removal", async (req, res) => {
  mustHaveDuty(viewerOf(req), "finance");
  const month = await mustKnow(req.params.month, now());
  await writeNote(month, { text: "", by: viewerOf(req) }, now());
  res.redirect(303, `/bulletins/${month}`);
});

bulletinPages.post("/bulletins/:month/note", async (req, res) => {
  mustHaveDuty(viewerOf(req), "finance");
  const month = await mustKnow(req.params.month, now());
  const form = read(Note, withoutEmpty(req.body));
  if (!form.ok) return draw(req, res.status(422), { month, refused: form.errors });
  await writeNote(month, { text: form.value.note, by: viewerOf(req) }, now());
  res.redirect(303, `/bulletins/${month}`);
});

bulletinPages.post("/bulletins/:month/issue", async (req, res) => {
  if (!issues(req.viewer)) throw new Refusal("FORBIDDEN");
  const month = await mustKnow(req.params.month, now());
  const form = read(ProposeForm, withoutEmpty(req.body));
  const result = form.ok
    ? await attempt(async () => {
        const issue = await readyIssue(month, form.value, viewerOf(req), now()).catch(orChanged);
        if (issue === "changed") return issue;
        // Only now: nobody's code is used up for what cannot be proposed.
        await proveAgain(viewerOf(req), form.value, now());
        await keepProposal(issue, viewerOf(req), now());
        return issue;
      })
    : form;
  if (!result.ok) return draw(req, res.status(422), { month, proposing: result.errors });
  if (result.value === "changed") return draw(req, res.status(409), { month, changed: true });
  res.redirect(303, `${issueHref(result.value._id)}?done=proposal`);
});

/** What was read has moved: the page is drawn again, with what was typed. */
function orChanged(error: unknown): "changed" {
  if (error instanceof Refusal && error.code === "BULLETIN_CHANGED") return "changed";
  throw error;
}

interface Drawn {
  month: Month;
  /** What is wrong with the paragraph, and with the proposal. */
  refused?: FieldError[];
  proposing?: FieldError[];
  changed?: boolean;
}

async function draw(req: Request, res: Response, { month, refused, proposing, changed }: Drawn): Promise<void> {
  const [book, at, viewer] = [await gazetteer(), now(), viewerOf(req)];
  const draft = await draftOf(month, { gazetteer: book, at });
  const view = bulletinView(draft, { gazetteer: book, words: req.words });
  const given = typed(req.body, ["note", "number", "correction"]);
  res.render("bulletin/show", {
    ...view,
    months: (await knownMonths(now()))
      .toReversed()
      .slice(0, 24)
      .map((each) => ({ href: `/bulletins/${each}`, text: each, current: each === month })),
    written: (refused && given.note?.trim()) || (view.note?.text ?? ""),
    writes: hasDuty(viewer.organisation?.role ?? "member", "finance"),
    errors: refused ?? [],
    issue: await draftIssues(month, req.words),
    changed,
    propose: await proposeModel(viewer, { month, at, hash: hashContent(contentOf(draft, book)) }, { given, proposing }),
  });
}

/** The form that proposes the month; null for those who propose nothing, and before it has ended. */
async function proposeModel(
  viewer: Viewer,
  { month, at, hash }: { month: Month; at: Date; hash: string },
  { given, proposing }: { given: Record<string, string>; proposing: FieldError[] | undefined },
) {
  if (!issues(viewer) || at < closableFrom(month)) return null;
  return {
    contentHash: hash,
    way: await wayToProve(viewer.id),
    number: given.number ?? "",
    correction: given.correction ?? "",
    errors: proposing ?? [],
  };
}
