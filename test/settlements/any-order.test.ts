import fc from "fast-check";
import { confirmReceipt } from "../../src/orders/confirm-receipt";
import { settleRefund } from "../../src/payments/refunds/settle-refund";
import { SellerModel } from "../../src/sellers/seller";
import { closeNow } from "../../src/settlements/pages/close";
import { type Settlement, SettlementModel } from "../../src/settlements/pages/settlement";
import { makeBankFile } from "../../src/settlements/paying/make-bank-file";
import { markExecuted, markReturned } from "../../src/settlements/paying/mark-lines";
import { dueAgain } from "../../src/settlements/paying/payment";
import { PayoutAccountModel, sealedAccount } from "../../src/settlements/paying/payout-account";
import { recountAccounts } from "../../src/settlements/recount/recount";
import { settlementsRound } from "../../src/settlements/round";
import { Refusal } from "../../src/shared/errors";
import type { OrderId, SellerId, UserId } from "../../src/shared/ids";
import { HOUR, later } from "../../src/shared/time";
import { accountsDatabase, aShop, ask, noon, raw, refundsIn, sentOrder } from "./ground";

accountsDatabase("any_order");
const CLERK = "usr_clerk" as UserId;

/** What people and banks do, in no order at all; `pick` chooses among whatever there is. */
const deed = fc.record({
  what: fc.constantFrom(
    ...(["receive", "receive", "ask", "ask", "succeed", "succeed", "fail", "chargeback", "settle", "settle"] as const),
    ...(["file", "execute", "return", "again", "suspend", "open", "round"] as const),
  ),
  pick: fc.nat(1000),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

interface Scene {
  shops: SellerId[];
  orders: OrderId[];
  at: Date;
}

const one = <T>(those: readonly T[], pick: number): T | undefined => those[pick % Math.max(1, those.length)];
const settlements = (state: Settlement["state"]): Promise<Settlement[]> =>
  SettlementModel.find({ state }).lean() as unknown as Promise<Settlement[]>;

const DEEDS: Record<Deed["what"], (scene: Scene, pick: number) => Promise<unknown>> = {
  receive: async ({ orders, at }, pick) => confirmReceipt(one(orders, pick) as OrderId, at),
  ask: async ({ orders, at }, pick) => ask(one(orders, pick) as OrderId, 1 + (pick % 2), at, String(1 + (pick % 2))),
  succeed: async ({ at }, pick) => settleOne("processing", "succeeded", pick, at),
  fail: async ({ at }, pick) => settleOne(pick % 2 ? "processing" : "succeeded", "failed", pick, at),
  chargeback: async (_, pick) => {
    const refund = one(await refundsIn("processing"), pick);
    if (refund)
      await raw("refunds").updateOne(
        { _id: refund._id as never },
        { $set: { kind: "chargeback", chargeback: `dp_${refund._id}` } },
      );
  },
  settle: async ({ shops, at }, pick) => closeNow(one(shops, pick) as SellerId, CLERK, at),
  file: async ({ at }) =>
    makeBankFile(
      (await settlements("ready")).map((each) => each.number),
      CLERK,
      at,
    ),
  execute: async ({ at }, pick) => {
    const paying = one(await settlements("paying"), pick);
    const executed = { numbers: [String(paying?.number)], executedOn: "2026-11-20", reference: "B" };
    if (paying) await markExecuted(String(paying.payments.at(-1)?.file), executed, CLERK, at);
  },
  return: async ({ at }, pick) => {
    const out = one([...(await settlements("paying")), ...(await settlements("paid"))], pick);
    const file = String(out?.payments.at(-1)?.file);
    if (out) await markReturned(file, { number: out.number, reason: "户名不符" }, CLERK, at);
  },
  again: async ({ at }, pick) => {
    const back = one(await settlements("returned"), pick);
    if (back) await dueAgain(back, CLERK, at);
  },
  suspend: async ({ shops }, pick) =>
    SellerModel.updateOne({ _id: one(shops, pick) as SellerId }, { $set: { state: "suspended" } }),
  open: async () => SellerModel.updateMany({}, { $set: { state: "open" } }),
  round: async ({ at }) => settlementsRound({ provider: {} as never, publicUrl: "" }, at),
};

async function settleOne(
  state: "processing" | "succeeded",
  outcome: "succeeded" | "failed",
  pick: number,
  at: Date,
): Promise<void> {
  const refund = one(await refundsIn(state), pick);
  if (refund) await settleRefund(refund._id, outcome, at);
}

/** A "no", and two who met, are part of the game; anything else is a mistake. */
const played = (scene: Scene, { what, pick }: Deed): Promise<unknown> =>
  DEEDS[what](scene, pick).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
  });

async function scene(): Promise<Scene> {
  for (const name of ["seller_postings", "settlements", "orders", "refunds", "checkouts", "bank_files"])
    await raw(name).deleteMany({});
  await raw("payout_accounts").deleteMany({});
  const shops = [await aShop("甲"), await aShop("乙")];
  for (const seller of shops) {
    const bank = sealedAccount(seller, { holder: "户", bank: "农行", number: "6222021234567890123" });
    await PayoutAccountModel.collection.insertOne({ _id: seller as never, bank, provider: null, changes: [] } as never);
  }
  const orders: OrderId[] = [];
  for (let i = 0; i < 6; i++) {
    const lines = [
      { fen: 3333 + i * 7, quantity: 3 },
      { fen: 999, quantity: 2 },
    ];
    const rates = { providerFeeBp: 61, commissionBp: i % 2 ? 0 : 333 };
    orders.push(await sentOrder(shops[i % 2] as SellerId, { lines, freightFen: i * 111, rates }));
  }
  return { shops, orders, at: noon("2026-11-05") };
}

async function mustBeSound(): Promise<void> {
  const { accounts, differences } = await recountAccounts();
  expect(differences).toEqual([]);
  expect(accounts.filter((account) => account.differenceFen !== 0)).toEqual([]);
}

const RUNS = Number(process.env.RUNS ?? 12);

test("whatever happens in whatever order, both sides of every account agree", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 15, maxLength: 45 }), async (deeds) => {
      const play = await scene();
      for (const each of deeds) {
        play.at = later(play.at, HOUR);
        await played(play, each);
      }
      await mustBeSound();
    }),
    { numRuns: RUNS },
  );
});

test("and when it all happens at once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 20, maxLength: 40 }), async (deeds) => {
      const play = await scene();
      for (let i = 0; i < deeds.length; i += 8)
        await Promise.all(deeds.slice(i, i + 8).map((each) => played(play, each)));
      await mustBeSound();
    }),
    { numRuns: RUNS },
  );
});
