import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { firstMonth } from "../../../credits/totals/read-totals";
import { OFFICIALS } from "../../../credits/visible";
import { gazetteer } from "../../../regions/gazetteer";
import { notFound, type Refusal } from "../../../shared/errors";
import { attempt, mustRead } from "../../../shared/form";
import { limit } from "../../../shared/rate-limit";
import { HOUR, now, yearOf } from "../../../shared/time";
import { allow, viewerOf } from "../../../shared/viewer";
import { cancelExport, startExport } from "../jobs/ask";
import { exportsOf } from "../jobs/job";
import { whileOpen } from "../jobs/open";
import { FORMATS } from "../kinds/kind";
import { KIND_NAMES } from "../kinds/kinds";
import { formView, jobView, kindLinks } from "./export-view";
import { giveAtOnce, giveKept } from "./give";
import { readParams } from "./read-ask";

/** Files of the ledger for officials: small ones at once, large ones made beside the pages' work. */
export const exportPages: Router = Router();

const Kind = z.object({ kind: z.enum(KIND_NAMES) });
const Format = z.object({ format: z.enum(FORMATS).default("xlsx") });
const ExportIdText = z.string().regex(/^exp_[0-9a-z]{10,40}$/);

/** A file of many pages is not asked for every second. */
export const fileLimit = limit("exports", { windowMs: HOUR, max: 120, keyOf: (req) => req.viewer?.id });

exportPages.use("/exports", allow(...OFFICIALS), (_req, res, next) => {
  res.set("Cache-Control", "no-store");
  next();
});

exportPages.get("/exports", async (req, res) => {
  const jobs = (await exportsOf(viewerOf(req).id)).map((job) => jobView(job, req.words));
  res.render("exports/list", {
    title: req.words.t("exports:list.title"),
    jobs,
    working: jobs.some(({ open }) => open),
    kinds: kindLinks(req.words),
  });
});

exportPages.get("/exports/new", (req, res) => drawForm(req, res, req.query, []));

exportPages.get("/exports/file", fileLimit, async (req, res) => {
  const asked = await askedBy(req, req.query);
  const given = await giveAtOnce(res, asked, now());
  if (!given) res.redirect(303, `/exports/new?${new URLSearchParams({ ...asked.params, kind: asked.kind })}`);
});

exportPages.post("/exports", fileLimit, async (req, res) => {
  const started = await attempt(async () => startExport(await askedBy(req, req.body), now()));
  if (!started.ok) return drawForm(req, res.status(422), req.body, started.errors);
  res.redirect(303, "/exports");
});

exportPages.post("/exports/:id/cancellation", async (req, res) => {
  await cancelExport({ viewer: viewerOf(req), id: idOf(req) }, now());
  res.redirect(303, "/exports");
});

exportPages.get("/exports/:id/file", async (req, res) =>
  giveKept(res, { viewer: viewerOf(req), id: idOf(req) }, now()),
);

/** Anything that is no id of ours is not there. */
export function idOf(req: Request): string {
  const id = ExportIdText.safeParse(req.params.id);
  if (!id.success) throw notFound();
  return id.data;
}

async function askedBy(req: Request, given: unknown) {
  const { kind } = mustRead(Kind, given, "INVALID_QUERY");
  const { format } = mustRead(Format, given);
  return { kind, format, params: readParams(given, await gazetteer()), viewer: viewerOf(req), words: req.words };
}

async function drawForm(req: Request, res: Response, given: unknown, errors: Refusal["fields"]): Promise<void> {
  const [at, book, viewer, { words }] = [now(), await gazetteer(), viewerOf(req), req];
  const { kind } = mustRead(Kind, given, "INVALID_QUERY");
  const params = readParams(given, book);
  const first = Number((await firstMonth())?.slice(0, 4) ?? yearOf(at));
  const years = Array.from({ length: yearOf(at) - Math.min(first, yearOf(at)) + 1 }, (_, back) => yearOf(at) - back);
  const model = await whileOpen({ kind, params, viewer, words }, at, async (opened) =>
    formView({ kind, params, opened, viewer, gazetteer: book, words, at, years }),
  );
  res.render("exports/new", { ...model, errors });
}
