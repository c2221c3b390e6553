import { audit, type Doer } from "../../../accounts/audit/audit";
import { tell } from "../../../accounts/notices/tell";
import type { Provider } from "../../../payments/provider/provider";
import { inTransaction } from "../../../shared/db";
import { Refusal } from "../../../shared/errors";
import { newId, newSecret, type PartnershipId, type RegionCode } from "../../../shared/ids";
import { giveUpLease, type Held, holdLease, leaseClock } from "../../../shared/lease";
import { log } from "../../../shared/log";
import { now } from "../../../shared/time";
import { type Recount, type RecountId, RecountModel } from "./recount-record";
import { Interrupted, LEASE_MS, nothingCounted, RECOUNT_LEASE, run } from "./run";

export interface RecountAsk {
  how: Recount["how"];
  by: Doer | null;
  /** Only these books, whose regions may read of it; null: everything. */
  books: { ids: PartnershipId[]; regions: RegionCode[] } | null;
  night?: string;
  tries?: number;
  provider: Provider | null;
  everything?: boolean;
  told?: (recount: Recount) => void;
}

export interface Started {
  recount: Recount;
  /** False: it was running already, and this is that one. */
  fresh: boolean;
  /** What came of it; null when it is somebody else's run. */
  ended: Promise<Recount> | null;
}

/** The run of this process, if there is one. */
let current: { stopping: AbortController; ended: Promise<unknown> } | null = null;

/**
 * Begins a recount in the background of this process. One at a time among all processes: whoever asks while one runs is
 * answered that one.
 */
export async function startRecount(ask: RecountAsk, at: Date): Promise<Started> {
  const held = await holdLease({ name: RECOUNT_LEASE, holder: newSecret(), at: leaseClock(), ms: LEASE_MS });
  if (!held) return { recount: await runningOne(), fresh: false, ended: null };
  try {
    await endCutOff();
    const recount = await insert(ask, at);
    const stopping = new AbortController();
    const ended = carryOut({
      recount,
      held,
      provider: ask.provider,
      stopping: stopping.signal,
      told: ask.told,
      everything: ask.everything,
    });
    current = { stopping, ended };
    return { recount, fresh: true, ended };
  } catch (error) {
    await giveUpLease(held);
    throw error;
  }
}

/** Refuses with BUSY in the moment between one run's end and another's beginning. */
async function runningOne(): Promise<Recount> {
  const found = (await RecountModel.findOne({ state: "running" }).sort({ _id: -1 }).lean()) as Recount | null;
  if (!found) throw new Refusal("BUSY", { retryAfterSeconds: 2 });
  return found;
}

const insert = (ask: RecountAsk, at: Date): Promise<Recount> =>
  inTransaction(async () => {
    const { how, by, books, night = null, tries = 1 } = ask;
    const recount: Recount = {
      ...{ _id: newId<"recount">("rec", at), state: "running", how, books: books?.ids ?? null, night, tries },
      by: by && { id: by.id, name: by.name },
      ...{ part: "totals", counted: nothingCounted(), of: { entries: 0, orders: 0 } },
      ...{ differences: 0, byCode: {}, leftOut: [], startedAt: at, beatAt: at, endedAt: null, mend: null },
    };
    // A night that was cut off gives its name to the run that begins anew.
    if (night) await RecountModel.updateMany({ night }, { $set: { night: null } });
    await RecountModel.insertMany([recount]);
    await audit(
      { what: "recount.run", subject: { kind: "recount", id: recount._id }, by, regions: books?.regions ?? [] },
      at,
    );
    return recount;
  });

/** With the lease in hand nobody else is running: what says so was cut off. */
const endCutOff = async (): Promise<void> => {
  await RecountModel.updateMany({ state: "running" }, { $set: { state: "interrupted", endedAt: now() } });
};

/** A run without a sign of life whose process is gone; asked before a list of runs is shown. */
export async function noticeCutOff(): Promise<void> {
  if (!(await RecountModel.exists({ state: "running" }))) return;
  const held = await holdLease({ name: RECOUNT_LEASE, holder: newSecret(), at: leaseClock(), ms: 5000 });
  if (!held) return;
  await endCutOff();
  await giveUpLease(held);
}

async function carryOut(running: Parameters<typeof run>[0] & { held: Held }): Promise<Recount> {
  const { recount, held } = running;
  const began = performance.now();
  try {
    const ended = await run(running);
    await finish(ended, held, later(recount, began));
    return { ...ended, state: "done" };
  } catch (error) {
    const state = error instanceof Interrupted ? "interrupted" : "failed";
    log[state === "failed" ? "error" : "warn"]({ err: error, recount: recount._id }, "a recount did not end");
    await RecountModel.updateOne({ _id: recount._id, state: "running" }, { $set: { state, endedAt: now() } }).catch(
      () => undefined,
    );
    return { ...recount, state };
  } finally {
    await giveUpLease(held).catch(() => undefined);
  }
}

/** When it ended, by the clock it began by. */
const later = ({ startedAt }: Recount, began: number): Date =>
  new Date(startedAt.getTime() + performance.now() - began);

/**
 * The result, and with it the lease, so that whoever reads the result can ask for the next run; of a night's differences
 * the city and the platform are told.
 */
const finish = (recount: Recount, held: Held, at: Date): Promise<void> =>
  inTransaction(async () => {
    const { _id, differences, byCode, counted, leftOut, how } = recount;
    await RecountModel.updateOne(
      { _id, state: "running" },
      { $set: { state: "done", differences, byCode, counted, leftOut, endedAt: at } },
    );
    await giveUpLease(held);
    if (how !== "night" || differences === 0) return;
    const telling = { kind: "recount_differences", params: { count: differences }, href: `/recounts/${_id}` };
    await tell({ key: `recount:${_id}:city`, to: { city: true }, ...telling }, at);
    await tell({ key: `recount:${_id}:platform`, to: { platform: true }, ...telling }, at);
  });

/** The program ends: the run of this process, if any, is marked as interrupted and its lease is free at once. */
export async function stopRecounting(): Promise<void> {
  current?.stopping.abort();
  await current?.ended;
}

export const recountById = async (id: RecountId): Promise<Recount | null> =>
  (await RecountModel.findById(id).lean()) as Recount | null;
