import { createHash } from "node:crypto";
import { audit } from "../../accounts/audit/audit";
import { inTransaction } from "../../shared/db";
import { notFound, Refusal } from "../../shared/errors";
import { newId, newOrderNumber, type UserId } from "../../shared/ids";
import { log } from "../../shared/log";
import { type Fen, sum, ZERO } from "../../shared/money";
import { seal, unseal } from "../../shared/sealed";
import type { Column } from "../../shared/tables/column";
import { writeCsv } from "../../shared/tables/write-csv";
import { dayOf } from "../../shared/time";
import { type Settlement, SettlementModel } from "../pages/settlement";
import { type BankFile, BankFileModel, type BankLine } from "./bank-file";
import { heldSellers } from "./held";
import { beginPayment } from "./payment";
import { numberOf, type PayoutAccount, payoutAccountsOf } from "./payout-account";

/** As many lines as banks take in one upload, and one transaction writes in a moment. */
export const MOST_LINES = 200;

/** A line of the file with the whole account number, as it stands in the bank's file and nowhere else. */
type FullLine = BankLine & { account: string };

/** The columns Chinese banks' batch transfers are read by; the banks read no other language. */
const COLUMNS: readonly Column<FullLine>[] = [
  { title: "收款人户名", of: (line) => line.holder },
  { title: "账号", of: (line) => line.account },
  { title: "开户行", of: (line) => line.bank },
  { title: "金额(元)", kind: "yuan", of: (line) => line.amountFen },
  { title: "附言", of: (line) => `货款结算 ${line.number}` },
];

/**
 * Puts settlements that are due into a file for the bank: every line and the file in one transaction, so nothing is ever in
 * two files. Of those named, the ones whose shop is suspended or has named no bank account stay out. Refuses:
 * NOTHING_TO_PAY_OUT, SETTLEMENT_MOVED_ON when another clerk was faster.
 */
export async function makeBankFile(numbers: readonly string[], by: UserId, at: Date): Promise<BankFile> {
  const made = await inTransaction(
    async () => {
      const lines = await beginAll(
        await dueNamed(numbers),
        `${newOrderNumber(dayOf(at))}`.replace(/^LQ/, "YH"),
        by,
        at,
      );
      const file = await freeze(lines, by, at);
      await BankFileModel.insertMany([file]);
      const after = { lines: file.lines.length, totalFen: file.totalFen };
      await audit({ what: "bank_file.made", subject: subjectOf(file), by, after }, at);
      return file;
    },
    { ms: 15_000 },
  );
  log.info({ file: made.number, lines: made.lines.length, by }, "bank file made");
  return made;
}

interface Due {
  settlement: Settlement;
  account: PayoutAccount;
}

async function dueNamed(numbers: readonly string[]): Promise<Due[]> {
  const settlements = (await SettlementModel.find({
    number: { $in: numbers.slice(0, MOST_LINES).map(String) },
    state: "ready",
  })
    .sort({ _id: 1 })
    .lean()) as Settlement[];
  const sellers = settlements.map((settlement) => settlement.seller);
  const [held, accounts] = [await heldSellers(sellers), await payoutAccountsOf(sellers)];
  const due = settlements.flatMap((settlement) => {
    const account = accounts.get(settlement.seller);
    return account?.bank && !held.has(settlement.seller) ? [{ settlement, account }] : [];
  });
  if (due.length === 0) throw new Refusal("NOTHING_TO_PAY_OUT");
  return due;
}

async function beginAll(due: readonly Due[], file: string, by: UserId, at: Date): Promise<[string, FullLine[]]> {
  const lines: FullLine[] = [];
  for (const { settlement, account } of due) {
    const { bank } = account;
    if (!bank) continue;
    const begun = await beginPayment(settlement, { method: "bank", file }, by, at);
    lines.push({
      settlement: settlement._id,
      number: settlement.number,
      attempt: begun.payments.length,
      seller: settlement.seller,
      holder: bank.holder,
      bank: bank.bank,
      lastFour: bank.lastFour,
      amountFen: begun.payableFen ?? ZERO,
      account: numberOf(settlement.seller, bank),
    });
  }
  return [file, lines];
}

async function freeze([number, full]: [string, FullLine[]], by: UserId, at: Date): Promise<BankFile> {
  let body = "";
  for await (const row of writeCsv(COLUMNS, full)) body += row;
  const lines = full.map(({ account, ...line }) => line);
  return {
    _id: newId("bnk", at),
    number,
    madeAt: at,
    madeBy: by,
    lines,
    totalFen: sum(lines.map((line): Fen => line.amountFen)),
    sealed: seal(body, about(number)),
    hash: hashOf(body),
    fetched: [],
  };
}

const subjectOf = ({ _id: id, number }: BankFile) => ({ kind: "bank_file", id, name: number }) as const;

const about = (number: string): string => `bank-file:${number}`;
const hashOf = (body: string): string => createHash("sha256").update(body, "utf8").digest("hex");

/** The file as it was made, byte for byte; who fetches it is written down. Throws when its bytes are not those of its hash. */
export async function fetchBankFile(number: string, by: UserId, at: Date): Promise<string> {
  const file = await inTransaction(async () => {
    const fetched = { $push: { fetched: { at, by } } };
    const found = (await BankFileModel.findOneAndUpdate({ number: String(number) }, fetched).lean()) as BankFile | null;
    if (!found) throw notFound();
    await audit({ what: "bank_file.fetched", subject: subjectOf(found), by }, at);
    return found;
  });
  const body = unseal(file.sealed, about(file.number));
  if (hashOf(body) !== file.hash) throw new Error(`bank file ${file.number} is not what it was`);
  log.info({ file: file.number, by }, "bank file fetched");
  return body;
}
