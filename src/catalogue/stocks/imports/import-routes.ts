import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Request, type Response, Router } from "express";
import { shopOf } from "../../../sellers/shop-of";
import type { FieldError } from "../../../shared/errors";
import { attempt } from "../../../shared/form";
import type { SellerId } from "../../../shared/ids";
import { writeCsv } from "../../../shared/tables/write-csv";
import { now } from "../../../shared/time";
import { filesOf, takesFiles } from "../../../shared/uploads/upload";
import { allow, viewerOf } from "../../../shared/viewer";
import { confirmImport } from "./confirm-import";
import { IMPORT_KINDS, type Import, type ImportKind, ImportModel, importOf } from "./import-record";
import { EXAMPLE, errorColumns, previewView, startView, templateColumns } from "./import-view";
import { previewOf } from "./preview";
import { MOST_BYTES, startImport } from "./start-import";

export const importPages: Router = Router();

const seller = allow("seller");
const RECENT = 10;

importPages.get("/shelf/import", seller, (req, res) => drawStart(req, res));

takesFiles("/shelf/import", { field: "file", maxFiles: 1, maxBytes: MOST_BYTES });

importPages.post("/shelf/import", seller, async (req, res) => {
  const by = viewerOf(req);
  const shop = await shopOf(by, "goods");
  const kind = kindIn(req.body);
  const started = await attempt(() => startImport({ shop, kind, file: filesOf(req)[0], by }, now()));
  if (!started.ok) return drawStart(req, res, { kind, errors: started.errors });
  const same = started.value.state === "preview" ? "" : "?same=1";
  res.redirect(303, `/shelf/import/${started.value._id}${same}`);
});

importPages.get("/shelf/import/template.csv", seller, async (req, res) => {
  res.type("text/csv; charset=utf-8").attachment("goods-template.csv");
  await pipeline(Readable.from(writeCsv(templateColumns(req.words), [EXAMPLE[req.words.language]])), res);
});

importPages.get("/shelf/import/:id", seller, async (req, res) => {
  const shop = await shopOf(viewerOf(req), "goods");
  await drawImport(req, res, await importOf(shop._id, String(req.params.id)));
});

importPages.get("/shelf/import/:id/errors.csv", seller, async (req, res) => {
  const shop = await shopOf(viewerOf(req), "goods");
  const { errors } = await previewOf(await importOf(shop._id, String(req.params.id)), now());
  res.type("text/csv; charset=utf-8").set("Cache-Control", "no-store").attachment("import-errors.csv");
  await pipeline(Readable.from(writeCsv(errorColumns(req.words), errors)), res);
});

importPages.post("/shelf/import/:id/confirmation", seller, async (req, res) => {
  const by = viewerOf(req);
  const [shop, id] = [await shopOf(by, "goods"), String(req.params.id)];
  const done = await attempt(() => confirmImport(shop, id, by, now()));
  // What has become wrong since the preview is shown on the preview itself, which is made anew.
  if (!done.ok) return drawImport(req, res, await importOf(shop._id, id), 422);
  res.redirect(303, `/shelf/import/${done.value._id}`);
});

function kindIn(body: unknown): ImportKind {
  const given = (body as Record<string, unknown> | undefined)?.kind;
  return IMPORT_KINDS.find((kind) => kind === given) ?? "stock";
}

interface Refused {
  kind: ImportKind;
  errors: FieldError[];
}

async function drawStart(req: Request, res: Response, refused?: Refused): Promise<void> {
  const shop = await shopOf(viewerOf(req), "goods");
  const errorsOf = (kind: ImportKind) => (refused?.kind === kind ? refused.errors : []);
  res.status(refused ? 422 : 200).render("stock/import", {
    title: req.words.t("stock:import.title"),
    crumbs: [{ href: "/shelf/stock", text: req.words.t("stock:title") }],
    ...startView(await recentOf(shop._id), req.words),
    stockErrors: errorsOf("stock"),
    productErrors: errorsOf("products"),
  });
}

const recentOf = async (of: SellerId): Promise<Import[]> =>
  (await ImportModel.find({ seller: of, state: { $in: ["confirmed", "done"] } }, { rows: 0, mistakes: 0, jobs: 0 })
    .sort({ at: -1 })
    .limit(RECENT)
    .lean()) as unknown as Import[];

async function drawImport(req: Request, res: Response, found: Import, status = 200): Promise<void> {
  const { words } = req;
  const preview = await previewOf(found, now());
  const page = Number(req.query.page);
  res.status(status).render("stock/preview", {
    title: words.t(found.state === "preview" ? "stock:import.previewTitle" : "stock:import.doneTitle"),
    crumbs: [
      { href: "/shelf/stock", text: words.t("stock:title") },
      { href: "/shelf/import", text: words.t("stock:import.title") },
    ],
    ...previewView(preview, Number.isSafeInteger(page) && page > 0 ? page : 1, words),
    same: req.query.same === "1",
    expired: found.state === "preview" && found.expiresAt <= now(),
  });
}
