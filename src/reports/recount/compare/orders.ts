import { type Entry, EntryModel } from "../../../credits/entry";
import { type Order, OrderModel } from "../../../orders/order-record";
import { type Refund, RefundModel } from "../../../payments/refunds/refund";
import { type Gazetteer, gazetteer } from "../../../regions/gazetteer";
import { type AsOf, inSnapshot } from "../../../shared/db";
import type { OrderId } from "../../../shared/ids";
import { type Found, inScope, type Scan } from "../found";
import { compareEntries } from "./compare-entries";
import { expectedOf, ownFaults, subjectOf } from "./expected-sales";
import { gathered } from "./gathered";
import { isFree, reviewedFaults } from "./reviewed-lines";
import { merged, ownerOf, rangesOf } from "./stories";

const BATCH = 250;
/** What looked wrong at first sight is looked at again in bundles of so many orders, each as of one instant. */
const SUSPECTS = 100;

interface Whole {
  order: Order | null;
  refunds: readonly Refund[];
  entries: readonly Entry[];
}

/**
 * Every order against the ledger, and every entry of a sale against the orders: both are read in the order of their names
 * and laid side by side. What does not agree may have moved between two readings, so it is read once more as of one instant
 * before it is named; a sale that is going on is never a difference.
 */
export async function checkOrders(scan: Scan): Promise<void> {
  const book = await gazetteer();
  let suspects: OrderId[] = [];
  for await (const { thing, owner, entries } of merged(ordersOf(scan), { declared: false })) {
    const whole = { order: thing?.order ?? null, refunds: thing?.refunds ?? [], entries };
    if (faultsOf(whole, book).some((found) => inScope(scan, found.book))) suspects.push(owner as OrderId);
    await scan.step("orders", thing ? { orders: 1, refunds: thing.refunds.length } : {});
    if (suspects.length >= SUSPECTS) suspects = await lookAgain(suspects, scan);
  }
  await lookAgain(suspects, scan);
}

/** Orders with their refunds, in the order of their ids. */
async function* ordersOf(scan: Scan): AsyncGenerator<{ id: string; order: Order; refunds: Refund[] }> {
  const ours = scan.books === null ? {} : { "lines.credit.book": { $in: [...scan.books] } };
  let after = "" as OrderId;
  for (;;) {
    const filter = { _id: { $gt: after }, ...ours } as Record<string, unknown>;
    const orders = await gathered<Order>(OrderModel.find(filter).sort({ _id: 1 }).limit(BATCH), scan, "orders");
    const refunds = await refundsOf(orders.map(({ _id }) => _id));
    for (const order of orders) yield { id: order._id, order, refunds: refunds.get(order._id) ?? [] };
    const last = orders.at(-1);
    if (!last) return;
    after = last._id;
  }
}

async function refundsOf(ids: readonly OrderId[], asOf: AsOf = (query) => query): Promise<Map<OrderId, Refund[]>> {
  const found = new Map<OrderId, Refund[]>();
  if (ids.length === 0) return found;
  const refunds = (await asOf(RefundModel.find({ order: { $in: [...ids] } })).lean()) as Refund[];
  for (const refund of refunds) found.set(refund.order, [...(found.get(refund.order) ?? []), refund]);
  return found;
}

async function lookAgain(owners: readonly OrderId[], scan: Scan): Promise<OrderId[]> {
  if (owners.length === 0) return [];
  const book = await gazetteer();
  const wholes = await inSnapshot(async (asOf): Promise<Whole[]> => {
    const orders = (await asOf(OrderModel.find({ _id: { $in: [...owners] } })).lean()) as Order[];
    const refunds = await refundsOf(owners, asOf);
    const entries = (await asOf(EntryModel.find({ $or: rangesOf(owners) })).lean()) as Entry[];
    return owners.map((owner) => ({
      order: orders.find(({ _id }) => _id === owner) ?? null,
      refunds: refunds.get(owner) ?? [],
      entries: entries.filter((entry) => ownerOf(entry) === owner),
    }));
  });
  for (const whole of wholes)
    for (const found of faultsOf(whole, book)) if (inScope(scan, found.book)) await scan.name(found);
  return [];
}

function faultsOf({ order, refunds, entries }: Whole, book: Gazetteer): Found[] {
  const compared = compareEntries({
    subject: order
      ? subjectOf(order)
      : { kind: "order", id: ownerOf(entries[0]), name: entries[0]?.order?.number ?? "" },
    expected: order ? expectedOf(order, refunds) : [],
    entries,
    surplus: (entry) => surplusOf(entry, order),
    free: (entry) => order !== null && isFree(order, entry),
    missing: ({ source, measure, reverses }) => {
      if (source.kind !== "order" || reverses !== null) return "refund_entry_missing";
      return measure === "paid" ? "paid_missing" : "recognised_missing";
    },
    differs: "facts_differ",
  });
  return order
    ? [...compared, ...ownFaults(order, refunds, book), ...reviewedFaults({ order, refunds, entries })]
    : compared;
}

/** Why nobody expects an entry. */
function surplusOf({ source, measure, line, key }: Entry, order: Order | null) {
  if (source.kind === "refund" || source.kind === "chargeback") return "entry_without_refund" as const;
  const sold = order?.paidAt && !order.receivedAt && order.lines.some((each) => `${order._id}:${each.line}` === line);
  const early = sold && measure === "recognised" && key === `recognised:${line}`;
  return early ? ("recognised_early" as const) : ("entry_without_order" as const);
}
