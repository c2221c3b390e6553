import { inTransaction } from "../shared/db";
import { tell } from "./event";
import { advance, type News, nextDue } from "./life";
import { type Payment, PaymentModel, paymentById } from "./payment";

/**
 * The one way a payment changes: what is due by itself happens first, then the deed; the record and the events that tell
 * of it are written together. Runs inside the caller's transaction. Null: no such payment.
 */
export async function change(
  id: string,
  at: Date,
  deed: (payment: Payment) => News[] = () => [],
): Promise<Payment | null> {
  const payment = await paymentById(id);
  if (!payment) return null;
  const news = [...advance(payment, at), ...deed(payment)];
  if (news.length === 0) return payment;
  await tell(payment, news, at);
  await PaymentModel.replaceOne({ _id: id }, { ...payment, dueAt: nextDue(payment) });
  return payment;
}

export async function openSession(payment: Payment): Promise<void> {
  await PaymentModel.insertMany([{ ...payment, dueAt: nextDue(payment) }]);
}

/** The payment as it is at an instant, also when nobody has looked at it since something fell due. */
export async function current(payment: Payment | null, at: Date): Promise<Payment | null> {
  if (!payment?.dueAt || payment.dueAt > at) return payment;
  return inTransaction(() => change(payment._id, at));
}

/** Does what has fallen due anywhere; returns for how many payments. */
export async function catchUp(at: Date): Promise<number> {
  const due = await PaymentModel.find({ dueAt: { $ne: null, $lte: at } })
    .select("_id")
    .sort({ dueAt: 1 })
    .limit(200)
    .lean();
  for (const { _id } of due) await inTransaction(() => change(_id, at));
  return due.length;
}
