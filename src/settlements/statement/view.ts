import { dayOf } from "../../shared/time";
import type { Words } from "../../shared/words";
import type { Payment, Settlement, SettlementState } from "../pages/settlement";
import { goodsOf, periodText, sumsOf } from "./columns";
import type { StatementRow } from "./rows";

const TONES: Record<SettlementState, "plain" | "moss" | "amber" | "vermilion"> = {
  open: "plain",
  ready: "amber",
  paying: "amber",
  paid: "moss",
  returned: "vermilion",
  carried: "plain",
};

/** A settlement as a row of a list. */
export const settlementRow = (settlement: Settlement, words: Words, base: string) => ({
  number: settlement.number,
  href: `${base}/${settlement.number}`,
  name: words.pick(settlement.sellerName, settlement.sellerNameEn),
  period: periodText(settlement, words),
  state: settlement.state,
  stateText: words.t(`common:state.settlement.${settlement.state}`),
  tone: TONES[settlement.state],
  payableFen: settlement.payableFen ?? 0,
  lines: settlement.lines,
  closedAt: settlement.closedAt,
  paidOn: settlement.state === "paid" ? (settlement.payments.at(-1)?.executedOn ?? null) : null,
});

/** The whole of a statement, for the producer and for the clerk. `ordersAt`: where an order's page is; null for none. */
export const statementView = (
  settlement: Settlement,
  { rows, words, ordersAt }: { rows: readonly StatementRow[]; words: Words; ordersAt: string | null },
) => ({
  ...settlementRow(settlement, words, ""),
  open: settlement.state === "open",
  sums: sumsOf(settlement, words),
  rows: rows.map((row) => rowView(row, words, ordersAt)),
  payments: settlement.payments.map((payment) => paymentView(payment, words)).reverse(),
});

export const rowView = (row: StatementRow, words: Words, ordersAt: string | null) => ({
  what: words.t(`settlements:what.${row.what}`),
  day: dayOf(row.occurredAt),
  orderNumber: row.orderNumber,
  href: ordersAt && row.orderNumber ? `${ordersAt}/${row.orderNumber}` : null,
  goods: goodsOf(row, words),
  goodsFen: row.goodsFen,
  freightFen: row.freightFen,
  backFen: row.backFen,
  chargesFen: row.chargesFen,
  sumFen: row.sumFen,
  back: row.sumFen < 0,
});

const REASONS = ["transfer_reversed", "balance_insufficient", "insufficient_capabilities_for_transfer"];

const paymentView = (payment: Payment, words: Words) => ({
  outcome: words.t(`settlements:outcome.${payment.outcome}`),
  method: words.t(`settlements:method.${payment.method}`),
  day: payment.executedOn ?? dayOf(payment.endedAt ?? payment.startedAt),
  reference: payment.reference ?? payment.transfer,
  reason: reasonText(payment.reason, words),
  reversedFen: payment.reversedFen ?? null,
});

/** A clerk's own words, or the provider's word in ours where we know it. */
export const reasonText = (reason: string | null, words: Words): string | null =>
  reason && REASONS.includes(reason) ? words.t(`settlements:reason.${reason}`) : reason;
