import { Schema } from "mongoose";
import { collection } from "../../shared/db";
import { log } from "../../shared/log";
import { dayOf } from "../../shared/time";
import { auditRefused } from "../sign-in/refused-sign-ins";
import { BEGINNING, chainWaiting, holdAudit, knownEnd, type Link } from "./chain";
import { type AuditBreak, verifyAudit } from "./verify";

/** How far the log has been walked: from its beginning once a day, a stretch at a time, and after that along with what comes. */
interface AuditWatch {
  _id: "audit";
  day: string;
  /** Where the walk of this day has come to. */
  walked: Link;
  /** The end that was last reached with everything in order, and when. */
  verified: (Link & { at: Date }) | null;
  broken: (AuditBreak & { at: Date }) | null;
}

const link = { seq: Number, hash: String };
const part = (fields: object) => ({ type: new Schema(fields as never, { _id: false }), default: null });
const AuditWatchModel = collection<AuditWatch>(
  "audit_watch",
  new Schema<AuditWatch>(
    {
      _id: String,
      day: String,
      walked: link,
      verified: part({ ...link, at: Date }),
      broken: part({ what: String, seq: Number, id: String, at: Date }),
    },
    { versionKey: false },
  ),
);

/** Records looked at in one round. */
const STRETCH = 20_000;

/** What the page says of the log; null before the first round. */
export const auditWatch = async (): Promise<Pick<AuditWatch, "verified" | "broken"> | null> =>
  (await AuditWatchModel.findById("audit").lean()) as AuditWatch | null;

/**
 * A round of the chores: gives what waits its place, walks on, and prints the end of the sequence to the program's own log
 * once a day. Whoever cuts off the records of yesterday would have to reach that log as well.
 */
export async function watchAudit(at: Date): Promise<void> {
  const held = await holdAudit(at);
  if (!held) return;
  await auditRefused(at);
  await chainWaiting(held);
  const before = (await AuditWatchModel.findById("audit").lean()) as AuditWatch | null;
  const day = dayOf(at);
  if (before?.day !== day) await printEnd(day);
  const from = before?.day === day ? before.walked : BEGINNING;
  const { end, whole, broken } = await verifyAudit({ from, limit: STRETCH });
  if (broken) log.error({ ...broken }, "the audit log does not hold");
  await AuditWatchModel.updateOne(
    { _id: "audit" },
    {
      $set: {
        day,
        walked: end,
        ...(whole && !broken ? { verified: { ...end, at } } : {}),
        ...(broken ? { broken: { ...broken, at: before?.broken?.at ?? at } } : whole ? { broken: null } : {}),
      },
    },
    { upsert: true },
  );
}

async function printEnd(day: string): Promise<void> {
  const { seq, hash } = await knownEnd();
  log.info({ day, seq, hash }, "end of the audit log");
}
