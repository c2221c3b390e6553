import type { Order, OrderLine } from "../order-record";

/** Whether what remains of a line is recognised with its order's acceptance: held for review it waits, upheld it never is. */
export const isCounted = ({ hold }: Pick<OrderLine, "hold">): boolean =>
  hold === undefined || hold === null || hold === "cleared";

/** Whether everything of an order that is in somebody's book is recognised once it is accepted: only then a page may say so. */
export const isCountedWhole = ({ lines }: Pick<Order, "lines">): boolean =>
  lines.every((line) => line.credit === null || isCounted(line));
