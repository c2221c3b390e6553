import { setImmediate as breathe } from "node:timers/promises";
import { ChainModel } from "../../../credits/chain";
import { EntryModel } from "../../../credits/entry";
import { TotalModel } from "../../../credits/totals/total";
import { OrderModel } from "../../../orders/order-record";
import type { Provider } from "../../../payments/provider/provider";
import type { PartnershipId } from "../../../shared/ids";
import { type Held, holdLease, leaseClock } from "../../../shared/lease";
import { DAY, later } from "../../../shared/time";
import { checkBook } from "../compare/book";
import { checkDeclarations } from "../compare/declarations";
import { checkOrders } from "../compare/orders";
import { checkPayments } from "../compare/payments";
import { checkProvider, RECENT_DAYS } from "../compare/provider";
import { COUNTED, type Counted, type Found, type Part, type Scan } from "../found";
import { DifferenceModel, type KeptDifference, MOST_KEPT, type Recount, RecountModel } from "./recount-record";

export const RECOUNT_LEASE = "recount";
export const LEASE_MS = 60_000;
/** How often a run says how far it has come, and that it lives. */
const BEAT_MS = 1500;
/** Others have the processor after every so many milliseconds of ours. */
const SLICE_MS = 5;
const BUNDLE = 500;

export interface Running {
  recount: Recount;
  held: Held;
  provider: Provider | null;
  stopping: AbortSignal;
  /** Told at every beat. */
  told?: ((recount: Recount) => void) | undefined;
  /** Everything the provider has ever had, instead of the last weeks. */
  everything?: boolean | undefined;
}

/** Somebody ended the program, or another process has taken the lease: the run is over and says so. */
export class Interrupted extends Error {}

export const nothingCounted = (): Counted => Object.fromEntries(COUNTED.map((name) => [name, 0])) as Counted;

/** Compares everything in the run's scope. Answers the record as it is in the end; throws when it was stopped. */
export async function run(running: Running): Promise<Recount> {
  const scan = new Keeping(running);
  const { recount, provider, everything } = running;
  scan.recount.of = {
    entries: await EntryModel.estimatedDocumentCount(),
    orders: await OrderModel.estimatedDocumentCount(),
  };
  for (const book of recount.books ?? (await everyBook())) await checkBook(book, scan);
  await checkOrders(scan);
  await checkDeclarations(scan);
  if (recount.books === null) {
    await checkPayments(scan);
    await checkProvider(provider, scan, everything ? new Date(0) : later(scan.at, -RECENT_DAYS * DAY));
  }
  return scan.finish();
}

async function everyBook(): Promise<PartnershipId[]> {
  const known = [
    ...(await ChainModel.distinct("_id")),
    ...(await EntryModel.distinct("book")),
    ...(await TotalModel.distinct("book")),
  ];
  return [...new Set(known as PartnershipId[])].sort();
}

/** A scan that keeps what it is told in the run's record, and gives a sign of life while it goes on. */
class Keeping implements Scan {
  readonly recount: Recount;
  readonly books: readonly PartnershipId[] | null;
  readonly at: Date;
  private readonly running: Running;
  private bundle: KeptDifference[] = [];
  private beatenAt = Number.NEGATIVE_INFINITY;
  private breathedAt = performance.now();

  constructor(running: Running) {
    this.running = running;
    this.recount = running.recount;
    this.books = running.recount.books;
    this.at = running.recount.startedAt;
  }

  async name(found: Found): Promise<void> {
    const { recount } = this;
    const n = ++recount.differences;
    recount.byCode = { ...recount.byCode, [found.code]: (recount.byCode[found.code] ?? 0) + 1 };
    if (n > MOST_KEPT) return;
    this.bundle.push({ _id: `${recount._id}:${String(n).padStart(5, "0")}`, recount: recount._id, n, ...found });
    if (this.bundle.length >= BUNDLE) await this.put();
  }

  async step(part: Part, more: Partial<Counted>): Promise<void> {
    const { recount } = this;
    recount.part = part;
    for (const name of COUNTED) recount.counted[name] += more[name] ?? 0;
    if (performance.now() - this.breathedAt < SLICE_MS) return;
    await breathe();
    this.breathedAt = performance.now();
    if (this.running.stopping.aborted) throw new Interrupted("stopped");
    if (this.breathedAt - this.beatenAt >= BEAT_MS) await this.beat();
  }

  leaveOut(part: Part, why: string): void {
    this.recount.leftOut.push({ part, why });
  }

  async finish(): Promise<Recount> {
    await this.beat();
    return this.recount;
  }

  private async beat(): Promise<void> {
    this.beatenAt = performance.now();
    await this.put();
    const { held, told } = this.running;
    const at = leaseClock();
    const kept = await holdLease({ name: RECOUNT_LEASE, holder: held.holder, at, ms: LEASE_MS });
    if (kept?.token !== held.token) throw new Interrupted("somebody else counts");
    const { _id, part, counted, of, differences, byCode, leftOut } = this.recount;
    await RecountModel.updateOne(
      { _id, state: "running" },
      { $set: { part, counted, of, differences, byCode, leftOut, beatAt: at } },
    );
    told?.(this.recount);
  }

  private async put(): Promise<void> {
    const bundle = this.bundle;
    this.bundle = [];
    if (bundle.length > 0) await DifferenceModel.insertMany(bundle, { lean: true });
  }
}
