import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Request, type Response, Router } from "express";
import { z } from "zod";
import { proofFields, proveAgain, wayToProve } from "../../../accounts/two-factor/prove-again";
import { OFFICIALS } from "../../../credits/visible";
import type { Till } from "../../../payments/checkout/open-payment";
import { gazetteer } from "../../../regions/gazetteer";
import { type FieldError, Refusal } from "../../../shared/errors";
import { attempt, read, withoutEmpty } from "../../../shared/form";
import { limit } from "../../../shared/rate-limit";
import { HOUR, now } from "../../../shared/time";
import { allow, viewerOf } from "../../../shared/viewer";
import { Names } from "../../names";
import { CODES, type Code } from "../found";
import { inBatches, listDifferences } from "../record/differences";
import { rebuildTotals } from "../record/mend";
import type { Recount } from "../record/recount-record";
import { noticeCutOff, startRecount } from "../record/start";
import { groupsOf } from "./difference-view";
import { differenceLines } from "./differences-csv";
import { lineOf, recountView } from "./recount-view";
import { booksFor, mayMend, recountFor, recountsFor } from "./whose";

const officials = allow(...OFFICIALS);
const PAGE = 50;
/** A page of a run that goes on asks again by itself after so many seconds, script or no script. */
const REFRESH_SECONDS = "3";
const Proof = z.strictObject(proofFields);

/** Everything is read for one recount; more in an hour than this is a mistake. */
export const recountLimit = limit("recount", { windowMs: HOUR, max: 20, keyOf: (req) => req.viewer?.id });

/** The recounts of an official's books: the list, the button, each run and its differences. */
export function recountsPages({ provider }: Till): Router {
  const pages = Router();

  pages.get("/recounts", officials, async (req, res) => {
    const { words } = req;
    const [at, book] = [now(), await gazetteer()];
    const own = booksFor(viewerOf(req), book, at);
    await noticeCutOff();
    const runs = (await recountsFor(own?.ids ?? null)).map((recount) => lineOf(recount, book, words));
    res.set("Cache-Control", "no-store").render("recount/list", {
      title: words.t("recount:title"),
      all: own === null,
      runs,
      running: runs.find(({ outcome }) => outcome === "running")?.href ?? null,
      another: req.query.another === "1",
    });
  });

  pages.post("/recounts", officials, recountLimit, async (req, res) => {
    const viewer = viewerOf(req);
    const [at, book] = [now(), await gazetteer()];
    const books = booksFor(viewer, book, at);
    const { recount } = await startRecount({ how: "asked", by: viewer, books, provider }, at);
    const seen = await recountFor(viewer, recount._id, { book, at }).catch(() => null);
    res.redirect(303, seen ? `/recounts/${recount._id}` : "/recounts?another=1");
  });

  pages.get("/recounts/:id.csv", officials, async (req, res) => {
    const recount = await asked(req);
    const names = new Names(await gazetteer(), req.words);
    res.set({
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${recount._id}.csv"`,
      "Cache-Control": "no-store",
    });
    await pipeline(Readable.from(differenceLines(inBatches(recount._id), req.words, names)), res);
  });

  pages.get("/recounts/:id", officials, async (req, res) => {
    await noticeCutOff();
    await draw(req, res, await asked(req));
  });

  pages.post("/recounts/:id/rebuild", allow("city_official", "admin"), async (req, res) => {
    const viewer = viewerOf(req);
    if (!mayMend(viewer)) throw new Refusal("FORBIDDEN");
    const recount = await asked(req);
    if (recount.state !== "done") throw new Refusal("STILL_RUNNING");
    const given = read(Proof, withoutEmpty(req.body));
    const result = given.ok ? await attempt(() => proveAgain(viewer, given.value, now())) : given;
    if (!result.ok) return draw(req, res.status(422), recount, result.errors);
    await rebuildTotals(recount._id, viewer, now());
    res.redirect(303, `/recounts/${recount._id}`);
  });

  return pages;
}

const asked = async (req: Request): Promise<Recount> =>
  recountFor(viewerOf(req), String(req.params.id), { book: await gazetteer(), at: now() });

async function draw(req: Request, res: Response, recount: Recount, errors: FieldError[] = []): Promise<void> {
  const { words } = req;
  const viewer = viewerOf(req);
  const book = await gazetteer();
  const code = Object.keys(CODES).find((each) => each === req.query.code) as Code | undefined;
  const cursor = typeof req.query.cursor === "string" ? req.query.cursor : undefined;
  const { items, nextCursor } = await listDifferences(recount._id, { books: null, code, limit: PAGE, cursor });
  const view = await recountView(recount, { code, words });
  const more = new URLSearchParams({ ...(code && { code }), cursor: nextCursor ?? "" });
  res.set("Cache-Control", "no-store");
  if (view.running || recount.mend?.state === "running") res.set("Refresh", REFRESH_SECONDS);
  res.render("recount/recount", {
    ...view,
    title: words.t("recount:title"),
    groups: groupsOf(items, { words, names: new Names(book, words), book }),
    firstHref: cursor ? `/recounts/${recount._id}${code ? `?code=${code}` : ""}` : null,
    nextHref: nextCursor ? `/recounts/${recount._id}?${more}` : null,
    mayMend: mayMend(viewer) && view.mendable,
    way: mayMend(viewer) && view.mendable ? await wayToProve(viewer.id) : null,
    errors,
  });
}
