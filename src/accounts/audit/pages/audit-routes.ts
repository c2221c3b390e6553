import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import express, { type Request, type Response } from "express";
import { z } from "zod";
import { read } from "../../../shared/form";
import { limit } from "../../../shared/rate-limit";
import { dayOf, HOUR, now } from "../../../shared/time";
import { allow, viewerOf } from "../../../shared/viewer";
import { sessionOf } from "../../sign-in/sign-in";
import { audit } from "../audit";
import { auditPage, auditRecord, countFound, everyFound, type Search, scopesOf, searchFields } from "../search";
import { auditWatch } from "../watch";
import { auditLines } from "./audit-csv";
import { addressOf, deedGroups, recordView, rowView } from "./audit-view";

export const auditPages = express.Router();

const PAGE = 50;
const SearchForm = z.object({ ...searchFields, cursor: z.string().max(400).optional() });
const RecordId = z.string().regex(/^audit_[0-9a-z]{10,40}$/);

auditPages.use("/desk/audit", allow(), (req, res, next) => {
  sessionOf(req);
  scopesOf(viewerOf(req));
  res.set("Cache-Control", "no-store");
  next();
});

auditPages.get("/desk/audit", async (req, res) => {
  const { search, cursor, errors } = searchOf(req);
  const viewer = viewerOf(req);
  const { items, nextCursor } = await auditPage(viewer, search, { limit: PAGE, cursor });
  const watch = await auditWatch();
  res.status(errors.length > 0 ? 422 : 200).render("accounts/audit", {
    title: req.words.t("audit:title"),
    all: scopesOf(viewer) === null,
    rows: items.map((record) => rowView(record, viewer, req.words)),
    deeds: deedGroups(req.words),
    search,
    errors,
    searched: Object.keys(search).length > 0,
    firstHref: cursor ? addressOf("/desk/audit", search) : null,
    nextHref: nextCursor ? addressOf("/desk/audit", search, { cursor: nextCursor }) : null,
    fileHref: items.length > 0 ? addressOf("/desk/audit.csv", search) : null,
    verified: watch?.verified ?? null,
    broken: watch?.broken ?? null,
  });
});

/** A file of many pages is not asked for every minute. */
const fileLimit = limit("audit-file", { windowMs: HOUR, max: 20, keyOf: (req) => req.viewer?.id });

auditPages.get("/desk/audit.csv", allow(), fileLimit, async (req, res) => {
  sessionOf(req);
  const viewer = viewerOf(req);
  const { search } = searchOf(req);
  const at = now();
  const rows = await countFound(viewer, search);
  const note = new URLSearchParams(Object.entries(search).filter((pair): pair is [string, string] => !!pair[1]));
  await audit(
    {
      what: "audit.exported",
      subject: { kind: "audit", id: "audit" },
      by: viewer,
      after: { rows },
      note: String(note),
    },
    at,
  );
  res.set({
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="audit-${dayOf(at)}.csv"`,
    "Cache-Control": "no-store",
  });
  await pipeline(Readable.from(auditLines(everyFound(viewer, search), viewer, req.words)), res);
});

auditPages.get("/desk/audit/:id", async (req, res, next) => drawRecord(req, res).catch(next));

async function drawRecord(req: Request, res: Response): Promise<void> {
  const viewer = viewerOf(req);
  const id = RecordId.catch("").parse(req.params.id);
  const record = recordView(await auditRecord(viewer, id), viewer, req.words);
  res.render("accounts/audit-record", {
    title: record.what,
    breadcrumb: { items: [{ href: "/desk/audit", text: req.words.t("audit:title") }], current: record.what },
    record,
  });
}

/** What cannot be read is left out of the search and said beside its field. */
function searchOf(req: Request) {
  const given = Object.fromEntries(Object.entries(req.query).filter(([, value]) => value !== ""));
  const form = read(SearchForm, given);
  if (!form.ok) return { search: {} as Search, cursor: undefined, errors: form.errors };
  const { cursor, ...search } = form.value;
  return { search: search as Search, cursor, errors: [] };
}
