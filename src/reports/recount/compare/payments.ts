import { type Order, OrderModel } from "../../../orders/order-record";
import { type Checkout, CheckoutModel } from "../../../payments/checkout/checkout";
import { type AsOf, inSnapshot } from "../../../shared/db";
import type { CheckoutId } from "../../../shared/ids";
import type { Found, Scan } from "../found";

const BATCH = 100;

/** Every payment against the orders it was for. */
export async function checkPayments(scan: Scan): Promise<void> {
  let after = "" as CheckoutId;
  for (;;) {
    const found = (await CheckoutModel.find({ _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(BATCH)
      .lean()) as Checkout[];
    const last = found.at(-1);
    if (!last) return;
    const ids = found.map(({ _id }) => _id);
    if (faultsOf(found, await ordersOf(ids)).length > 0) await lookAgain(ids, scan);
    await scan.step("payments", { checkouts: found.length });
    after = last._id;
  }
}

const FIELDS = { checkout: 1, number: 1, totalFen: 1, paidAt: 1, state: 1, lines: 1 };
type Known = Pick<Order, "_id" | "checkout" | "number" | "totalFen" | "paidAt" | "lines">;

const ordersOf = async (ids: readonly CheckoutId[], asOf: AsOf = (query) => query): Promise<Known[]> =>
  (await asOf(OrderModel.find({ checkout: { $in: [...ids] } }, FIELDS)).lean()) as Known[];

async function lookAgain(ids: readonly CheckoutId[], scan: Scan): Promise<void> {
  const faults = await inSnapshot(async (asOf) => {
    const checkouts = (await asOf(CheckoutModel.find({ _id: { $in: [...ids] } })).lean()) as Checkout[];
    return faultsOf(checkouts, await ordersOf(ids, asOf));
  });
  for (const found of faults) await scan.name(found);
}

function faultsOf(checkouts: readonly Checkout[], orders: readonly Known[]): Found[] {
  const byCheckout = new Map<CheckoutId, Known[]>();
  for (const order of orders) byCheckout.set(order.checkout, [...(byCheckout.get(order.checkout) ?? []), order]);
  return checkouts.flatMap((checkout) => faultsOfOne(checkout, byCheckout.get(checkout._id) ?? []));
}

function faultsOfOne(checkout: Checkout, orders: readonly Known[]): Found[] {
  if (checkout.state === "starting") return [];
  const { totalFen } = checkout;
  const subject = paymentOf(checkout);
  const about = { book: null, subject, where: "", unit: "fen" as const };
  const should = orders.reduce((sum, order) => sum + order.totalFen, 0);
  const faults: Found[] = [];
  if (checkout.paidAt && orders.length > 0 && totalFen !== should)
    faults.push({ ...about, code: "checkout_sums", kept: totalFen, should });
  // Paid too late, and sold to somebody else since: then the money goes back and the order stays cancelled.
  if (checkout.paidAt && orders.length === 0)
    faults.push({ ...about, code: "payment_without_orders", kept: 0, should: totalFen });
  for (const { _id, number, paidAt, lines, totalFen: ofOrder } of checkout.paidAt ? [] : orders)
    if (paidAt)
      faults.push({
        ...{ code: "paid_without_payment" as const, book: lines.find((line) => line.credit)?.credit?.book ?? null },
        ...{ subject: { kind: "order" as const, id: _id, name: number }, where: checkout._id },
        ...{ unit: "fen" as const, kept: ofOrder, should: 0 },
      });
  return faults;
}

export const paymentOf = ({ _id, sessionId }: Pick<Checkout, "_id" | "sessionId">): Found["subject"] => ({
  kind: "payment",
  id: _id,
  name: sessionId ?? _id,
});
