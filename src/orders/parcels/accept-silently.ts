import { log } from "../../shared/log";
import { confirmReceipt } from "../confirm-receipt";
import { type Order, OrderModel } from "../order-record";

/** Orders accepted in one round. */
const ACCEPTED = 200;

/** Rule 2: goods sent long ago that nobody complained about count as accepted; so does what was handed over to the last piece. */
export async function acceptSilently(at: Date): Promise<void> {
  const due = (await OrderModel.find({ receiptDue: { $gt: new Date(0), $lte: at } })
    .sort({ receiptDue: 1 })
    .limit(ACCEPTED)
    .lean()) as Order[];
  for (const order of due)
    await confirmReceipt(order._id, at).catch((error: unknown) =>
      log.warn({ err: error, order: order._id }, "not accepted yet"),
    );
}
