import { setTimeout as pause } from "node:timers/promises";
import { confirmReceipt } from "../../src/orders/confirm-receipt";
import { PostingModel } from "../../src/settlements/account/posting";
import { balanceOf } from "../../src/settlements/pages/balance";
import { closeNow } from "../../src/settlements/pages/close";
import { gather } from "../../src/settlements/pages/gather";
import { type Settlement, SettlementModel } from "../../src/settlements/pages/settlement";
import { recountAccounts } from "../../src/settlements/recount/recount";
import type { OrderId, SellerId, UserId } from "../../src/shared/ids";
import { patiently } from "../support/patiently";
import { accountsDatabase, aShop, noon, sentOrder } from "./ground";

accountsDatabase("race");
const AT = noon("2026-11-05");
const CLERK = "usr_clerk" as UserId;
const RATES = { providerFeeBp: 60, commissionBp: 100 };
const RECEIPTS = 500;
const LANES = 12;

/** Receives every order, so many at a time, as buyers do. */
async function receiveAll(orders: readonly OrderId[]): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let order = orders[next++]; order; order = orders[next++]) {
      const received = order;
      await patiently(() => confirmReceipt(received, AT));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

test("500 receipts racing the settlements of their page: nothing is lost and nothing is counted twice", async () => {
  const shop: SellerId = await aShop();
  const orders: OrderId[] = [];
  for (let i = 0; i < RECEIPTS; i++) orders.push(await sentOrder(shop, { lines: [{ fen: 10_000 + i }], rates: RATES }));
  let receiving = true;
  let closings = 0;
  let readings = 0;
  const close = async (): Promise<void> => {
    for (; receiving; await pause(100)) if (await closeNow(shop, CLERK, AT).catch(() => null)) closings++;
  };
  const put = async (): Promise<void> => {
    for (; receiving; await pause(20)) await gather(shop, AT, 20).catch(() => 0);
  };
  // Whoever reads meanwhile never sees a balance that no moment had: it only grows here.
  const read = async (): Promise<void> => {
    for (let last = 0; receiving; readings++) {
      const { owedFen } = await balanceOf(shop, AT);
      expect(owedFen).toBeGreaterThanOrEqual(last);
      last = owedFen;
    }
  };
  const others = Promise.all([close(), put(), read()]);
  await receiveAll(orders);
  receiving = false;
  await others;
  await closeNow(shop, CLERK, AT);

  const pages = (await SettlementModel.find({ seller: shop, state: "ready" }).lean()) as unknown as Settlement[];
  const postings = await PostingModel.find({ seller: shop }).lean();
  const whole = postings.reduce((sum, posting) => sum + posting.amountFen, 0);
  expect(closings).toBeGreaterThan(2);
  expect(readings).toBeGreaterThan(10);
  expect(postings).toHaveLength(RECEIPTS * 3);
  expect(postings.every((posting) => posting.gathered)).toBe(true);
  expect(pages.reduce((sum, page) => sum + (page.payableFen ?? 0), 0)).toBe(whole);
  expect(pages.reduce((sum, page) => sum + page.lines, 0)).toBe(RECEIPTS * 3);
  expect((await balanceOf(shop, AT)).owedFen).toBe(whole);
  expect((await recountAccounts()).differences).toEqual([]);
}, 600_000);
