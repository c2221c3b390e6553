import { type Order, OrderModel } from "../order-record";
import { standingOf } from "./standing";

const BATCH = 500;

/**
 * Orders made before work lists were kept get what finds them. The latest first: an interrupted run leaves the oldest order
 * without, and that one is looked at to know whether there is anything to do.
 */
export async function fillStanding(): Promise<void> {
  const oldest = await OrderModel.findOne({}, { stage: 1 }).sort({ _id: 1 }).lean();
  if (!oldest || oldest.stage !== undefined) return;
  let before: Order["_id"] | null = null;
  for (;;) {
    const older: Record<string, unknown> = before ? { _id: { $lt: before } } : {};
    const orders = (await OrderModel.find(older).sort({ _id: -1 }).limit(BATCH).lean()) as Order[];
    for (const order of orders) if (order.stage === undefined) await fill(order);
    before = orders.at(-1)?._id ?? null;
    if (!before || orders.length < BATCH) return;
  }
}

async function fill(order: Order): Promise<void> {
  const unsent = order.state === "placed" || order.state === "paid";
  const tickets = order.lines.every((line) => line.category === "tourism");
  const way: Order["way"] = unsent && tickets ? "ticket" : "delivery";
  const known: Order = { ...order, way, pickup: null, handovers: [] };
  await OrderModel.updateOne(
    { _id: order._id, version: order.version },
    { $set: { way, pickup: null, handovers: [], ...standingOf(known) } },
  );
}
