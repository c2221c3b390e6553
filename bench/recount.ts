import { seedRegions } from "../seeds/regions";
import { attribute } from "../src/credits/attribute";
import { beginning, type Chain, ChainModel, linked } from "../src/credits/chain";
import { type Entry, EntryModel } from "../src/credits/entry";
import { FOLD_LEASE } from "../src/credits/fold";
import { rebuild } from "../src/credits/totals/recount";
import { type Order, OrderModel } from "../src/orders/order-record";
import { gazetteer } from "../src/regions/gazetteer";
import { helpersOn, type Partnership } from "../src/regions/partnership";
import { startRecount } from "../src/reports/recount/record/start";
import { giveUpLease, holdLease } from "../src/shared/lease";
import { useDataKeys } from "../src/shared/sealed";
import { monthOf } from "../src/shared/time";

const MEGABYTE = 1_048_576;
const DAY_MS = 86_400_000;
const FIRST = Date.parse("2025-01-01T04:00:00Z");

/**
 * A full recount of so many entries, two behind each order: how long it takes, what memory it wants above what the process
 * had before, and how long the longest moment was in which nobody else had the processor.
 */
export async function measureRecount(entries: number): Promise<object> {
  useDataKeys([`bench:${Buffer.alloc(32, 7).toString("base64")}`]);
  await fillSales(entries / 2);
  const before = process.memoryUsage().rss;
  let [most, longest, last] = [before, 0, performance.now()];
  const watch = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 10);
    last = performance.now();
    most = Math.max(most, process.memoryUsage().rss);
  }, 10);
  const began = performance.now();
  const { ended } = await startRecount({ how: "command", by: null, books: null, provider: null }, new Date());
  const recount = await ended;
  clearInterval(watch);
  const seconds = (performance.now() - began) / 1000;
  return {
    ...{ entries: recount?.counted.entries, orders: recount?.counted.orders, state: recount?.state },
    differences: recount?.differences,
    seconds: Math.round(seconds * 10) / 10,
    entriesPerSecond: Math.round(entries / seconds),
    memoryBeforeMB: Math.round(before / MEGABYTE),
    memoryAboveMB: Math.round((most - before) / MEGABYTE),
    longestBlockMs: Math.round(longest),
  };
}

/** So many accepted orders over two years and all counties, and their entries, chained as the fold would have left them. */
async function fillSales(orders: number): Promise<void> {
  await seedRegions();
  const book = await gazetteer();
  const ends = new Map<string, Chain>(book.partnerships.map(({ _id }) => [_id, beginning(_id)]));
  await EntryModel.collection.dropIndexes();
  for (let made = 0; made < orders; ) {
    const sales = Array.from({ length: Math.min(5000, orders - made) }, () => saleOf(++made, book.partnerships));
    const entries = sales.flatMap((order) =>
      (["paid", "recognised"] as const).map((measure) => chained(order, measure, ends)),
    );
    await OrderModel.collection.insertMany(sales as never[], { ordered: false, bypassDocumentValidation: true });
    await EntryModel.collection.insertMany(entries as never[], { ordered: false });
  }
  for (const end of ends.values()) await ChainModel.updateOne({ _id: end._id }, { $set: end }, { upsert: true });
  await EntryModel.createIndexes();
  const held = await holdLease({ name: FOLD_LEASE, holder: "bench", at: new Date(), ms: 3_600_000 });
  if (!held) throw new Error("somebody else folds");
  await rebuild(held);
  await giveUpLease(held);

  function saleOf(n: number, partnerships: readonly Partnership[]): Order {
    const { _id: id, county, ...rest } = partnerships[n % partnerships.length] as Partnership;
    const [at, which] = [new Date(FIRST + ((n * 7919) % 600) * DAY_MS), n % 12];
    const affiliation = helpersOn({ _id: id, county, ...rest }, "2025-12-01")[0]?.region ?? null;
    const credit = attribute({ county, affiliation, campaign: null, orderedAt: at, at }, book);
    const paidFen = 500 + ((n * 104_729) % 20_000);
    const name = `ord_${String(n).padStart(12, "0")}`;
    const goods = {
      product: `prd_${id}${which}`,
      name: `好物 ${which}`,
      sku: `S${which}`,
      category: "agricultural",
      county,
    };
    const line = {
      ...{ line: "1", quantity: 1, unitFen: paidFen, goodsFen: paidFen, discountFen: 0, paidFen, refundedFen: 0 },
      ...{ refundedQuantity: 0, ...goods, credit },
    };
    return {
      ...{ _id: name, number: `LQ${n}`, checkout: `chk_${n}`, state: "completed", buyerKind: "citizen" },
      ...{ organisation: null, seller: `sel_${id}${which % 6}`, sellerName: `合作社 ${which % 6}`, lines: [line] },
      ...{ goodsFen: paidFen, freightFen: 0, totalFen: paidFen, refundedFen: 0, paidAt: at, receivedAt: at },
      affiliation: { region: affiliation, how: "home" },
    } as unknown as Order;
  }
}

function chained(order: Order, measure: "paid" | "recognised", ends: Map<string, Chain>): Entry {
  const [line] = order.lines;
  const at = order.paidAt;
  if (!line?.credit || !at) throw new Error("a sale without a line");
  const entry = {
    _id: `ent_${order._id.slice(4)}${measure === "paid" ? 0 : 1}`,
    ...{ key: `${measure}:${order._id}:1`, measure, amountFen: line.paidFen, ...line.credit },
    ...{ county: line.county, category: line.category, buyerKind: "citizen", affiliation: order.affiliation.region },
    ...{ product: { id: line.product, name: line.name }, sku: line.sku, quantity: 1 },
    ...{ seller: { id: order.seller, name: order.sellerName }, order: { id: order._id, number: order.number } },
    ...{ line: `${order._id}:1`, turn: measure === "paid" ? 0 : 1, source: { kind: "order", id: order._id } },
    ...{ opensOrder: measure === "paid", reverses: null, occurredAt: at, period: monthOf(at), bookedAt: at },
    ...{ folded: true, seq: null, hash: null, previousHash: null },
  } as unknown as Entry;
  const link = linked(entry, ends.get(entry.book) ?? beginning(entry.book));
  ends.set(entry.book, { _id: entry.book, seq: link.seq, hash: link.hash });
  return link;
}
