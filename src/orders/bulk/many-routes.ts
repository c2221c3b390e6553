import { type Request, type Response, Router } from "express";
import { shopOf } from "../../sellers/shop-of";
import { type FieldError, invalidField } from "../../shared/errors";
import { attempt, type FormResult } from "../../shared/form";
import type { SellerId } from "../../shared/ids";
import { readTable } from "../../shared/tables/read-table";
import { now } from "../../shared/time";
import { filesOf, takesFiles } from "../../shared/uploads/upload";
import { allow, viewerOf } from "../../shared/viewer";
import { type CheckedRows, checkRows, MOST_ROWS, sendMany } from "./many-parcels";
import { type ParcelRow, rowsOfTable, rowsOfText } from "./read-rows";

/** Tracking numbers of many orders at once: pasted or in a sheet, looked over, then all of them or none. */
export const manyParcelPages: Router = Router();

takesFiles("/sales/parcels/preview", { field: "file", maxFiles: 1, maxBytes: 2_000_000 });

/** 300 lines of the longest kind fit well. */
const MOST_TYPED = 30_000;

manyParcelPages.get("/sales/parcels", allow("seller"), async (req, res) => {
  await shopOf(viewerOf(req), "orders");
  drawForm(req, res, { rows: "", errors: [] });
});

manyParcelPages.post("/sales/parcels/preview", allow("seller"), async (req, res) => {
  const { _id: shop } = await shopOf(viewerOf(req), "orders");
  const looked = await lookOver(shop, req);
  if (!looked.ok) return drawForm(req, res, { rows: typedRows(req), errors: looked.errors });
  drawPreview(req, res, looked.value);
});

manyParcelPages.post("/sales/parcels", allow("seller"), async (req, res) => {
  const { _id: shop } = await shopOf(viewerOf(req), "orders");
  const rows = rowsOfText(typedRows(req));
  const sent = await attempt(() => sendMany(shop, rows, now()));
  if (sent.ok) return res.redirect(303, `/sales/parcels?sent=${sent.value}`);
  // An order changed since the list was looked over: it is looked over again, with its problems.
  const looked = await attempt(async () => ({ rows, blank: 0, checked: await checkRows(shop, rows) }));
  if (!looked.ok) return drawForm(req, res, { rows: typedRows(req), errors: looked.errors });
  drawPreview(req, res, looked.value);
});

const typedRows = (req: Request): string => {
  const { rows } = (req.body ?? {}) as Record<string, unknown>;
  return typeof rows === "string" ? rows.slice(0, MOST_TYPED) : "";
};

interface LookedOver {
  rows: ParcelRow[];
  /** Lines of the sheet nobody has filled in yet. */
  blank: number;
  checked: CheckedRows;
}

const lookOver = (shop: SellerId, req: Request): Promise<FormResult<LookedOver>> =>
  attempt(async () => {
    const [file] = filesOf(req);
    const { rows, blank } = file ? rowsOfTable(await readTable(file)) : { rows: rowsOfText(typedRows(req)), blank: 0 };
    if (rows.length === 0) throw invalidField(file ? "file" : "rows", file ? "nothing_filled_in" : "required");
    if (rows.length > MOST_ROWS) throw invalidField(file ? "file" : "rows", "too_many_here", { maximum: MOST_ROWS });
    return { rows, blank, checked: await checkRows(shop, rows) };
  });

function drawForm(req: Request, res: Response, { rows, errors }: { rows: string; errors: FieldError[] }): void {
  const sent = typeof req.query.sent === "string" && /^\d{1,3}$/.test(req.query.sent) ? Number(req.query.sent) : null;
  res.status(errors.length > 0 ? 422 : 200).render("orders/many", {
    title: req.words.t("sales:many.title"),
    crumbs: [{ href: "/sales", text: req.words.t("sales:list.title") }],
    rows,
    errors,
    sent,
    nothing: sent === 0,
    most: MOST_ROWS,
  });
}

function drawPreview(req: Request, res: Response, { rows, blank, checked }: LookedOver): void {
  const { words } = req;
  const { ready, problems } = checked;
  res.status(problems.length > 0 ? 422 : 200).render("orders/many-preview", {
    title: words.t("sales:many.previewTitle"),
    crumbs: [{ href: "/sales/parcels", text: words.t("sales:many.title") }],
    problems: problems.map(({ line, number, code, params }) => ({
      line,
      number,
      text: words.t(`fields:${code}`, params),
    })),
    ready: ready.map(({ line, order, carrier, trackingNumber, known }) => ({
      line,
      number: order.number,
      buyer: order.delivery.name,
      carrier: words.t(`orders:carrier.${carrier}`),
      trackingNumber,
      known,
    })),
    fresh: ready.filter((row) => !row.known).length,
    blank,
    // What is sent with the button is what was looked over, in plain lines.
    rows: rows.map((row) => `${row.number} ${row.carrier.replaceAll(/\s/g, "")} ${row.trackingNumber}`).join("\n"),
  });
}
