import type { FieldError } from "../../../shared/errors";
import type { Words } from "../../../shared/words";
import { type Import, unpack } from "./import-record";
import { type PlannedRow, planStock } from "./plan-stock";
import type { ProductRow } from "./reading/read-product-rows";
import type { LineError, StockRow } from "./reading/read-stock-rows";

/** What an import would do, or has done, as of now. */
export interface Preview {
  found: Import;
  counts: { lines: number; numbers: number; prices: number; products: number; unchanged: number; wrong: number };
  errors: LineError[];
  changes: PlannedRow[];
  products: ProductRow[];
  /** Nothing is wrong, something is to do, and it is neither too late nor done. */
  mayConfirm: boolean;
}

/** Compares a preview with what is there now; a finished import only says what it did. */
export async function previewOf(found: Import, at: Date): Promise<Preview> {
  const own = await unpack<LineError[]>(found.mistakes);
  const none = { found, errors: own, changes: [], products: [], mayConfirm: false };
  const counts = { lines: found.lines, ...found.written, unchanged: 0, wrong: found.wrong };
  if (found.state !== "preview") return { ...none, counts, errors: found.failed };
  if (found.kind === "products") {
    const products = await unpack<ProductRow[]>(found.rows);
    const mayConfirm = own.length === 0 && products.length > 0 && found.expiresAt > at;
    return { ...none, counts: { ...counts, products: products.length }, products, mayConfirm };
  }
  const plan = await planStock(found.seller, await unpack<StockRow[]>(found.rows), at);
  const errors = [...own, ...plan.errors].sort((a, b) => a.line - b.line);
  const [numbers, prices] = [
    plan.changes.filter(({ pieces }) => pieces !== null).length,
    plan.changes.filter(({ price }) => price !== null).length,
  ];
  const wrong = new Set(errors.map(({ line }) => line)).size;
  return {
    ...none,
    counts: { ...counts, numbers, prices, unchanged: plan.unchanged, wrong },
    errors,
    changes: plan.changes,
    mayConfirm: errors.length === 0 && plan.changes.length > 0 && found.expiresAt > at,
  };
}

/** A line's mistake in words. */
export const problemOf = ({ field, code, params }: FieldError, words: Words): string =>
  words.t(`fields:${code}`, { field, ...params });
