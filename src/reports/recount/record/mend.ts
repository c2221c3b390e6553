import { audit } from "../../../accounts/audit/audit";
import { FOLD_LEASE } from "../../../credits/fold";
import { rebuild } from "../../../credits/totals/recount";
import { inTransaction } from "../../../shared/db";
import { newSecret } from "../../../shared/ids";
import { giveUpLease, leaseClock, seizeLease } from "../../../shared/lease";
import { log } from "../../../shared/log";
import { MINUTE, now } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import { type Recount, type RecountId, RecountModel } from "./recount-record";

/** Long enough for ten million entries; given up as soon as it is done. */
const LEASE_MS = 30 * MINUTE;

/**
 * Makes all totals and breakdowns anew from the entries, in the background, because somebody who proved who they are asked
 * for it after a recount. The fold rests meanwhile: its lease is taken, and readers add the longer tail themselves.
 */
export async function rebuildTotals(id: RecountId, by: Viewer, at: Date): Promise<{ ended: Promise<void> }> {
  const begun = await inTransaction(async () => {
    const mend: Recount["mend"] = { state: "running", by: by.name, at };
    const { modifiedCount } = await RecountModel.updateOne(
      { _id: id, "mend.state": { $ne: "running" } },
      { $set: { mend } },
    );
    if (modifiedCount === 0) return false;
    await audit({ what: "recount.rebuilt", subject: { kind: "recount", id }, by }, at);
    return true;
  });
  return { ended: begun ? carryOut(id) : Promise.resolve() };
}

async function carryOut(id: RecountId): Promise<void> {
  const held = await seizeLease({ name: FOLD_LEASE, holder: newSecret(), at: leaseClock(), ms: LEASE_MS });
  let state: NonNullable<Recount["mend"]>["state"] = "done";
  try {
    await rebuild(held);
  } catch (error) {
    log.error({ err: error, recount: id }, "the totals could not be rebuilt");
    state = "failed";
  }
  await giveUpLease(held).catch(() => undefined);
  await RecountModel.updateOne({ _id: id }, { $set: { "mend.state": state, "mend.at": now() } }).catch(() => undefined);
}
