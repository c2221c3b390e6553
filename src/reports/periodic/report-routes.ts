import { type Request, type Response, Router } from "express";
import { gazetteer } from "../../regions/gazetteer";
import type { Partnership } from "../../regions/partnership";
import { now } from "../../shared/time";
import { PDF, XLSX } from "../statements/papers/print";
import { besideSales } from "./beside-sales";
import { readPeriod } from "./period";
import { readReport } from "./report";
import { reportPdf, reportXlsx } from "./report-papers";
import { reportView } from "./report-view";

/** Reports on a quarter or a year, of a partnership or of the city, to be read, printed and filed. */
export const periodPages: Router = Router();

periodPages.get("/contributions/reports/:file", (req, res) => answer(req, res, null));
periodPages.get("/partnerships/:id/reports/:file", async (req, res) =>
  answer(req, res, (await gazetteer()).partnership(req.params.id)),
);

async function answer(req: Request, res: Response, partnership: Partnership | null): Promise<void> {
  const [, name = "", kind] = /^([\dQ-]{4,7})(?:\.(pdf|xlsx))?$/.exec(String(req.params.file)) ?? [];
  const [at, book, { words }] = [now(), await gazetteer(), req];
  const period = readPeriod(name, at);
  const report = await readReport(partnership, period, book, at);
  const beside = await besideSales(partnership, period, { gazetteer: book, words });
  const view = { ...reportView({ report, at, gazetteer: book, words }), beside };
  res.set("Cache-Control", "no-store");
  if (!kind) return res.render("statements/report", view);
  const body = kind === "pdf" ? await reportPdf(view, words) : await reportXlsx(view, words);
  const file = `${partnership?._id ?? "city"}-${name}.${kind}`;
  res.set({ "Content-Type": kind === "pdf" ? PDF : XLSX, "Content-Disposition": `attachment; filename="${file}"` });
  res.send(body);
}
