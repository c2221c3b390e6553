import { toViewer } from "../../../accounts/acting";
import { tell } from "../../../accounts/notices/tell";
import { findUser } from "../../../accounts/user";
import { inTransaction } from "../../../shared/db";
import { Refusal } from "../../../shared/errors";
import { newSecret } from "../../../shared/ids";
import { leaseClock } from "../../../shared/lease";
import { log } from "../../../shared/log";
import { later, now } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import { wordsIn } from "../../../shared/words";
import { fileName, MEDIA, render } from "../files/render";
import type { Scope } from "../kinds/kind";
import { type ExportJob, ExportModel, type Problem } from "./job";
import { whileOpen } from "./open";
import { dropPieces, dropTry, keepBytes, TooLarge } from "./pieces";

/** Believed without a sign of life; a sign is given at least every second while rows are written. */
const LEASE_MS = 60_000;
const SIGN_MS = 1000;
const MOST_TRIES = 3;

let working = false;

/** Begins to make what waits, and does not wait for it: the other chores go on. One file at a time in a process. */
export function exportsRound(): void {
  if (working) return;
  working = true;
  void makeAll()
    .catch((error: unknown) => log.error({ err: error }, "files stumbled and will be tried again"))
    .finally(() => {
      working = false;
    });
}

/** Makes everything that waits, one after another, the longest waiting first. */
export async function makeAll(): Promise<void> {
  for (let job = await takeNext(); job; job = await takeNext()) await make(job);
}

type Taken = ExportJob & { lease: NonNullable<ExportJob["lease"]> };

/** The next that waits, or that was cut off: its maker has given no sign of life for a minute. */
async function takeNext(): Promise<Taken | null> {
  const machine = leaseClock();
  const cutOff = { state: "running" as const, "lease.until": { $lt: machine } };
  return (await ExportModel.findOneAndUpdate(
    { $or: [{ state: "waiting" }, cutOff] },
    {
      $set: { state: "running", done: 0, lease: { holder: newSecret(), until: later(machine, LEASE_MS) } },
      $inc: { tries: 1 },
    },
    { sort: { askedAt: 1 }, returnDocument: "after" },
  ).lean()) as Taken | null;
}

class Stopped extends Error {}
class NoLongerAllowed extends Error {}
/** Again and again nobody came to its end: it is not begun once more. */
class CutOff extends Error {}

async function make(job: Taken): Promise<void> {
  const { holder } = job.lease;
  try {
    if (job.tries > MOST_TRIES) throw new CutOff();
    const viewer = await askerOf(job);
    const { scope, rows, ...file } = await write(job, viewer);
    await finish(job, { state: "done", file: { ...file, holder }, scope, total: rows, done: rows });
    await dropPieces(job._id, holder);
  } catch (error) {
    await fail(job, error);
  }
}

/** The asker as they are now: whoever has left the office gets nothing. */
async function askerOf({ by }: ExportJob): Promise<Viewer> {
  const user = await findUser(by.user);
  if (user?.status !== "active") throw new NoLongerAllowed();
  const viewer = await toViewer(user, by.organisation ?? "self");
  if ((viewer.organisation?.id ?? null) !== by.organisation || !viewer.roles.includes(by.role))
    throw new NoLongerAllowed();
  return viewer;
}

interface Written {
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  rows: number;
  scope: Scope;
}

function write(job: Taken, viewer: Viewer): Promise<Written> {
  const { kind, params, format, language } = job;
  const [words, at] = [wordsIn(language), now()];
  return whileOpen({ kind, params, viewer, words }, at, async (opened) => {
    let rows = 0;
    const sign = signer(job, opened.tables[0].total);
    const counted = (count: number): Promise<void> => {
      rows = count;
      return sign(count);
    };
    const kept = await keepBytes(
      { id: job._id, holder: job.lease.holder, at },
      render(opened, format, { words, at, counted }),
    );
    return { name: fileName(opened, format), mediaType: MEDIA[format], ...kept, rows, scope: opened.scope };
  });
}

/** Says now and then how far it is; stops where somebody has cancelled, or another maker has taken over. */
function signer({ _id, lease }: Taken, total: number): (done: number) => Promise<void> {
  let signed = 0;
  return async (done) => {
    if (leaseClock().getTime() - signed < SIGN_MS) return;
    signed = leaseClock().getTime();
    const { matchedCount } = await ExportModel.updateOne(
      { _id, state: "running", "lease.holder": lease.holder },
      { $set: { done, total, "lease.until": later(leaseClock(), LEASE_MS) } },
    );
    if (matchedCount === 0) throw new Stopped();
  };
}

async function finish(job: Taken, changes: Partial<ExportJob>): Promise<void> {
  const at = now();
  await inTransaction(async () => {
    const { matchedCount } = await ExportModel.updateOne(
      { _id: job._id, state: "running", "lease.holder": job.lease.holder },
      { $set: { ...changes, place: null, lease: null, endedAt: at } },
    );
    if (matchedCount === 0) throw new Stopped();
    const kind = changes.state === "done" ? "export_done" : "export_failed";
    const { title } = job;
    await tell({ key: `${kind}:${job._id}`, to: { user: job.by.user }, kind, params: { title }, href: "/exports" }, at);
  });
}

async function fail(job: Taken, error: unknown): Promise<void> {
  await dropTry(job._id, job.lease.holder).catch(() => undefined);
  if (error instanceof Stopped) return;
  const problem = problemOf(error);
  if (problem === "unexpected") log.error({ err: error, export: job._id }, "a file could not be made");
  if (problem === "unexpected" && job.tries < MOST_TRIES) return putBack(job);
  await finish(job, { state: "failed", problem }).catch((late: unknown) => log.warn({ err: late }, "a file's end"));
}

function problemOf(error: unknown): Problem {
  if (error instanceof NoLongerAllowed) return "no_longer_allowed";
  if (error instanceof TooLarge) return "too_large";
  return error instanceof Refusal && error.status < 500 ? "gone" : "unexpected";
}

/** Left to the next round and not taken again at once: what was in the way may then be gone. */
async function putBack({ _id, lease }: Taken): Promise<void> {
  await ExportModel.updateOne(
    { _id, state: "running", "lease.holder": lease.holder },
    { $set: { "lease.until": later(leaseClock(), 5000) } },
  );
}
