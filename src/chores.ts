import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { watchAudit } from "./accounts/audit/watch";
import { countSales } from "./catalogue/count-sales";
import { openForgottenStock } from "./catalogue/review/deeds/open-first-stock";
import { watchCertificates } from "./catalogue/shelf/certificates/watch-certificates";
import { tendStocks } from "./catalogue/stocks/stock-round";
import { startFolding } from "./credits/fold";
import { COMPLETION_MS } from "./orders/confirm-receipt";
import { moveOrder } from "./orders/order";
import { type Order, OrderModel } from "./orders/order-record";
import { acceptSilently } from "./orders/parcels/accept-silently";
import { tellOfPaid } from "./orders/parcels/tell-paid";
import { OPEN_REQUESTS } from "./orders/requests/refund-request";
import { watchRequests } from "./orders/requests/watch-requests";
import { lookAtSales } from "./orders/signals/look";
import type { Till } from "./payments/checkout/open-payment";
import { giveBackExpired } from "./payments/refunds/expire-tickets";
import { hearAllRecent, sweep } from "./payments/sweep";
import { exportsRound } from "./reports/exports/jobs/make";
import { recountAtNight } from "./reports/recount/record/at-night";
import { stopRecounting } from "./reports/recount/record/start";
import { statementsRound } from "./reports/statements/round";
import { remindOfDocuments } from "./sellers/documents/remind-of-documents";
import { settlementsRound } from "./settlements/round";
import { giveUpLease, type Held, holdLease } from "./shared/lease";
import { log } from "./shared/log";
import { HOUR, later, now } from "./shared/time";

/** What happens unasked, in one process at a time: whoever holds the lease. */
const LEASE_MS = 30_000;
const EVERY_MS = 10_000;

export interface Chores {
  stop(): Promise<void>;
}

/** Rounds one after another until stopped; how the last one went never keeps the next from coming. */
export function startChores(till: Till): Chores {
  const folding = startFolding();
  const stopping = new AbortController();
  const running = goRounds(till, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
      await stopRecounting();
      await folding.stop();
    },
  };
}

async function goRounds(till: Till, stopping: AbortSignal): Promise<void> {
  const holder = randomUUID();
  let held: Held | null = null;
  let completeAt = 0;
  while (!stopping.aborted) {
    try {
      held = await holdLease({ name: "chores", holder, at: new Date(), ms: LEASE_MS });
      if (held) await doChores(till, now());
      if (held) await recountAtNight(till.provider, now());
      if (held && Date.now() >= completeAt) {
        completeAt = Date.now() + HOUR;
        await hearAllRecent(till.provider, now());
      }
    } catch (error) {
      log.error({ err: error }, "chores stumbled and will come again");
    }
    await pause(EVERY_MS, undefined, { signal: stopping }).catch(() => undefined);
  }
  if (held) await giveUpLease(held).catch(() => undefined);
}

/** One round of everything that happens unasked. What fails stops nothing else, and is tried again in the next round. */
export async function doChores(till: Till, at: Date): Promise<void> {
  const chores: Record<string, () => Promise<unknown>> = {
    sweep: () => sweep(till.provider, at),
    telling: () => tellOfPaid(at),
    tickets: () => giveBackExpired(till.provider, at),
    signals: () => lookAtSales(at),
    receipt: () => acceptSilently(at),
    requests: () => watchRequests(at),
    completion: () => completeReceived(at),
    "first stock": () => openForgottenStock(),
    certificates: () => watchCertificates(at),
    stocks: () => tendStocks(at),
    settlements: () => settlementsRound(till, at),
    statements: () => statementsRound(at),
    documents: () => remindOfDocuments(at),
    sales: () => countSales(),
    audit: () => watchAudit(at),
    exports: async () => exportsRound(),
  };
  for (const [name, chore] of Object.entries(chores))
    await chore().catch((error: unknown) =>
      log.error({ err: error, chore: name }, "a chore stumbled and will come again"),
    );
}

async function completeReceived(at: Date): Promise<void> {
  const due = (await OrderModel.find({
    state: "received",
    receivedAt: { $lte: later(at, -COMPLETION_MS) },
    "requests.state": { $nin: [...OPEN_REQUESTS] },
  })
    .limit(200)
    .lean()) as Order[];
  for (const order of due)
    await moveOrder(order, "completed", at).catch((error: unknown) =>
      log.warn({ err: error, order: order._id }, "not completed yet"),
    );
}
