import type { OrderLine } from "../order-record";

/** Whether what remains of a line is recognised with its order's acceptance: held for review it waits, upheld it never is. */
export const isCounted = ({ hold }: Pick<OrderLine, "hold">): boolean =>
  hold === undefined || hold === null || hold === "cleared";
