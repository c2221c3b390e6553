import { tell } from "../../accounts/notices/tell";
import { SellerModel } from "../../sellers/seller";
import { inTransaction } from "../../shared/db";
import type { SellerId, UserId } from "../../shared/ids";
import { type Fen, ZERO } from "../../shared/money";
import { later } from "../../shared/time";
import { auditSettlement } from "./audit-settlement";
import { BATCH, blank, gather } from "./gather";
import { daysOf, nextCut } from "./period";
import { closingOf, type Settlement, SettlementModel, settlementById } from "./settlement";

/**
 * Closes a producer's open page: everything that happened before its cut is put on it first, batch by batch, then it is
 * added up and the next page begins, with what is missing at its head. What is written later of an earlier day stands on
 * the next page. A page without a line is kept for the next half-month. Answers null when there was nothing to close.
 */
export async function closePage(open: Settlement, by: UserId | null, at: Date): Promise<Settlement | null> {
  // Until a batch was not full: whatever is written after that moment was late, and nobody chases it.
  while ((await gather(open.seller, at)) === BATCH);
  const closed = await inTransaction(async () => {
    const page = await settlementById(open._id);
    if (page.state !== "open" || page.to > at) return null;
    if (page.lines === 0) return keepOn(page, at);
    const payableFen = closingOf(page);
    const state = payableFen > 0 ? "ready" : "carried";
    const change = { state, payableFen, closedAt: at, closedBy: by } as const;
    await SettlementModel.updateOne({ _id: page._id, version: page.version }, { $set: change, $inc: { version: 1 } });
    await SettlementModel.insertMany([nextPage(page, payableFen, at)]);
    const done: Settlement = { ...page, ...change };
    if (state === "ready") await tellReady(done, at);
    if (by) await auditSettlement("settlement.closed", done, { by, before: { state: "open" }, after: { state } }, at);
    return done;
  });
  return closed;
}

const nextPage = (
  { seller, sellerName, sellerNameEn, page, to }: Settlement,
  payableFen: Fen,
  at: Date,
): Settlement => ({
  ...blank(at),
  seller,
  sellerName,
  sellerNameEn,
  page: page + 1,
  from: to,
  to: nextCut(at),
  openingFen: payableFen < 0 ? payableFen : ZERO,
});

async function keepOn(page: Settlement, at: Date): Promise<null> {
  await SettlementModel.updateOne(
    { _id: page._id, version: page.version },
    { $set: { to: nextCut(at) }, $inc: { version: 1 } },
  );
  return null;
}

/** Told to whoever looks after the shop's money. */
async function tellReady(settlement: Settlement, at: Date): Promise<void> {
  const shop = await SellerModel.findById(settlement.seller).lean();
  if (!shop) return;
  const { first, last } = daysOf(settlement);
  await tell(
    {
      key: `settlement:${settlement._id}:ready`,
      to: { organisation: shop.organisation, duty: "finance" },
      kind: "settlement_ready",
      params: { number: settlement.number, first, last, amountFen: settlement.payableFen ?? 0 },
      href: `/settlements/${settlement.number}`,
    },
    at,
  );
}

/** A clerk closes a producer's page before its day. Null: there is nothing on it. */
export async function closeNow(seller: SellerId, by: UserId, at: Date): Promise<Settlement | null> {
  await gather(seller, at);
  const open = (await SettlementModel.findOne({ seller, state: "open" }).lean()) as Settlement | null;
  if (!open) return null;
  // Up to and including this moment. An empty page gets its day back in closePage.
  await SettlementModel.updateOne(
    { _id: open._id, state: "open" },
    { $set: { to: later(at, 1) }, $inc: { version: 1 } },
  );
  return closePage({ ...open, to: later(at, 1) }, by, later(at, 1));
}
