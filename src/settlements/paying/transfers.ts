import { whenHeard } from "../../payments/hear-event";
import type { ProviderTransfer } from "../../payments/provider/payouts";
import type { Provider, ProviderEvent } from "../../payments/provider/provider";
import { joinTransaction } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import type { UserId } from "../../shared/ids";
import { log } from "../../shared/log";
import { ZERO } from "../../shared/money";
import { DAY, HOUR, later, MINUTE } from "../../shared/time";
import type { SettlementId } from "../account/posting";
import { auditSettlement } from "../pages/audit-settlement";
import { type Payment, type Settlement, SettlementModel } from "../pages/settlement";
import { cameBack } from "./came-back";
import { noteProviderAccount } from "./change-account";
import { heldSellers } from "./held";
import { beginPayment, lastPayment, paymentDone, paymentRefused } from "./payment";
import { payoutAccountOf } from "./payout-account";

/** Names an attempt at the provider for ever. */
const keyOf = ({ _id }: Pick<Settlement, "_id">, { attempt }: Payment): string => `${_id}:${attempt}`;

/**
 * Sends what a settlement comes to by the provider: first the attempt is written down, then the provider is asked with the
 * attempt's own key, as often as needed, and what it answers is written down. A process that dies in between, or a provider
 * that is away, leaves it on its way; the chore asks again and never sends twice. Refuses: SETTLEMENT_MOVED_ON, and
 * NOTHING_TO_PAY_OUT when the shop is suspended or its account at the provider is not ready.
 */
export async function payByTransfer(settlement: Settlement, by: UserId, provider: Provider, at: Date): Promise<void> {
  const own = (await payoutAccountOf(settlement.seller))?.provider;
  const held = (await heldSellers([settlement.seller])).has(settlement.seller);
  if (!own?.ready || held) throw new Refusal("NOTHING_TO_PAY_OUT");
  const begun = await joinTransaction(async () => {
    const paying = await beginPayment(settlement, { method: "transfer", account: own.account }, by, at);
    await auditSettlement(
      "settlement.sent",
      paying,
      { by, before: { state: "ready" }, after: { state: "paying" } },
      at,
    );
    return paying;
  });
  await askProvider(begun, provider, at);
}

/** Where it stands at the provider, asking for the transfer where there is none yet. */
export async function askProvider(settlement: Settlement, provider: Provider, at: Date): Promise<void> {
  const payment = lastPayment(settlement);
  if (payment?.method !== "transfer") return;
  await SettlementModel.updateOne({ _id: settlement._id }, { $set: { askAt: nextLook(settlement, payment, at) } });
  try {
    const transfer = await currentOrNew(settlement, payment, provider, at);
    if (transfer) await hearTransfer(transfer, at);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "TRANSFER_REFUSED" && settlement.state === "paying")
      await paymentRefused(settlement._id, payment.attempt, String(error.params.reason ?? ""), at);
    else
      log.warn(
        { settlement: settlement._id, code: error.code },
        "the provider could not be asked; the chore asks again",
      );
  }
}

/** Under way: soon, then ever less often. Paid: money may come back for weeks, so it is looked at once a day for a month. */
function nextLook({ state }: Settlement, { startedAt }: Payment, at: Date): Date | null {
  const age = at.getTime() - startedAt.getTime();
  if (state === "paid") return age < 30 * DAY ? later(at, DAY) : null;
  return later(at, Math.min(HOUR, Math.max(MINUTE / 2, age / 2)));
}

/** Keys may be forgotten by the provider after a day; from half a day on we look for our transfer before asking for one. */
const KEY_KEPT_MS = 12 * HOUR;

async function currentOrNew(
  settlement: Settlement,
  payment: Payment,
  { payouts }: Provider,
  at: Date,
): Promise<ProviderTransfer | null> {
  if (payment.transfer) return payouts.transferStatus(payment.transfer);
  const idempotencyKey = keyOf(settlement, payment);
  if (at.getTime() - payment.startedAt.getTime() > KEY_KEPT_MS) {
    const found = (await payouts.transfersOf(settlement._id)).find((each) => each.key === idempotencyKey);
    if (found) return found;
  }
  const { account } = payment;
  const amountFen = settlement.payableFen ?? ZERO;
  return account ? payouts.transfer({ account, amountFen, idempotencyKey, reference: settlement._id }) : null;
}

/** A transfer, from an answer, a webhook or the chore, any number of times: it was made, and perhaps it came back since. */
export async function hearTransfer(transfer: ProviderTransfer, at: Date): Promise<void> {
  const match = /^(set_\w+):(\d+)$/.exec(transfer.key ?? "");
  if (!match) return;
  const [id, attempt] = [match[1] as SettlementId, Number(match[2])];
  const settlement = (await SettlementModel.findById(id).lean()) as Settlement | null;
  const payment = settlement?.payments.find((each) => each.attempt === attempt);
  if (!settlement || !payment) return;
  if (transfer.amountFen !== settlement.payableFen) throw new Error(`${transfer.id} is not what ${id} comes to`);
  if (payment.outcome === "under_way") await once(paymentDone(id, attempt, { transfer: transfer.id }, null, at));
  if (transfer.reversedFen > 0) await once(cameBack(id, attempt, transfer, at));
}

/** Two who hear of the same thing at once: the second finds it done. */
const once = (deed: Promise<void>): Promise<void> =>
  deed.catch((error: unknown) => {
    if (!(error instanceof Refusal && error.code === "SETTLEMENT_MOVED_ON")) throw error;
  });

/** Transfers under way, and those paid lately; a few at a time. */
export async function followTransfers(provider: Provider, at: Date): Promise<void> {
  const waiting = (await SettlementModel.find({ askAt: { $lte: at } })
    .sort({ askAt: 1 })
    .limit(50)
    .lean()) as Settlement[];
  for (const settlement of waiting)
    await askProvider(settlement, provider, at).catch((error: unknown) =>
      log.warn({ err: error, settlement: settlement._id }, "a transfer could not be followed"),
    );
}

/** From now on the provider's word about transfers and producers' accounts is heard. Said twice, it is done once. */
export function hearPayouts(): void {
  if (!whenHeard.includes(hear)) whenHeard.push(hear);
}

async function hear(about: ProviderEvent["about"], provider: Provider, at: Date): Promise<void> {
  if (about.kind === "transfer") {
    const transfer = await provider.payouts.transferStatus(about.id);
    if (transfer) await hearTransfer(transfer, at);
  } else if (about.kind === "account") {
    const account = await provider.payouts.account(about.id);
    if (account) await noteProviderAccount(account.id, account.ready);
  }
}
