import { createHash } from "node:crypto";
import type { Seller } from "../../../sellers/seller";
import { Refusal } from "../../../shared/errors";
import { newId } from "../../../shared/ids";
import { readTable, type Table } from "../../../shared/tables/read-table";
import { DAY, later } from "../../../shared/time";
import type { SentFile } from "../../../shared/uploads/upload";
import type { Viewer } from "../../../shared/viewer";
import { onHandOf, type Stock, StockModel } from "../stock";
import { type Import, type ImportKind, ImportModel, onceOf, PREVIEW_MS, pack } from "./import-record";
import { readProductRows } from "./reading/read-product-rows";
import { readStockRows, type StockFile, type StockRow } from "./reading/read-stock-rows";

export interface Sending {
  shop: Seller;
  kind: ImportKind;
  file: SentFile | undefined;
  by: Viewer;
}

/** Files of this size hold far more than the rows allowed. */
export const MOST_BYTES = 10_000_000;

/**
 * Looks at a file and keeps what it says, for an hour; nothing is changed. The same file again is the same preview, and one
 * that was brought in before is that import. Refuses INVALID beside `file` what is no table, lacks a column or has it twice;
 * wrong lines are no refusal: the preview names them.
 */
export async function startImport({ shop, kind, file, by }: Sending, at: Date): Promise<Import> {
  if (!file || file.body.length === 0) throw new Refusal("INVALID", { fields: [{ field: "file", code: "required" }] });
  const sha256 = createHash("sha256").update(file.body).digest("hex");
  const known = await knownImport({ seller: shop._id, kind, sha256 }, at);
  if (known) return known;
  const table = await readTable(file);
  const { rows, errors, ignored } = await readAs(kind, table, shop);
  const record: Import = {
    _id: newId("imp", at),
    seller: shop._id,
    kind,
    state: "preview",
    name: file.name,
    sha256,
    lines: table.rows.length,
    ignored,
    rows: await pack(rows),
    mistakes: await pack(errors),
    wrong: new Set(errors.map(({ line }) => line)).size,
    by: { id: by.id, name: by.name, ...(by.organisation && { organisation: by.organisation }) },
    at,
    expiresAt: later(at, PREVIEW_MS),
    confirmedAt: null,
    written: { numbers: 0, prices: 0, products: 0 },
    jobs: null,
    jobsDone: 0,
    failed: [],
    busyUntil: null,
    until: later(at, DAY),
  };
  await ImportModel.insertMany([record]);
  return record;
}

async function knownImport(same: Pick<Import, "seller" | "kind" | "sha256">, at: Date): Promise<Import | null> {
  const done = (await ImportModel.findOne({ once: onceOf(same) }).lean()) as Import | null;
  if (done) return done;
  return (await ImportModel.findOne({ ...same, state: "preview", expiresAt: { $gt: at } }).lean()) as Import | null;
}

type Read = Pick<StockFile, "errors" | "ignored"> & { rows: unknown[] };

async function readAs(kind: ImportKind, table: Table, shop: Seller): Promise<Read> {
  const file = kind === "stock" ? readStockRows(table) : readProductRows(table, shop);
  if (!file.ok) throw new Refusal("INVALID", { fields: file.errors });
  return kind === "stock" ? { ...file.value, rows: await seenNow(file.value.rows as StockRow[], shop) } : file.value;
}

/** A number counts from what was there when the file was looked at, or when it was exported: what is sold until then stays sold. */
async function seenNow(rows: readonly StockRow[], shop: Seller): Promise<StockRow[]> {
  const asked = rows.filter((row) => row.onHand !== null && row.seen === null).map(({ sku }) => sku);
  const stocks = (await StockModel.find(
    { _id: { $in: asked }, seller: shop._id },
    { available: 1, held: 1 },
  ).lean()) as Pick<Stock, "_id" | "available" | "held">[];
  const now = new Map(stocks.map((stock) => [stock._id, onHandOf(stock)]));
  return rows.map((row) => (row.onHand === null ? row : { ...row, seen: row.seen ?? now.get(row.sku) ?? null }));
}
