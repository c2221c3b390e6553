import { seedRegions } from "../seeds/regions";
import { attribute } from "../src/credits/attribute";
import { beginning, type Chain, ChainModel, linked } from "../src/credits/chain";
import type { Deed } from "../src/credits/deed";
import { type Entry, EntryModel } from "../src/credits/entry";
import { FOLD_LEASE, foldOnce, startFolding } from "../src/credits/fold";
import { post } from "../src/credits/post";
import { readTotals } from "../src/credits/totals/read-totals";
import { rebuild, recount } from "../src/credits/totals/recount";
import { gazetteer } from "../src/regions/gazetteer";
import { connect, database, disconnect, inTransaction, prepareDatabase } from "../src/shared/db";
import type { PartnershipId } from "../src/shared/ids";
import { type Held, holdLease } from "../src/shared/lease";
import { fen } from "../src/shared/money";
import { type Month, month, monthOf } from "../src/shared/time";
import { median } from "./load";

/** How much is measured; a trial on a busy machine takes less. */
export interface LedgerSizes {
  /** Sales posted at each concurrency. */
  posts: number;
  /** Entries behind the figure that is read, at the most. */
  entries: number;
}

const BOOK = "youyang" as PartnershipId;
const AT = new Date("2026-11-02T04:00:00Z");
const NOVEMBER = { book: BOOK, from: monthOf(AT), to: monthOf(AT) };
const YEAR = { book: BOOK, from: "2026-01" as Month, to: "2026-12" as Month };
const FEW = 10_000;

/**
 * The ledger of one partnership on a database with nothing but the regions in it: sales into one month while the fold runs,
 * beside the floor of a transaction that inserts one bare document; how soon a reader sees them; what folding, reading,
 * counting again and making anew cost with few entries and with many.
 */
export async function measureLedger({ posts, entries }: LedgerSizes): Promise<object> {
  const figures: Record<string, unknown> = {};
  for (const at of [16, 32])
    for (const lines of [1, 3]) figures[`posting${at}x${lines}`] = await measurePosting(posts, at, lines);
  figures.seen = await measureSeen(200);
  figures.folding = await measureFolding(Math.min(posts, 5000));
  await empty();
  const few = await measureReading(FEW);
  const many = await measureReading(entries);
  figures.reading = { few, many, ratio: Number((many.totalsMs / few.totalsMs).toFixed(2)) };
  return figures;
}

/** So many orders of so many lines, a transaction each, as when they are paid; in the end not a fen may be missing. */
async function measurePosting(count: number, atOnce: number, lines: number): Promise<object> {
  const floor = await measureFloor(count, atOnce);
  await empty();
  const deeds = await sales(count * lines);
  const orders = Array.from({ length: count }, (_, n) => deeds.slice(n * lines, (n + 1) * lines));
  const folding = startFolding();
  const { perSecond, p50Ms, p99Ms } = await crowd(orders, atOnce, (order) => inTransaction(() => post(order, AT)));
  const { paidFen, entries } = await readTotals(NOVEMBER);
  await folding.stop();
  const missingFen = deeds.length * 100 - paidFen;
  return {
    entriesPerSecond: perSecond * lines,
    ordersPerSecond: perSecond,
    p50Ms,
    p99Ms,
    floorPerSecond: floor,
    shareOfFloor: (perSecond / floor).toFixed(2),
    entries,
    missingFen,
  };
}

async function measureFloor(count: number, atOnce: number): Promise<number> {
  const bare = database().collection("bench_floor");
  await bare.deleteMany({});
  const client = EntryModel.db.getClient();
  const insert = (n: number) =>
    client.withSession((session) => session.withTransaction(() => bare.insertOne({ n, at: AT }, { session })));
  const numbers = Array.from({ length: count }, (_, n) => n);
  return (await crowd(numbers, atOnce, insert)).perSecond;
}

/** From asking for the sale to be booked until a reader's sum has it. */
async function measureSeen(times: number): Promise<object> {
  await empty();
  const folding = startFolding();
  const took: number[] = [];
  let reads = 0;
  for (const [n, deed] of (await sales(times)).entries()) {
    const start = performance.now();
    await post([deed], AT);
    do reads++;
    while ((await readTotals(NOVEMBER)).paidFen < (n + 1) * 100);
    took.push(performance.now() - start);
  }
  await folding.stop();
  return { ...spread(took), readsPerSale: reads / times };
}

async function measureFolding(count: number): Promise<object> {
  await empty();
  for (let i = 0; i < count; i += 250) await post(await sales(Math.min(250, count - i)), AT);
  const held = await lease();
  const start = performance.now();
  let folded = 0;
  for (let batch = 1; batch > 0; folded += batch) batch = await foldOnce(held);
  return { entries: folded, perSecond: rate(folded, performance.now() - start) };
}

/** Fills the book up to so many folded entries and reads its year; the totals are made by the rebuild. */
async function measureReading(entries: number) {
  await fill(entries);
  const held = await lease();
  const rebuiltMs = await took(() => rebuild(held));
  const reads: number[] = [];
  for (let i = 0; i < 300; i++) reads.push(await took(() => readTotals(YEAR)));
  const recountedMs = await took(async () => {
    const { differences } = await recount();
    if (differences.length > 0) throw new Error("the totals differ from the entries");
  });
  const totalsMs = Number(median(reads).toFixed(2));
  return { entries, totalsMs, rebuiltMs: Math.round(rebuiltMs), recountedMs: Math.round(recountedMs) };
}

/** Straight into the collection and in order, as a year of trade would have left them; chained, so that a recount can walk. */
async function fill(upTo: number): Promise<void> {
  const [model] = await sales(1);
  const { attribution, ...facts } = model as Deed;
  let end = ((await ChainModel.findById(BOOK).lean()) as Chain | null) ?? beginning(BOOK);
  while (end.seq < upTo) {
    const batch = Array.from({ length: Math.min(5000, upTo - end.seq) }, () => {
      const n = end.seq + 1;
      const period = month(`2026-${String((n % 12) + 1).padStart(2, "0")}`);
      const name = { _id: `ent_${String(n).padStart(12, "0")}`, key: `paid:fill${n}:1`, line: `fill${n}:1` };
      const entry = { ...facts, ...attribution, ...name, turn: 0, period, bookedAt: AT, folded: true };
      const link = linked(entry as unknown as Entry, end);
      end = { _id: BOOK, seq: link.seq, hash: link.hash };
      return link;
    });
    await EntryModel.collection.insertMany(batch as never[], { ordered: false });
    await ChainModel.updateOne({ _id: BOOK }, { $set: { seq: end.seq, hash: end.hash } }, { upsert: true });
  }
}

let made = 0;
async function sales(count: number): Promise<Deed[]> {
  const book = await gazetteer();
  const { county, helpers } = book.partnership(BOOK);
  const affiliation = helpers[0]?.region ?? null;
  const attribution = attribute({ county, affiliation, campaign: null, orderedAt: AT, at: AT }, book);
  return Array.from({ length: count }, () => {
    const id = `bench${++made}`;
    const facts = {
      county,
      affiliation,
      attribution,
      category: "agricultural",
      buyerKind: "citizen",
      sku: "rice",
      quantity: 1,
    };
    const thing = {
      product: { id: "prd_1", name: "大米" },
      seller: { id: "sel_1", name: "合作社" },
      order: { id, number: id },
    };
    const deed = {
      key: `paid:${id}:1`,
      line: `${id}:1`,
      measure: "paid",
      amountFen: fen(100),
      source: { kind: "order", id },
    };
    return { ...facts, ...thing, ...deed, opensOrder: true, reverses: null, occurredAt: AT } as unknown as Deed;
  });
}

/** Through the driver, which no guard of the ledger sees. */
async function empty(): Promise<void> {
  for (const name of ["entries", "totals", "breakdowns", "chains", "leases"])
    await database().collection(name).deleteMany({});
}

async function lease(): Promise<Held> {
  const held = await holdLease({ name: FOLD_LEASE, holder: "bench", at: new Date(), ms: 3_600_000 });
  if (!held) throw new Error("somebody else folds");
  return held;
}

/** So many at once, each taking the next when it is done. */
async function crowd<T>(all: readonly T[], atOnce: number, work: (one: T) => Promise<unknown>) {
  const times: number[] = [];
  let next = 0;
  const start = performance.now();
  const worker = async () => {
    while (next < all.length) {
      const one = all[next++] as T;
      times.push(await took(() => work(one)));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { perSecond: rate(all.length, performance.now() - start), ...spread(times) };
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const rate = (count: number, ms: number): number => Math.round((count * 1000) / ms);

function spread(times: number[]): { p50Ms: number; p99Ms: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => Number((sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1));
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** By itself: `MONGODB_URI=… npx tsx bench/ledger.ts [posts] [entries]`. */
async function alone(): Promise<void> {
  const [posts = 3000, entries = 1_000_000] = process.argv.slice(2).map(Number);
  await connect(process.env.MONGODB_URI as string, "bench_ledger");
  await database().dropDatabase();
  await prepareDatabase();
  await seedRegions();
  const figures = await measureLedger({ posts, entries });
  await database().dropDatabase();
  await disconnect();
  process.stdout.write(`${JSON.stringify({ node: process.version, posts, ...figures }, null, 2)}\n`);
}

if (require.main === module)
  alone().catch((error: unknown) => {
    process.stderr.write(`${(error as Error).stack}\n`);
    process.exit(1);
  });
