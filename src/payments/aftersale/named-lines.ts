import type { Order } from "../../orders/order-record";
import { invalidField } from "../../shared/errors";

/** Lines are named by their SKU outside. Refuses INVALID beside the one that is not in the order. */
export function namedLines<T extends { sku: string }>(
  order: Order,
  asked: readonly T[],
): (Omit<T, "sku"> & { line: string })[] {
  return asked.map(({ sku, ...more }, index) => {
    const found = order.lines.find((each) => each.sku === sku);
    if (!found) throw invalidField(`lines.${index}.sku`, "not_an_option");
    return { ...more, line: found.line };
  });
}
