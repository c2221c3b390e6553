import { confirmReceipt } from "../../src/orders/confirm-receipt";
import { settleRefund } from "../../src/payments/refunds/settle-refund";
import { post } from "../../src/settlements/account/post";
import { PostingModel } from "../../src/settlements/account/posting";
import { balanceOf } from "../../src/settlements/pages/balance";
import { gather } from "../../src/settlements/pages/gather";
import { healAccounts } from "../../src/settlements/recount/heal";
import { recountAccounts } from "../../src/settlements/recount/recount";
import { inTransaction } from "../../src/shared/db";
import type { OrderId, SellerId } from "../../src/shared/ids";
import { fen } from "../../src/shared/money";
import { accountsDatabase, aShop, ask, givenBack, noon, orderNumbered, raw, receivedOrder, sentOrder } from "./ground";

accountsDatabase("account");
const RATES = { providerFeeBp: 60, commissionBp: 200 };
let shop: SellerId;
beforeEach(async () => {
  shop = await aShop();
});

const account = async (order?: OrderId): Promise<Record<string, number>> => {
  const rows = await PostingModel.find(order ? { order } : {}).lean();
  const sums: Record<string, number> = {};
  for (const row of rows) sums[row.kind] = (sums[row.kind] ?? 0) + row.amountFen;
  return sums;
};
const sound = async () => expect((await recountAccounts()).differences).toEqual([]);
const owed = async () => (await balanceOf(shop, noon("2026-11-05"))).owedFen;

test("received goods and their freight are on the account, less fee and commission", async () => {
  await receivedOrder(shop, { lines: [{ fen: 11_800 }], freightFen: 1200, rates: RATES });
  expect(await account()).toEqual({ sale: 11_800, freight: 1200, provider_fee: -78, commission: -236 });
  expect(await owed()).toBe(13_000 - 78 - 236);
  await sound();
});

test("nothing is on the account before the goods were received", async () => {
  const order = await sentOrder(shop);
  await givenBack(order);
  expect(await account()).toEqual({});
  expect(await owed()).toBe(0);
});

test("what was given back before the receipt is left out of it, charges and all", async () => {
  const order = await sentOrder(shop, { lines: [{ fen: 30_000, quantity: 3 }], rates: RATES });
  await givenBack(order);
  await confirmReceipt(order, noon("2026-11-05"));
  expect(await account()).toEqual({ sale: 20_000, provider_fee: -120, commission: -400 });
  await sound();
});

test("a refund takes goods, fee and commission back in proportion; the last piece takes the last fen", async () => {
  const order = await receivedOrder(shop, { lines: [{ fen: 10_001, quantity: 3 }], rates: RATES });
  for (const day of ["04", "05", "06"]) {
    await givenBack(order, 1, noon(`2026-11-${day}`));
    await sound();
  }
  expect(Object.values(await account()).reduce((a, b) => a + b)).toBe(0);
  expect(await account()).toMatchObject({ provider_fee: 0, commission: 0, sale: 10_001, refund: -10_001 });
});

test("a refund that fails days later is put back, once", async () => {
  const order = await receivedOrder(shop, { lines: [{ fen: 9999, quantity: 2 }], rates: RATES });
  const before = await owed();
  const refund = await givenBack(order);
  expect(await owed()).toBeLessThan(before);
  await settleRefund(refund._id, "failed", noon("2026-11-09"));
  await settleRefund(refund._id, "failed", noon("2026-11-09"));
  expect(await owed()).toBe(before);
  await sound();
});

test("reserved before the receipt and failed after it: the goods are the producer's then", async () => {
  const order = await sentOrder(shop, { lines: [{ fen: 8000, quantity: 2 }], freightFen: 900, rates: RATES });
  const refund = await ask(order, 1, noon("2026-11-04"));
  await confirmReceipt(order, noon("2026-11-05"));
  expect(await account()).toMatchObject({ sale: 4000 });
  await sound();
  // Even when the failing process's clock is behind.
  await settleRefund(refund._id, "failed", noon("2026-11-04"));
  expect(await account()).toMatchObject({ sale: 8000, freight: 900 });
  await sound();
});

test("a chargeback is taken from the account and comes back when it is won", async () => {
  const order = await receivedOrder(shop, { lines: [{ fen: 5000 }], rates: RATES });
  const before = await owed();
  const { _id } = await ask(order);
  await raw("refunds").updateOne({ _id: _id as never }, { $set: { kind: "chargeback", chargeback: "dp_1" } });
  await settleRefund(_id, "succeeded", noon("2026-11-06"));
  expect(await account()).toMatchObject({ dispute: -5000, sale: 5000 });
  expect(await owed()).toBe(0);
  await settleRefund(_id, "failed", noon("2026-11-08"));
  expect(await owed()).toBe(before);
  await sound();
});

test("a posting is written once and never changed", async () => {
  await receivedOrder(shop);
  const [posting] = await PostingModel.find().lean();
  await expect(PostingModel.updateOne({ kind: "sale" }, { $set: { amountFen: 1 } })).rejects.toThrow("written once");
  await expect(PostingModel.deleteMany({})).rejects.toThrow("written once");
  await expect(PostingModel.updateMany({}, { $set: { amountFen: 1 } })).rejects.toThrow("written once");
  const again = { ...posting, order: posting?.order ?? null } as NonNullable<typeof posting>;
  expect(await post([again], noon("2026-11-05"))).toBe(0);
  await expect(post([{ ...again, amountFen: fen(1) }], noon("2026-11-05"))).rejects.toThrow("another content");
});

test("a deed that is undone posts nothing", async () => {
  const correction = {
    deed: "x",
    seller: shop,
    kind: "correction",
    amountFen: fen(5),
    occurredAt: noon("2026-11-05"),
  } as const;
  const stopped = inTransaction(async () => {
    await post([correction], noon("2026-11-05"));
    throw new Error("stop");
  });
  await expect(stopped).rejects.toThrow("stop");
  expect(await account()).toEqual({});
});

describe("a recount", () => {
  test("names the order whose posting is missing, and puts it back under its own key", async () => {
    const order = await receivedOrder(shop, { lines: [{ fen: 10_001, quantity: 3 }], freightFen: 700, rates: RATES });
    await givenBack(order, 2);
    await receivedOrder(shop);
    const before = await account();
    const lost = [`received:${order}:sale`, `received:${order}:commission`, `received:${order}:freight`];
    await raw("seller_postings").deleteMany({ key: { $in: lost } });
    const { number } = await orderNumbered(order);
    expect((await recountAccounts()).differences).toMatchObject([{ kind: "order", number, seller: shop }]);
    expect(await healAccounts(noon("2026-11-06"))).toBe(3);
    expect(await account()).toEqual(before);
    expect(await healAccounts(noon("2026-11-06"))).toBe(0);
    await sound();
  });

  test("from nothing: every account comes back as it was", async () => {
    for (const quantity of [1, 2, 3]) {
      const order = await receivedOrder(shop, { lines: [{ fen: 7777, quantity }], freightFen: 300, rates: RATES });
      const refund = await givenBack(order, 1);
      if (quantity === 2) await settleRefund(refund._id, "failed", noon("2026-11-07"));
    }
    const before = await account();
    await raw("seller_postings").deleteMany({});
    await healAccounts(noon("2026-11-08"));
    expect(await account()).toEqual(before);
    await sound();
  });

  test("names a wrong amount, a posting of no order, and a page that does not say what its lines say", async () => {
    const order = await receivedOrder(shop);
    await gather(shop, noon("2026-11-05"));
    await raw("seller_postings").updateOne({ order: order as never }, { $set: { amountFen: 10_005 } });
    await raw("seller_postings").insertOne({
      ...{
        _id: "pst_x",
        deed: "x",
        key: "x:sale",
        seller: shop,
        kind: "sale",
        amountFen: 7,
        order: "ord_gone",
        orderNumber: "LQ-GONE",
      },
      ...{ occurredAt: noon("2026-11-05"), at: noon("2026-11-05"), gathered: false, settlement: null },
    } as never);
    const { differences, accounts } = await recountAccounts();
    expect(differences).toMatchObject([
      { kind: "order", expectedFen: 10_000, postedFen: 10_005 },
      { kind: "page", what: "sums", expectedFen: 10_005, foundFen: 10_000 },
      { kind: "orphan", number: "LQ-GONE", postedFen: 7 },
    ]);
    expect(accounts[0]?.differenceFen).toBe(7);
  });
});
