import { Refusal } from "../../shared/errors";
import type { UserId } from "../../shared/ids";
import type { SettlementId } from "../account/posting";
import { type Payment, type Settlement, SettlementModel } from "../pages/settlement";
import { type BankFile, type BankLine, bankFileByNumber } from "./bank-file";
import { paymentDone, paymentReturned } from "./payment";

/** A line of a bank file beside what became of it. */
export interface MarkedLine extends BankLine {
  outcome: Payment["outcome"];
  executedOn: string | null;
  reference: string | null;
  reason: string | null;
}

export async function markedLines({ lines }: Pick<BankFile, "lines">): Promise<MarkedLine[]> {
  const settlements = (await SettlementModel.find(
    { _id: { $in: lines.map((line) => line.settlement) } },
    { payments: 1 },
  ).lean()) as Settlement[];
  const payments = new Map<SettlementId, Payment[]>(settlements.map((each) => [each._id, each.payments]));
  return lines.map((line) => {
    const payment = payments.get(line.settlement)?.find((each) => each.attempt === line.attempt);
    return {
      ...line,
      outcome: payment?.outcome ?? "under_way",
      executedOn: payment?.executedOn ?? null,
      reference: payment?.reference ?? null,
      reason: payment?.reason ?? null,
    };
  });
}

export interface Executed {
  /** Settlements' numbers; all that are still under way where it is left out. */
  numbers?: readonly string[] | undefined;
  /** The day on the bank's statement. */
  executedOn: string;
  reference: string;
}

/**
 * The bank has made the transfers: one by one, each in its own transaction, so a file of two hundred can be broken off and
 * gone on with. Answers how many. Refuses with SETTLEMENT_MOVED_ON when none of those meant is under way any more.
 */
export async function markExecuted(file: string, executed: Executed, by: UserId, at: Date): Promise<number> {
  const { executedOn, reference } = executed;
  const lines = await underWay(file, executed.numbers);
  for (const line of lines) await paymentDone(line.settlement, line.attempt, { executedOn, reference }, by, at);
  return lines.length;
}

/** The bank could not make a transfer, or it came back. Refuses: SETTLEMENT_MOVED_ON. */
export async function markReturned(
  file: string,
  { number, reason }: { number: string; reason: string },
  by: UserId,
  at: Date,
): Promise<void> {
  const lines = (await markedLines(await bankFileByNumber(file))).filter((each) => each.number === number);
  const [line] = lines.filter((each) => each.outcome === "under_way" || each.outcome === "paid");
  if (!line) throw new Refusal("SETTLEMENT_MOVED_ON");
  await paymentReturned(line.settlement, line.attempt, reason, by, at);
}

async function underWay(file: string, numbers: readonly string[] | undefined): Promise<MarkedLine[]> {
  const lines = (await markedLines(await bankFileByNumber(file))).filter(
    (line) => line.outcome === "under_way" && (!numbers || numbers.includes(line.number)),
  );
  if (lines.length === 0) throw new Refusal("SETTLEMENT_MOVED_ON");
  return lines;
}
