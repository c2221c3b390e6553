import type { Words } from "../../shared/words";
import type { Hold, Order, OrderLine } from "../order-record";

const TONES: Readonly<Record<Hold, string>> = { held: "amber", cleared: "moss", upheld: "plain" };

/**
 * What the shop is told of lines somebody had to look at: where the check stands, and that its money does not wait for it.
 * What was noticed is between the officials: it may concern the buyer.
 */
export const saleChecks = (order: Order, words: Words) =>
  order.lines.filter(isStanding).map((line) => ({
    name: words.pick(line.name, line.nameEn),
    tone: TONES[line.hold],
    state: words.t(`signals:shop.state.${line.hold}`),
    text: words.t(`signals:shop.text.${line.hold}.${order.receivedAt ? "received" : "before"}`),
  }));

/** Given back whole, there is nothing left to be recognised or not. */
const isStanding = (line: OrderLine): line is OrderLine & { hold: Hold } =>
  Boolean(line.hold) && line.paidFen > line.refundedFen;
