import { UserModel } from "../../src/accounts/user";
import type { Till } from "../../src/payments/checkout/open-payment";
import { SellerModel } from "../../src/sellers/seller";
import { SettlementModel } from "../../src/settlements/pages/settlement";
import { makeBankFile } from "../../src/settlements/paying/make-bank-file";
import { markExecuted } from "../../src/settlements/paying/mark-lines";
import { PayoutAccountModel, sealedAccount } from "../../src/settlements/paying/payout-account";
import { settlementsRound } from "../../src/settlements/round";
import type { SellerId, UserId } from "../../src/shared/ids";
import { DAY, dayOf, HOUR, later, type Month, monthAfter, monthOf, monthStart } from "../../src/shared/time";
import type { Happening } from "./act";

/** Three days after each half-month the clerk pays; the last one is left for whoever looks at the desk. */
const PAID_AFTER = 3 * DAY;
const MOST_LINES = 200;

/**
 * The demonstration's books: bank accounts on the first day, a settlement on every 1st and 16th, paid by the bank's file. What
 * was sold before the first day stands on everybody's first page.
 */
export async function settlements(from: Date, end: Date, till: Till): Promise<Happening[]> {
  const clerk = await UserModel.findOne({ identifier: "admin@demo.liangqun" }, { _id: 1 }).lean();
  if (!clerk) return [];
  const cuts = halfMonths(from, end);
  return [
    { at: from, happen: bankAccounts },
    ...cuts.map((at) => ({ at, happen: (then: Date) => settle(till, then) })),
    ...cuts.slice(0, -1).map((at) => ({ at: later(at, PAID_AFTER), happen: (then: Date) => pay(clerk._id, then) })),
  ];
}

/** 02:00 in Chongqing on every 1st and 16th. */
function halfMonths(from: Date, end: Date): Date[] {
  const cuts: Date[] = [];
  for (let month: Month = monthOf(from); month <= monthOf(end); month = monthAfter(month))
    for (const days of [0, 15]) cuts.push(later(monthStart(month), days * DAY + 2 * HOUR));
  return cuts.filter((at) => at > from && at <= end);
}

/** Account numbers nobody has: they begin with zeros. */
async function bankAccounts(at: Date): Promise<Happening[]> {
  const sellers = await SellerModel.find({ demo: true }, { name: 1 }).sort({ _id: 1 }).lean();
  for (const [index, { _id, name }] of sellers.entries()) {
    const number = `0000${String(index + 1).padStart(12, "0")}`;
    const bank = sealedAccount(_id as SellerId, { holder: name, bank: "演示银行", number });
    const changes = [{ at, by: "usr_demo" as UserId, lastFour: bank.lastFour }];
    await PayoutAccountModel.updateOne({ _id }, { $setOnInsert: { bank, provider: null, changes } }, { upsert: true });
  }
  return [];
}

async function settle(till: Till, at: Date): Promise<Happening[]> {
  await settlementsRound(till, at);
  return [];
}

async function pay(clerk: UserId, at: Date): Promise<Happening[]> {
  const due = await SettlementModel.find({ state: "ready" }, { number: 1 })
    .sort({ number: 1 })
    .limit(MOST_LINES)
    .lean();
  const numbers = due.map((each) => each.number as string);
  if (numbers.length === 0) return [];
  const file = await makeBankFile(numbers, clerk, at);
  return [
    {
      at: later(at, 6 * HOUR),
      happen: async (then) => {
        await markExecuted(file.number, { executedOn: dayOf(then), reference: `演示-${file.number}` }, clerk, then);
        return [];
      },
    },
  ];
}
