import { audit } from "../../../accounts/audit/audit";
import { FOLD_LEASE } from "../../../credits/fold";
import { rebuild } from "../../../credits/totals/recount";
import { inTransaction } from "../../../shared/db";
import { newSecret } from "../../../shared/ids";
import { giveUpLease, type Held, holdLease, leaseClock, seizeLease } from "../../../shared/lease";
import { log } from "../../../shared/log";
import { later, MINUTE, now } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import { type Recount, type RecountId, RecountModel } from "./recount-record";

/** Prolonged for as long as the work goes on: of a process that is gone the fold is free again after this. */
const LEASE_MS = MINUTE;
/** Longer than ten million entries take; a rebuilding that says nothing for so long was cut off. */
const CUT_OFF_MS = 30 * MINUTE;

/**
 * Makes all totals and breakdowns anew from the entries, in the background, because somebody who proved who they are asked
 * for it after a recount. The fold rests meanwhile: its lease is taken, and readers add the longer tail themselves.
 */
export async function rebuildTotals(id: RecountId, by: Viewer, at: Date): Promise<{ ended: Promise<void> }> {
  const begun = await inTransaction(async () => {
    const mend: Recount["mend"] = { state: "running", by: by.name, at };
    const { modifiedCount } = await RecountModel.updateOne(
      { _id: id, $or: [{ "mend.state": { $ne: "running" } }, { "mend.at": { $lt: later(at, -CUT_OFF_MS) } }] },
      { $set: { mend } },
    );
    if (modifiedCount === 0) return false;
    await audit({ what: "recount.rebuilt", subject: { kind: "recount", id }, by }, at);
    return true;
  });
  return { ended: begun ? carryOut(id) : Promise.resolve() };
}

async function carryOut(id: RecountId): Promise<void> {
  const state = await atRest(rebuild).then(
    () => "done" as const,
    (error: unknown) => {
      log.error({ err: error, recount: id }, "the totals could not be rebuilt");
      return "failed" as const;
    },
  );
  await RecountModel.updateOne({ _id: id }, { $set: { "mend.state": state, "mend.at": now() } }).catch(() => undefined);
}

/** Does something while the fold rests. */
async function atRest(work: (held: Held) => Promise<void>): Promise<void> {
  const lease = { name: FOLD_LEASE, holder: newSecret(), ms: LEASE_MS };
  const held = await seizeLease({ ...lease, at: leaseClock() });
  const alive = setInterval(() => {
    holdLease({ ...lease, at: leaseClock() }).catch((error: unknown) => log.warn({ err: error }, "a lease runs out"));
  }, LEASE_MS / 3);
  try {
    await work(held);
  } finally {
    clearInterval(alive);
    await giveUpLease(held).catch(() => undefined);
  }
}
