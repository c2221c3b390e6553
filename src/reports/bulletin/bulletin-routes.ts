import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { firstMonth } from "../../credits/totals/read-totals";
import { gazetteer } from "../../regions/gazetteer";
import { notFound } from "../../shared/errors";
import { type FormResult, paragraph, read, typed, withoutEmpty } from "../../shared/form";
import { DOCX, writeLetter } from "../../shared/papers/docx";
import { isMonth, type Month, monthOf, monthsFrom, now } from "../../shared/time";
import { allow, hasDuty, mustHaveDuty, viewerOf } from "../../shared/viewer";
import { bulletinView, piecesOf } from "./bulletin";
import { bulletinPdf } from "./bulletin-pdf";
import { monthBefore } from "./figures";
import { writeNote } from "./note";

/** The month's bulletin, written by the figures and finished by the city's officials. */
export const bulletinPages: Router = Router();

/** An empty field never empties the paragraph: that has a button of its own. */
const Note = z.object({ note: paragraph(2000).pipe(z.string().min(1, "note_empty")).prefault("") });

bulletinPages.use("/bulletins", allow("city_official", "admin"), (_req, res, next) => {
  res.set("Cache-Control", "no-store");
  next();
});

bulletinPages.get("/bulletins", async (_req, res) => {
  const months = await knownMonths();
  const last = monthBefore(monthOf(now()));
  res.redirect(303, `/bulletins/${months.includes(last) ? last : (months.at(-1) ?? last)}`);
});

bulletinPages.get("/bulletins/:file", async (req, res) => {
  const [, name = "", kind] = /^(20\d\d-\d\d)(?:\.(pdf|docx))?$/.exec(req.params.file) ?? [];
  const month = await mustKnow(name);
  if (!kind) return draw(req, res, month);
  const view = await bulletinView(month, { gazetteer: await gazetteer(), at: now(), words: req.words });
  const body = kind === "pdf" ? await bulletinPdf(view, req.words) : await writeLetter(piecesOf(view, req.words));
  res.set({
    "Content-Type": kind === "pdf" ? "application/pdf" : DOCX,
    "Content-Disposition": `attachment; filename="bulletin-${month}.${kind}"`,
    "X-Content-Type-Options": "nosniff",
  });
  res.send(body);
});

bulletinPages.post("/bulletins/:month/note/removal", async (req, res) => {
  mustHaveDuty(viewerOf(req), "finance");
  const month = await mustKnow(req.params.month);
  await writeNote(month, { text: "", by: viewerOf(req) }, now());
  res.redirect(303, `/bulletins/${month}`);
});

bulletinPages.post("/bulletins/:month/note", async (req, res) => {
  mustHaveDuty(viewerOf(req), "finance");
  const month = await mustKnow(req.params.month);
  const form = read(Note, withoutEmpty(req.body));
  if (!form.ok) return draw(req, res.status(422), month, form);
  await writeNote(month, { text: form.value.note, by: viewerOf(req) }, now());
  res.redirect(303, `/bulletins/${month}`);
});

const knownMonths = async (): Promise<Month[]> => {
  const current = monthOf(now());
  return monthsFrom((await firstMonth()) ?? current, current);
};

async function mustKnow(name: string): Promise<Month> {
  if (!isMonth(name) || !(await knownMonths()).includes(name)) throw notFound();
  return name;
}

async function draw(
  req: Request,
  res: Response,
  month: Month,
  refused?: FormResult<unknown> & { ok: false },
): Promise<void> {
  const view = await bulletinView(month, { gazetteer: await gazetteer(), at: now(), words: req.words });
  res.render("bulletin/show", {
    ...view,
    months: (await knownMonths())
      .toReversed()
      .slice(0, 24)
      .map((each) => ({ href: `/bulletins/${each}`, text: each, current: each === month })),
    written: (refused && typed(req.body, ["note"]).note?.trim()) || (view.note?.text ?? ""),
    writes: hasDuty(viewerOf(req).organisation?.role ?? "member", "finance"),
    errors: refused?.errors ?? [],
  });
}
