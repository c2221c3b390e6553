import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import compression from "compression";
import { type RequestHandler, type Response, Router } from "express";
import { gazetteer } from "../../regions/gazetteer";
import { notFound } from "../../shared/errors";
import { limit } from "../../shared/rate-limit";
import type { CellValue } from "../../shared/tables/column";
import { yuanDigits } from "../../shared/tables/column";
import { writeCsv } from "../../shared/tables/write-csv";
import { MINUTE, now } from "../../shared/time";
import { wordsIn } from "../../shared/words";
import { helperFigure, partnershipFigure } from "./embed-view";
import { OPEN_TABLES, type OpenColumn, type OpenName, type OpenTable } from "./open-data";

/**
 * What other people's programs and pages take: files of open data, and small figures to stand in a frame. These doors come
 * before the session and before the language is remembered, so that they neither read nor set a cookie.
 */
export const openRoutes: Router = Router();

const openLimit = limit("open-data", { windowMs: MINUTE, max: 120 });

/** The language is the address's own and never remembered. */
const speak: RequestHandler = (req, res, next) => {
  req.words = wordsIn(/^en\b/i.test(String(req.query.lang ?? "")) ? "en" : "zh-CN");
  Object.assign(res.locals, { words: req.words, language: req.words.language, url: req.originalUrl });
  next();
};

openRoutes.get("/open-data/:file", speak, openLimit, compression(), async (req, res) => {
  const [, name = "", kind = ""] = /^(\w{1,30})\.(csv|json)$/.exec(String(req.params.file)) ?? [];
  if (!Object.hasOwn(OPEN_TABLES, name)) throw notFound();
  // Exact at the moment of asking, so no copy of it may be given to the next who asks.
  res.set({
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-store",
  });
  const table = (await OPEN_TABLES[name as OpenName](await gazetteer(), now())) as OpenTable<unknown>;
  res.set("Last-Modified", table.asOf.toUTCString());
  if (kind === "json") return void res.json(asJson(table));
  res.type("text/csv; charset=utf-8").attachment(`${name}.csv`);
  await pipeline(Readable.from(writeCsv(table.columns, table.rows)), res);
});

const LICENCE = "可自由使用，请注明来源 / Free to use; please name the source: 两群好物 (Liangqun)";

const asJson = ({ asOf, columns, rows }: OpenTable<unknown>) => ({
  asOf: asOf.toISOString(),
  licence: LICENCE,
  items: rows.map((row) => Object.fromEntries(columns.map((column) => [column.title, cellOf(column, row)]))),
});

/** Amounts are texts of yuan with two decimals, as in the CSV: no program then rounds them by accident. */
function cellOf({ kind, of }: OpenColumn<unknown>, row: unknown): CellValue | boolean {
  const value = of(row);
  if (value === "true" || value === "false") return value === "true";
  return kind === "yuan" ? yuanDigits(Number(value)) : (value ?? null);
}

/** May stand in any page's frame, and can do nothing there: no script, no form, no cookie. */
const framed: RequestHandler = (_req, res, next) => {
  res.removeHeader("X-Frame-Options");
  res.set({
    "Content-Security-Policy":
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-store",
  });
  next();
};

const draw = (res: Response, model: object): void => res.render("open/embed", model);

openRoutes.get("/embed/partnerships/:id", speak, openLimit, framed, async (req, res) =>
  draw(res, await partnershipFigure(String(req.params.id), await asked(req.words))),
);

openRoutes.get("/embed/helpers/:code", speak, openLimit, framed, async (req, res) =>
  draw(res, await helperFigure(String(req.params.code), await asked(req.words))),
);

const asked = async (words: ReturnType<typeof wordsIn>) => ({ gazetteer: await gazetteer(), at: now(), words });
