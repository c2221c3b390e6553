import { randomUUID } from "node:crypto";
import { countSales } from "./catalogue/count-sales";
import { startFolding } from "./credits/fold";
import { AUTO_RECEIPT_MS, COMPLETION_MS, confirmReceipt } from "./orders/confirm-receipt";
import { moveOrder } from "./orders/order";
import { type Order, OrderModel } from "./orders/order-record";
import type { Till } from "./payments/open-payment";
import { sweep } from "./payments/sweep";
import { giveUpLease, type Held, holdLease } from "./shared/lease";
import { log } from "./shared/log";
import { later, now } from "./shared/time";

/** What happens unasked, in one process at a time: whoever holds the lease. */
const LEASE_MS = 30_000;
const EVERY_MS = 10_000;

export interface Chores {
  stop(): Promise<void>;
}

export function startChores(till: Till): Chores {
  const folding = startFolding();
  const holder = randomUUID();
  let held: Held | null = null;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  const round = async (): Promise<void> => {
    held = await holdLease({ name: "chores", holder, at: new Date(), ms: LEASE_MS });
    if (held) await doChores(till, now());
  };
  const timer = setInterval(() => {
    if (stopped) return;
    running = running
      .then(round)
      .catch((error: unknown) => log.error({ err: error }, "chores stumbled and will come again"));
  }, EVERY_MS);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
      if (held) await giveUpLease(held);
      await folding.stop();
    },
  };
}

export async function doChores(till: Till, at: Date): Promise<void> {
  await sweep(till.provider, at);
  await acceptSilently(at);
  await completeReceived(at);
  await countSales();
}

/** Rule 2: goods sent long ago that nobody complained about count as accepted. */
async function acceptSilently(at: Date): Promise<void> {
  const due = (await OrderModel.find({
    state: "shipped",
    shippedAt: { $lte: later(at, -AUTO_RECEIPT_MS) },
    "requests.state": { $ne: "asked" },
  })
    .limit(200)
    .lean()) as Order[];
  for (const order of due)
    await confirmReceipt(order._id, at).catch((error: unknown) =>
      log.warn({ err: error, order: order._id }, "not accepted yet"),
    );
}

async function completeReceived(at: Date): Promise<void> {
  const due = (await OrderModel.find({
    state: "received",
    receivedAt: { $lte: later(at, -COMPLETION_MS) },
    "requests.state": { $ne: "asked" },
  })
    .limit(200)
    .lean()) as Order[];
  for (const order of due)
    await moveOrder(order, "completed", at).catch((error: unknown) =>
      log.warn({ err: error, order: order._id }, "not completed yet"),
    );
}
