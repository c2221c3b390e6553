import { tell } from "../../accounts/notices/tell";
import { SellerModel } from "../../sellers/seller";
import { joinTransaction } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import type { UserId } from "../../shared/ids";
import { type Fen, negate, ZERO } from "../../shared/money";
import { dayOf } from "../../shared/time";
import { post, type Telling } from "../account/post";
import type { SettlementId } from "../account/posting";
import { auditSettlement } from "../pages/audit-settlement";
import { type Payment, type Settlement, SettlementModel, type SettlementState } from "../pages/settlement";

/** Every move of a settlement once it is closed. Each is conditional on where it stands, so it happens once, whoever comes second. */

export const lastPayment = (settlement: Pick<Settlement, "payments">): Payment | undefined =>
  settlement.payments.at(-1);

type Begin = Pick<Payment, "method"> & Partial<Pick<Payment, "file" | "account">>;

/** ready → paying, as the settlement's next attempt. Refuses: SETTLEMENT_MOVED_ON. */
export async function beginPayment(settlement: Settlement, begin: Begin, by: UserId, at: Date): Promise<Settlement> {
  const payment: Payment = {
    attempt: settlement.payments.length + 1,
    file: null,
    account: null,
    transfer: null,
    ...begin,
    startedAt: at,
    startedBy: by,
    outcome: "under_way",
    executedOn: null,
    reference: null,
    paidAt: null,
    paidBy: null,
    reason: null,
    endedAt: null,
    endedBy: null,
    clearedAt: null,
    clearedBy: null,
  };
  const begun = await SettlementModel.findOneAndUpdate(
    { _id: settlement._id, state: "ready", version: settlement.version },
    {
      $set: { state: "paying", askAt: begin.method === "transfer" ? at : null },
      $push: { payments: payment },
      $inc: { version: 1 },
    },
    { returnDocument: "after" },
  ).lean();
  return orMovedOn(begun, settlement.state);
}

export interface Done {
  executedOn?: string | null;
  reference?: string | null;
  transfer?: string | null;
}

/** paying → paid: the money is with the producer, and off the account in the same transaction. */
export async function paymentDone(
  id: SettlementId,
  attempt: number,
  done: Done,
  by: UserId | null,
  at: Date,
): Promise<void> {
  await joinTransaction(async () => {
    const paid = await move(
      id,
      { from: ["paying"], to: "paid", attempt },
      {
        outcome: "paid",
        executedOn: done.executedOn ?? dayOf(at),
        reference: done.reference ?? null,
        ...(done.transfer ? { transfer: done.transfer } : {}),
        paidAt: at,
        paidBy: by,
      },
    );
    await post([payoutOf(paid, { kind: "payout", attempt, note: done.reference ?? done.transfer ?? "", by }, at)], at);
    await tellAbout(paid, "settlement_paid", { amountFen: payableOf(paid) }, at);
    const reference = done.reference ?? done.transfer ?? null;
    if (by) await auditSettlement("settlement.paid", paid, { by, after: { state: "paid", reference } }, at);
  });
}

/** It did not arrive, or came back days later: what had been taken off the account is put back on it. */
export async function paymentReturned(
  id: SettlementId,
  attempt: number,
  reason: string,
  by: UserId | null,
  at: Date,
): Promise<void> {
  await joinTransaction(async () => {
    const from: SettlementState[] = ["paying", "paid"];
    const ended = { outcome: "returned", reason, endedAt: at, endedBy: by } as const;
    const back = await move(id, { from, to: "returned", attempt }, ended);
    const wasPaid = lastPayment(back)?.paidAt !== null;
    if (wasPaid) await post([payoutOf(back, { kind: "payout_returned", attempt, note: reason, by }, at)], at);
    await tellAbout(back, "settlement_returned", { reason }, at);
    if (by) await auditSettlement("settlement.returned", back, { by, after: { state: "returned", reason } }, at);
  });
}

/** paying → ready: the provider never took it. */
export const paymentRefused = (id: SettlementId, attempt: number, reason: string, at: Date): Promise<Settlement> =>
  move(id, { from: ["paying"], to: "ready", attempt }, { outcome: "refused", reason, endedAt: at });

/** returned → ready, by a clerk who has cleared up why. Refuses: SETTLEMENT_MOVED_ON. */
export async function dueAgain(settlement: Settlement, by: UserId, at: Date): Promise<void> {
  const attempt = settlement.payments.length;
  await joinTransaction(async () => {
    const due = await move(
      settlement._id,
      { from: ["returned"], to: "ready", attempt },
      { clearedAt: at, clearedBy: by },
    );
    await auditSettlement(
      "settlement.due_again",
      due,
      { by, before: { state: "returned" }, after: { state: "ready" } },
      at,
    );
  });
}

interface Move {
  from: SettlementState[];
  to: SettlementState;
  attempt: number;
}

async function move(id: SettlementId, { from, to, attempt }: Move, ended: Partial<Payment>): Promise<Settlement> {
  const index = attempt - 1;
  const set = Object.fromEntries(Object.entries(ended).map(([field, value]) => [`payments.${index}.${field}`, value]));
  const moved = await SettlementModel.findOneAndUpdate(
    { _id: id, state: { $in: from }, payments: { $size: attempt } },
    { $set: { ...set, state: to, ...(to === "paid" ? {} : { askAt: null }) }, $inc: { version: 1 } },
    { returnDocument: "after" },
  ).lean();
  return orMovedOn(moved, to);
}

function orMovedOn(found: unknown, state: string): Settlement {
  if (!found) throw new Refusal("SETTLEMENT_MOVED_ON", { params: { state } });
  return found as Settlement;
}

const payableOf = ({ payableFen }: Settlement): Fen => payableFen ?? ZERO;

interface Out {
  kind: "payout" | "payout_returned";
  attempt: number;
  note: string;
  by: UserId | null;
}

/** It stands on the settlement it pays, not on the open page: so a page is its lines, and a payment is beside them. */
const payoutOf = (settlement: Settlement, { kind, attempt, note, by }: Out, at: Date): Telling => ({
  deed: `${kind}:${settlement._id}:${attempt}`,
  seller: settlement.seller,
  kind,
  amountFen: kind === "payout" ? negate(payableOf(settlement)) : payableOf(settlement),
  note,
  by,
  settlement: settlement._id,
  occurredAt: at,
});

async function tellAbout(
  settlement: Settlement,
  kind: "settlement_paid" | "settlement_returned",
  params: Record<string, string | number>,
  at: Date,
): Promise<void> {
  const shop = await SellerModel.findById(settlement.seller).lean();
  if (!shop) return;
  await tell(
    {
      key: `settlement:${settlement._id}:${settlement.payments.length}:${kind}`,
      to: { organisation: shop.organisation, duty: "finance" },
      kind,
      params: { number: settlement.number, ...params },
      href: kind === "settlement_returned" ? "/settlements/account" : `/settlements/${settlement.number}`,
    },
    at,
  );
}
