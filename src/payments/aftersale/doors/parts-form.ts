import type { Order } from "../../../orders/order-record";
import type { FieldError } from "../../../shared/errors";
import { digits, type FormResult, read, withoutEmpty } from "../../../shared/form";
import { type Fen, parseYuan } from "../../../shared/money";
import type { AskedPart } from "../../refunds/refund-parts";

/**
 * What a shop gives back, as pages write it: "quantity.<line>" pieces, or "amount.<line>" yuan for a part of the price,
 * which then goes before the pieces.
 */
export function readParts(order: Order, body: unknown): FormResult<AskedPart[]> {
  const given = withoutEmpty(body);
  const errors: FieldError[] = [];
  const parts = order.lines.flatMap(({ line }): AskedPart[] => {
    const quantity = read(digits(0, 9999), given[`quantity.${line}`] ?? "0");
    const amountFen = yuanOf(given[`amount.${line}`]);
    if (!quantity.ok) errors.push({ field: `quantity.${line}`, code: "not_a_whole_number" });
    if (amountFen === null) errors.push({ field: `amount.${line}`, code: "amount" });
    if (!quantity.ok || amountFen === null) return [];
    if (amountFen !== undefined && amountFen > 0) return [{ line, quantity: 0, amountFen }];
    return quantity.value > 0 ? [{ line, quantity: quantity.value }] : [];
  });
  if (errors.length === 0 && parts.length === 0) errors.push({ field: "lines", code: "required" });
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: parts };
}

/** Undefined: nothing was written; null: no amount. */
export function yuanOf(text: unknown): Fen | null | undefined {
  if (text === undefined || text === "") return undefined;
  return typeof text === "string" ? parseYuan(text) : null;
}
