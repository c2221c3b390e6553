import { PostingModel, type SettlementId } from "../../src/settlements/account/posting";
import { closeNow } from "../../src/settlements/pages/close";
import { allRows, openRows, rowsOf, type StatementRow } from "../../src/settlements/statement/rows";
import type { SellerId, UserId } from "../../src/shared/ids";
import { accountsDatabase, aShop, givenBack, noon, receivedOrder } from "./ground";

accountsDatabase("statement");
const RATES = { providerFeeBp: 60, commissionBp: 200 };
const CLERK = "usr_clerk" as UserId;
let shop: SellerId;
beforeEach(async () => {
  shop = await aShop();
});

const settle = async (): Promise<SettlementId> =>
  (await closeNow(shop, CLERK, noon("2026-11-10")))?._id as SettlementId;

test("a deed is one row, also when many happened in the same moment", async () => {
  const orders = [];
  for (let i = 0; i < 15; i++)
    orders.push(await receivedOrder(shop, { lines: [{ fen: 1000 + i }], freightFen: 100, rates: RATES }));
  await givenBack(orders[0]!, 1, noon("2026-11-03"));
  const settlement = await settle();
  const rows: StatementRow[] = [];
  for await (const row of allRows(settlement)) rows.push(row);
  expect(rows).toHaveLength(16);
  expect(rows.filter((row) => row.what === "refund")).toHaveLength(1);
  for (const row of rows) expect(row.goodsFen + row.freightFen + row.backFen + row.chargesFen).toBe(row.sumFen);
  const whole = (await PostingModel.find({ settlement }).lean()).reduce((sum, each) => sum + each.amountFen, 0);
  expect(rows.reduce((sum, row) => sum + row.sumFen, 0)).toBe(whole);
});

test("read in parts, nothing is left out, cut in two or read twice", async () => {
  for (let i = 0; i < 17; i++) {
    const at = noon(`2026-11-0${1 + (i % 4)}`);
    await receivedOrder(shop, { lines: [{ fen: 1000 + i }], freightFen: i % 2 ? 100 : 0, rates: RATES, at });
  }
  const settlement = await settle();
  for (const limit of [1, 2, 5, 16, 17, 40]) {
    const seen: string[] = [];
    let after = null;
    do {
      const { rows, next }: Awaited<ReturnType<typeof rowsOf>> = await rowsOf(settlement, { limit, after });
      expect(rows.length).toBeLessThanOrEqual(limit);
      seen.push(...rows.map((row) => `${row.orderNumber}`));
      after = next;
    } while (after);
    expect(seen).toHaveLength(17);
    expect(new Set(seen).size).toBe(17);
  }
});

test("what is not settled yet is listed with the latest first", async () => {
  await receivedOrder(shop, { at: noon("2026-11-02") });
  await receivedOrder(shop, { at: noon("2026-11-05"), freightFen: 500 });
  const rows = await openRows(shop, null, 10);
  expect(rows.map((row) => [row.sumFen, row.occurredAt])).toEqual([
    [10_500, noon("2026-11-05")],
    [10_000, noon("2026-11-02")],
  ]);
});
