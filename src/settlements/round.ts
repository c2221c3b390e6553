import type { Till } from "../payments/checkout/open-payment";
import type { SellerId } from "../shared/ids";
import { log } from "../shared/log";
import { PostingModel } from "./account/posting";
import { closePage } from "./pages/close";
import { gather } from "./pages/gather";
import { type Settlement, SettlementModel } from "./pages/settlement";
import { followTransfers } from "./paying/transfers";

/** What happens unasked: lines are put on their pages, pages are closed on their day, transfers are followed. Bounded; safe to run twice. */
export async function settlementsRound({ provider }: Till, at: Date): Promise<void> {
  await step("lines", () => gatherTails(at));
  await step("pages", () => closeDue(at));
  await step("transfers", () => followTransfers(provider, at));
}

async function step(name: string, work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) =>
    log.error({ err: error, step: name }, "settlements stumbled and will come again"),
  );
}

/** So many batches for one producer in a round; the rest waits for the next, and every figure is exact meanwhile. */
const BATCHES = 20;
const SELLERS = 200;

async function gatherTails(at: Date): Promise<void> {
  const sellers = (await PostingModel.distinct("seller", { gathered: false })) as SellerId[];
  for (const seller of sellers.slice(0, SELLERS))
    for (let batch = 0; batch < BATCHES && (await gather(seller, at)) > 0; batch++);
}

async function closeDue(at: Date): Promise<void> {
  const due = (await SettlementModel.find({ state: "open", to: { $lte: at } })
    .sort({ to: 1 })
    .limit(SELLERS)
    .lean()) as Settlement[];
  for (const page of due)
    await closePage(page, null, at).catch((error: unknown) =>
      log.warn({ err: error, settlement: page.number }, "a page could not be closed yet"),
    );
}
