import { inTransaction } from "../../shared/db";
import { log } from "../../shared/log";
import { later } from "../../shared/time";
import { orderById } from "../order";
import { type Order, OrderModel } from "../order-record";
import { requestOf, setRequest } from "./move-request";
import { REMIND_BEFORE_MS } from "./refund-request";
import { escalateUnanswered } from "./take-further";
import { tellShop } from "./tell-request";

const AT_ONCE = 200;

/** The chore: producers are reminded before their time is up, and what they left unanswered goes to the platform. */
export async function watchRequests(at: Date): Promise<void> {
  await each(await ordersWith({ answerBy: { $lte: at } }), async (order) => {
    for (const request of order.requests)
      if (request.state === "asked" && request.answerBy <= at) await escalateUnanswered(order, request.id, at);
  });
  const soon = later(at, REMIND_BEFORE_MS);
  await each(await ordersWith({ answerBy: { $gt: at, $lte: soon }, remindedAt: null }), async (order) => {
    for (const request of order.requests)
      if (request.state === "asked" && request.answerBy <= soon && !request.remindedAt)
        await remind(order, request.id, at);
  });
}

const ordersWith = async (due: Record<string, unknown>): Promise<Order[]> =>
  (await OrderModel.find({ requests: { $elemMatch: { state: "asked", ...due } } })
    .limit(AT_ONCE)
    .lean()) as Order[];

async function each(orders: readonly Order[], deed: (order: Order) => Promise<void>): Promise<void> {
  for (const order of orders)
    await deed(order).catch((error: unknown) => log.warn({ err: error, order: order._id }, "a request waits"));
}

async function remind(order: Order, id: string, at: Date): Promise<void> {
  await inTransaction(async () => {
    const fresh = await orderById(order._id);
    const request = requestOf(fresh, id);
    if (request.state !== "asked" || request.remindedAt) return;
    const changed = await setRequest(fresh, id, { remindedAt: at }, null, at);
    await tellShop(changed, request, { kind: "refund_answer_due", key: `due:${id}:${request.answerBy.getTime()}` }, at);
  });
}
