import { createHash } from "node:crypto";
import { SellerModel } from "../../src/sellers/seller";
import { PostingModel } from "../../src/settlements/account/posting";
import { balanceOf } from "../../src/settlements/pages/balance";
import { closeNow, closePage } from "../../src/settlements/pages/close";
import { gather } from "../../src/settlements/pages/gather";
import { nextCut } from "../../src/settlements/pages/period";
import { type Settlement, SettlementModel } from "../../src/settlements/pages/settlement";
import { type BankFile, BankFileModel } from "../../src/settlements/paying/bank-file";
import { fetchBankFile, makeBankFile } from "../../src/settlements/paying/make-bank-file";
import { markExecuted, markReturned } from "../../src/settlements/paying/mark-lines";
import { dueAgain } from "../../src/settlements/paying/payment";
import { PayoutAccountModel, sealedAccount } from "../../src/settlements/paying/payout-account";
import { recountAccounts } from "../../src/settlements/recount/recount";
import type { SellerId, UserId } from "../../src/shared/ids";
import { dayOf, later } from "../../src/shared/time";
import { accountsDatabase, aShop, givenBack, noon, raw, receivedOrder } from "./ground";

accountsDatabase("paying");
const CLERK = "usr_clerk" as UserId;
const NUMBER = "6222021234567890123";
let shop: SellerId;
beforeEach(async () => {
  shop = await aShop("=甲合作社");
});

const nameBank = async (seller: SellerId, holder = "=酉阳甲合作社"): Promise<void> => {
  const bank = sealedAccount(seller, { holder, bank: "中国农业银行酉阳支行", number: NUMBER });
  await PayoutAccountModel.collection.insertOne({ _id: seller as never, bank, provider: null, changes: [] } as never);
};
const pages = async (seller = shop): Promise<Settlement[]> =>
  SettlementModel.find({ seller }).sort({ page: 1 }).lean() as unknown as Promise<Settlement[]>;
const page = async (index: number): Promise<Settlement> => (await pages())[index] as Settlement;
const settle = (at = noon("2026-11-05"), seller = shop) => closeNow(seller, CLERK, at) as Promise<Settlement>;
const owed = async (seller = shop) => (await balanceOf(seller, noon("2026-11-05"))).owedFen;
const sound = async () => expect((await recountAccounts()).differences).toEqual([]);

test("accounts are settled at midnight in Shanghai of the 1st and the 16th", () => {
  const cases = [
    ["2026-11-15T15:59:59.999Z", "2026-11-16"],
    ["2026-11-15T16:00:00Z", "2026-12-01"],
    ["2026-10-31T16:00:00Z", "2026-11-16"],
    ["2026-12-31T15:59:59Z", "2027-01-01"],
  ] as const;
  for (const [at, day] of cases) {
    const cut = nextCut(new Date(at));
    expect(dayOf(cut)).toBe(day);
    expect(dayOf(later(cut, -1)) < day).toBe(true);
  }
});

test("a page is closed on its day with what happened before it; the rest stands on the next", async () => {
  await receivedOrder(shop, { at: noon("2026-11-03") });
  await receivedOrder(shop, { at: noon("2026-11-16"), lines: [{ fen: 700 }] });
  await gather(shop, noon("2026-11-02"));
  const open = await page(0);
  expect(dayOf(open.to)).toBe("2026-11-16");
  const closed = await closePage(open, null, noon("2026-11-16"));
  expect(closed).toMatchObject({ state: "ready", payableFen: 10_000, lines: 1, closedBy: null });
  expect(await page(1)).toMatchObject({ state: "open", openingFen: 0, from: open.to });
  expect(await owed()).toBe(10_700);
  await sound();
});

test("a page without a line is kept for the next half-month", async () => {
  await receivedOrder(shop);
  await settle();
  const open = await page(1);
  expect(await closePage(open, null, noon("2026-11-16"))).toBeNull();
  expect(await pages()).toHaveLength(2);
  expect(dayOf((await page(1)).to)).toBe("2026-12-01");
  expect(await settle(noon("2026-11-20"))).toBeNull();
});

test("what is missing is carried to the head of the next page, and lowers what it comes to", async () => {
  const order = await receivedOrder(shop, { lines: [{ fen: 10_000, quantity: 2 }] });
  await nameBank(shop);
  const first = await settle();
  const { number } = await makeBankFile([first.number], CLERK, noon("2026-11-06"));
  await markExecuted(number, { executedOn: "2026-11-06", reference: "B1" }, CLERK, noon("2026-11-06"));
  await givenBack(order, 2, noon("2026-11-07"));
  expect(await owed()).toBe(-10_000);
  expect(await settle(noon("2026-11-08"))).toMatchObject({ state: "carried", payableFen: -10_000 });
  await receivedOrder(shop, { lines: [{ fen: 14_000 }], at: noon("2026-11-09") });
  expect(await settle(noon("2026-11-10"))).toMatchObject({ state: "ready", openingFen: -10_000, payableFen: 4000 });
  expect(await owed()).toBe(4000);
  await sound();
});

test("the bank's file: what banks expect, safe in a spreadsheet, frozen, fetched again byte for byte", async () => {
  await receivedOrder(shop, { lines: [{ fen: 123_456 }] });
  await nameBank(shop);
  const { number: settlement } = await settle();
  const file = await makeBankFile([settlement], CLERK, noon("2026-11-06"));
  const body = await fetchBankFile(file.number, CLERK, noon("2026-11-06"));
  expect(body).toBe(
    `\uFEFF收款人户名,账号,开户行,金额(元),附言\r\n'=酉阳甲合作社,${NUMBER},中国农业银行酉阳支行,1234.56,货款结算 ${settlement}\r\n`,
  );
  expect(createHash("sha256").update(body).digest("hex")).toBe(file.hash);
  await raw("payout_accounts").deleteMany({});
  expect(await fetchBankFile(file.number, "usr_other" as UserId, noon("2026-11-09"))).toBe(body);
  const kept = (await BankFileModel.findOne().lean()) as BankFile;
  expect(kept.fetched.map((each) => each.by)).toEqual([CLERK, "usr_other"]);
  expect(JSON.stringify(await raw("bank_files").find().toArray())).not.toContain(NUMBER);
  await raw("bank_files").updateOne({}, { $set: { hash: "0" } });
  await expect(fetchBankFile(file.number, CLERK, noon("2026-11-09"))).rejects.toThrow("not what it was");
});

test("the database never holds a readable account number", async () => {
  await nameBank(shop);
  expect(JSON.stringify(await raw("payout_accounts").find().toArray())).not.toContain("567890");
});

test("nothing is in two files, however many clerks press at once", async () => {
  const numbers: string[] = [];
  for (let i = 0; i < 6; i++) {
    const seller = await aShop(`合作社 ${i}`);
    await nameBank(seller, `户名 ${i}`);
    await receivedOrder(seller);
    numbers.push((await settle(noon("2026-11-05"), seller)).number);
  }
  const outcomes = await Promise.allSettled(
    Array.from({ length: 5 }, () => makeBankFile(numbers, CLERK, noon("2026-11-06"))),
  );
  const made = outcomes.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  expect(made.flatMap((file) => file.lines.map((line) => line.number)).sort()).toEqual([...numbers].sort());
  expect(await BankFileModel.countDocuments()).toBe(made.length);
  await expect(makeBankFile(numbers, CLERK, noon("2026-11-06"))).rejects.toMatchObject({ code: "NOTHING_TO_PAY_OUT" });
});

test("a suspended shop and one without an account are not paid, and are settled all the same", async () => {
  await receivedOrder(shop);
  const { number } = await settle();
  await expect(makeBankFile([number], CLERK, noon("2026-11-06"))).rejects.toMatchObject({ code: "NOTHING_TO_PAY_OUT" });
  await nameBank(shop);
  await SellerModel.updateOne({ _id: shop }, { $set: { state: "suspended" } });
  await expect(makeBankFile([number], CLERK, noon("2026-11-06"))).rejects.toMatchObject({ code: "NOTHING_TO_PAY_OUT" });
  expect(await owed()).toBe(10_000);
  await SellerModel.updateOne({ _id: shop }, { $set: { state: "open" } });
  expect((await makeBankFile([number], CLERK, noon("2026-11-06"))).totalFen).toBe(10_000);
});

test("executed is executed once; returned is put back on the account and paid by another attempt", async () => {
  await receivedOrder(shop);
  await nameBank(shop);
  const { number: settlement } = await settle();
  const { number } = await makeBankFile([settlement], CLERK, noon("2026-11-06"));
  const execute = () => markExecuted(number, { executedOn: "2026-11-07", reference: "B7" }, CLERK, noon("2026-11-07"));
  const pressed = await Promise.allSettled([execute(), execute(), execute()]);
  expect(pressed.filter((each) => each.status === "fulfilled")).toHaveLength(1);
  expect(await owed()).toBe(0);
  await sound();
  const back = () => markReturned(number, { number: settlement, reason: "户名不符" }, CLERK, noon("2026-11-09"));
  await back();
  await expect(back()).rejects.toMatchObject({ code: "SETTLEMENT_MOVED_ON" });
  expect(await owed()).toBe(10_000);
  await sound();
  await dueAgain(await page(0), CLERK, noon("2026-11-09"));
  const again = await makeBankFile([settlement], CLERK, noon("2026-11-10"));
  expect(again.lines[0]?.attempt).toBe(2);
  await markExecuted(again.number, { executedOn: "2026-11-10", reference: "B8" }, CLERK, noon("2026-11-10"));
  // A late press on the first file changes nothing any more.
  await expect(back()).rejects.toMatchObject({ code: "SETTLEMENT_MOVED_ON" });
  expect(await owed()).toBe(0);
  const kinds = (
    await PostingModel.find({ settlement: (await page(0))._id })
      .sort({ _id: 1 })
      .lean()
  ).map((row) => row.kind);
  expect(kinds).toEqual(["sale", "payout", "payout_returned", "payout"]);
  expect((await page(0)).payments.map((each) => each.outcome)).toEqual(["returned", "paid"]);
  await sound();
});

test("a transfer the bank never made comes back without having been off the account", async () => {
  await receivedOrder(shop);
  await nameBank(shop);
  const { number: settlement } = await settle();
  const { number } = await makeBankFile([settlement], CLERK, noon("2026-11-06"));
  await markReturned(number, { number: settlement, reason: "账号不存在" }, CLERK, noon("2026-11-07"));
  expect(await PostingModel.countDocuments({ kind: /payout/ as never })).toBe(0);
  expect(await owed()).toBe(10_000);
  expect((await page(0)).state).toBe("returned");
  await sound();
});
