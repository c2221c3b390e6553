import { type Fen, sum, ZERO } from "../../shared/money";
import type { Words } from "../../shared/words";
import { closingOf, type Settlement, SettlementModel, type SettlementState } from "../pages/settlement";
import { type BankFile, recentBankFiles } from "../paying/bank-file";
import { partlyReturned, partOf } from "../paying/came-back";
import { heldSellers } from "../paying/held";
import { masked, type PayoutAccount, payoutAccountsOf } from "../paying/payout-account";
import { reasonText, settlementRow } from "../statement/view";

/** As many as one bank file takes, and as a clerk looks through at once. */
const LISTED = 200;
const FILES = 20;

const inState = async (...states: SettlementState[]): Promise<Settlement[]> =>
  (await SettlementModel.find({ state: { $in: states } })
    .sort({ to: 1, _id: 1 })
    .limit(LISTED)
    .lean()) as Settlement[];

const totalOf = async (state: SettlementState): Promise<{ fen: Fen; count: number }> => {
  const [row] = await SettlementModel.aggregate<{ fen: Fen; count: number }>([
    { $match: { state } },
    { $group: { _id: null, fen: { $sum: "$payableFen" }, count: { $sum: 1 } } },
  ]);
  return row ?? { fen: ZERO, count: 0 };
};

/** How a settlement that is due can be paid: what keeps it is said, never left out. */
export type PayWay = "bank" | "transfer" | "held" | "no_account";

export function wayOf(account: PayoutAccount | undefined, held: boolean): PayWay {
  if (held) return "held";
  if (account?.provider?.ready) return "transfer";
  return account?.bank ? "bank" : "no_account";
}

/** Everything a clerk needs to pay: what is due and how, what is on its way, what came back, the files, the open pages. */
export async function deskView(words: Words) {
  const [due, back] = [await inState("ready"), await inState("returned")];
  const sellers = [...due, ...back].map((each) => each.seller);
  const [held, accounts] = [await heldSellers(sellers), await payoutAccountsOf(sellers)];
  const row = (settlement: Settlement) => {
    const account = accounts.get(settlement.seller);
    const way = wayOf(account, held.has(settlement.seller));
    const last = settlement.payments.at(-1);
    return {
      ...settlementRow(settlement, words, "/desk/settlements"),
      account: account?.bank ? `${account.bank.bank} ${masked(account.bank)}` : null,
      way,
      reason: reasonText(last?.reason ?? null, words),
    };
  };
  const rows = due.map(row);
  const of = (...ways: PayWay[]) => rows.filter((each) => ways.includes(each.way));
  return {
    due: await totalOf("ready"),
    onTheWay: await totalOf("paying"),
    returned: await totalOf("returned"),
    byBank: of("bank"),
    byBankFen: sum(of("bank").map((each) => each.payableFen as Fen)),
    byTransfer: of("transfer"),
    byTransferFen: sum(of("transfer").map((each) => each.payableFen as Fen)),
    kept: of("held", "no_account"),
    back: back.map(row),
    partly: (await partlyReturned()).map((each) => ({
      ...settlementRow(each, words, "/desk/settlements"),
      partFen: partOf(each),
    })),
    files: (await recentBankFiles(FILES)).map(fileRow),
    open: (await openPages()).map((page) => openRow(page, words)),
  };
}

const openPages = async (): Promise<Settlement[]> =>
  (await SettlementModel.find({ state: "open", lines: { $gt: 0 } })
    .sort({ to: 1, sellerName: 1 })
    .limit(LISTED)
    .lean()) as Settlement[];

const openRow = (page: Settlement, words: Words) => ({
  seller: page.seller,
  href: `/desk/settlements/shops/${page.seller}`,
  name: words.pick(page.sellerName, page.sellerNameEn),
  lines: page.lines,
  soFarFen: closingOf(page),
  to: page.to,
});

export const fileRow = (file: Omit<BankFile, "sealed">) => ({
  number: file.number,
  href: `/desk/settlements/files/${file.number}`,
  madeAt: file.madeAt,
  count: file.lines.length,
  totalFen: file.totalFen,
});
