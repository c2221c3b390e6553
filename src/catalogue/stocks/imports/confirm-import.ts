import type { Seller } from "../../../sellers/seller";
import { inTransaction, isDuplicate } from "../../../shared/db";
import { Refusal } from "../../../shared/errors";
import { later, MINUTE } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import { newDraftWith, newProductId } from "../../shelf/writing/new-draft";
import { decideChange } from "../counting/change-on-hand";
import { carryOutImport, type PriceJob } from "./carry-out-import";
import { type Import, ImportModel, importOf, onceOf, pack, unpack } from "./import-record";
import { type PlannedRow, planStock } from "./plan-stock";
import { contentFrom, type ProductRow } from "./reading/read-product-rows";
import type { LineError, StockRow } from "./reading/read-stock-rows";

/** A refusal names no more lines than this; the preview has them all. */
const MOST_NAMED = 200;

/**
 * Decides an import: everything its file says becomes true, or nothing. What is there now is compared anew, so a preview that
 * has grown stale is caught up with, or refused by line. Asked again, also at the same moment, it was done. Refuses NOT_FOUND,
 * IMPORT_EXPIRED, FILE_IMPORTED (the same file under another preview) and INVALID beside "lines.<line>.<column>".
 */
export async function confirmImport(shop: Seller, id: string, by: Viewer, at: Date): Promise<Import> {
  const found = await importOf(shop._id, id);
  if (found.state !== "preview") return found;
  if (found.expiresAt <= at) throw new Refusal("IMPORT_EXPIRED");
  refuseIf(found.wrong > 0 ? await unpack<LineError[]>(found.mistakes) : []);
  try {
    await (found.kind === "stock" ? decideStock(found, by, at) : decideProducts(found, shop, by, at));
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const now = await importOf(shop._id, id);
    if (now.state === "preview") throw new Refusal("FILE_IMPORTED");
  }
  await carryOutImport(id, at);
  return importOf(shop._id, id);
}

async function decideStock(found: Import, by: Viewer, at: Date): Promise<void> {
  const plan = await planStock(found.seller, await unpack<StockRow[]>(found.rows), at);
  refuseIf(plan.errors);
  const numbers = plan.changes.filter(({ pieces }) => pieces !== null);
  const jobs = jobsOf(plan.changes);
  const packed = jobs.length > 0 ? await pack(jobs) : null;
  await inTransaction(async () => {
    const written = { numbers: numbers.length, prices: jobs.reduce((sum, job) => sum + job.changes.length, 0) };
    if (!(await decide(found, { written: { ...written, products: 0 }, jobs: packed }, at)) || numbers.length === 0)
      return;
    await decideChange({
      _id: `imported:${found._id}`,
      ...{ seller: found.seller, kind: "imported", reason: "", by: by.id, at },
      items: numbers.map(({ line, sku, onHand, seen, reason }) => ({
        ...{ sku, onHand: onHand ?? 0, seen, reason, field: `lines.${line}.onHand` },
      })),
    });
  });
}

async function decideProducts(found: Import, shop: Seller, by: Viewer, at: Date): Promise<void> {
  const rows = await unpack<ProductRow[]>(found.rows);
  await inTransaction(
    async () => {
      if (!(await decide(found, { written: { numbers: 0, prices: 0, products: rows.length }, jobs: null }, at))) return;
      for (const row of rows) {
        const id = newProductId(at);
        await newDraftWith(shop, { id, content: contentFrom(row, shop, id), by: by.id }, at);
      }
    },
    { tries: 3, ms: 30_000 },
  );
}

/** From preview to confirmed, once; false when somebody was quicker. The file's content is taken for good. */
async function decide(found: Import, facts: Pick<Import, "written" | "jobs">, at: Date): Promise<boolean> {
  const { modifiedCount } = await ImportModel.updateOne(
    { _id: found._id, state: "preview" },
    {
      $set: {
        ...facts,
        state: "confirmed",
        once: onceOf(found),
        confirmedAt: at,
        busyUntil: later(at, MINUTE),
        until: null,
      },
    },
  );
  return modifiedCount === 1;
}

/** New prices by product, for the review's own verb changes one product at a time. */
function jobsOf(changes: readonly PlannedRow[]): PriceJob[] {
  const jobs = new Map<string, PriceJob>();
  for (const { product, sku, line, price } of changes) {
    if (!price) continue;
    const job = jobs.get(product) ?? { product, changes: [] };
    job.changes.push({ sku, priceFen: price.after, line });
    jobs.set(product, job);
  }
  return [...jobs.values()];
}

function refuseIf(errors: readonly LineError[]): void {
  if (errors.length === 0) return;
  const fields = errors.slice(0, MOST_NAMED).map(({ line, field, ...error }) => ({
    ...error,
    field: `lines.${line}.${field}`,
  }));
  throw new Refusal("INVALID", { fields });
}
