import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Request, type Response, Router } from "express";
import type { FieldError } from "../../../shared/errors";
import { attempt } from "../../../shared/form";
import type { Column } from "../../../shared/tables/column";
import { writeCsv } from "../../../shared/tables/write-csv";
import { writeXlsx } from "../../../shared/tables/write-xlsx";
import { now } from "../../../shared/time";
import { filesOf, takesFiles } from "../../../shared/uploads/upload";
import { allow, viewerOf } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { declarerOf } from "../deeds/write";
import { confirmImport, startImport, TABLE_BYTES } from "../imports/bring-in";
import { COLUMNS, type ColumnName } from "../imports/columns";
import { type DeclarationImport, importOf, recentImports } from "../imports/import-record";
import type { LineError } from "../imports/read-table-rows";
import { DECLARERS } from "../record/concerning";
import { EXAMPLES, spokenIn } from "./import-words";

export const importPages: Router = Router();

const declarer = allow(...DECLARERS);
const SHOWN_ERRORS = 50;
const SHOWN_DRAFTS = 200;

importPages.get("/declarations/import", declarer, (req, res) => drawStart(req, res));

takesFiles("/declarations/import", { field: "file", maxFiles: 1, maxBytes: TABLE_BYTES });

importPages.post("/declarations/import", declarer, async (req, res) => {
  const started = await attempt(() => startImport(viewerOf(req), filesOf(req)[0], spokenIn(req.words), now()));
  if (!started.ok) return drawStart(req, res.status(422), started.errors);
  const { _id, state } = started.value;
  res.redirect(303, `/declarations/import/${_id}${state === "done" ? "?same=1" : ""}`);
});

const templateColumns = (words: Words): Column<Partial<Record<ColumnName, string>>>[] =>
  COLUMNS.map((name) => ({ title: words.t(`declarations:head.${name}`), of: (row) => row[name] ?? "" }));

importPages.get("/declarations/import/template.csv", declarer, async (req, res) => {
  res.type("text/csv; charset=utf-8").attachment("declarations-template.csv");
  await pipeline(Readable.from(writeCsv(templateColumns(req.words), EXAMPLES[req.words.language])), res);
});

importPages.get("/declarations/import/template.xlsx", declarer, async (req, res) => {
  const body = await writeXlsx(templateColumns(req.words), EXAMPLES[req.words.language]);
  res.type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  res.attachment("declarations-template.xlsx").send(body);
});

importPages.get("/declarations/import/:import", declarer, async (req, res) => {
  const { organisation } = await declarerOf(viewerOf(req));
  drawPreview(req, res, await importOf(organisation, String(req.params.import)));
});

importPages.get("/declarations/import/:import/errors.csv", declarer, async (req, res) => {
  const { organisation } = await declarerOf(viewerOf(req));
  const { mistakes } = await importOf(organisation, String(req.params.import));
  const { t } = req.words;
  const columns: Column<LineError>[] = [
    { title: t("declarations:import.row"), kind: "number", of: ({ line }) => line },
    { title: t("declarations:import.column"), of: (error) => errorView(error, req.words).column },
    { title: t("declarations:import.problem"), of: (error) => errorView(error, req.words).says },
  ];
  res.type("text/csv; charset=utf-8").set("Cache-Control", "no-store").attachment("declarations-errors.csv");
  await pipeline(Readable.from(writeCsv(columns, mistakes)), res);
});

importPages.post("/declarations/import/:import/confirmation", declarer, async (req, res) => {
  const viewer = viewerOf(req);
  const id = String(req.params.import);
  const done = await attempt(() => confirmImport(viewer, id, now()));
  if (done.ok) return res.redirect(303, `/declarations/import/${id}`);
  const { organisation } = await declarerOf(viewer);
  const mistakes = done.errors.flatMap(({ field, ...error }) => {
    const [, line, name] = field.split(".");
    return [{ ...error, line: Number(line), field: name ?? "" }];
  });
  drawPreview(req, res.status(422), { ...(await importOf(organisation, id)), mistakes });
});

const errorView = ({ line, field, code, params }: LineError, words: Words) => ({
  line,
  column: words.t(`declarations:head.${field}`),
  says: words.t(`fields:${code}`, { field, ...params }),
});

async function drawStart(req: Request, res: Response, errors: FieldError[] = []): Promise<void> {
  const { words } = req;
  const { organisation } = await declarerOf(viewerOf(req));
  res.set("Cache-Control", "no-store").render("declarations/import", {
    title: words.t("declarations:import.title"),
    crumbs: [{ href: "/declarations", text: words.t("declarations:title") }],
    errors,
    columns: COLUMNS.map((name) => words.t(`declarations:head.${name}`)),
    recent: (await recentImports(organisation)).map(({ _id, name, groups, at }) => ({
      ...{ href: `/declarations/import/${_id}`, name, count: groups.length, at },
    })),
  });
}

function drawPreview(req: Request, res: Response, found: DeclarationImport): void {
  const { words } = req;
  const { groups, mistakes, state } = found;
  const expired = state === "preview" && found.expiresAt <= now();
  res.set("Cache-Control", "no-store").render("declarations/preview", {
    title: words.t(state === "preview" ? "declarations:import.previewTitle" : "declarations:import.doneTitle"),
    crumbs: [
      { href: "/declarations", text: words.t("declarations:title") },
      { href: "/declarations/import", text: words.t("declarations:import.title") },
    ],
    ...{ id: found._id, name: found.name, state, lines: found.lines, drafts: groups.length, expired },
    ignored: found.ignored.join(words.pick("、", ", ")),
    errors: mistakes.slice(0, SHOWN_ERRORS).map((error) => errorView(error, words)),
    wrong: new Set(mistakes.map(({ line }) => line)).size,
    more: mistakes.length > SHOWN_ERRORS ? SHOWN_ERRORS : null,
    mayConfirm: state === "preview" && mistakes.length === 0 && groups.length > 0 && !expired,
    same: req.query.same === "1",
    expiresAt: found.expiresAt,
    groups: groups.slice(0, SHOWN_DRAFTS).map(({ content, lines }) => ({
      ...{
        number: content.invoiceNumber,
        seller: content.sellerName,
        count: lines.length,
        total: content.invoiceTotal,
      },
      line: lines[0],
    })),
  });
}
