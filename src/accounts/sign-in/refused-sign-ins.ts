import { createHash } from "node:crypto";
import { Schema } from "mongoose";
import { collection, inTransaction, isDuplicate } from "../../shared/db";
import type { UserId } from "../../shared/ids";
import { DAY, HOUR, later } from "../../shared/time";
import { hasRole } from "../../shared/viewer";
import { toViewer } from "../acting";
import { audit } from "../audit/audit";
import { findUser, type User } from "../user";

/** How often somebody was refused at the door in one hour; of a name nobody has, only that it happened. */
interface Refused {
  _id: string;
  user: UserId | null;
  n: number;
  /** The end of the hour. */
  until: Date;
}

const RefusedModel = collection<Refused>(
  "refused_sign_ins",
  new Schema<Refused>(
    {
      _id: String,
      user: { type: String, default: null },
      n: { type: Number, default: 0 },
      until: { type: Date, required: true },
    },
    { versionKey: false },
  )
    .index({ until: 1 }, { expireAfterSeconds: (2 * DAY) / 1000 })
    .index({ user: 1, until: 1 }, { partialFilterExpression: { user: { $gt: "" } } }),
);

/** Counted alike whether the name is somebody's or nobody's, so that the time it takes says nothing. */
export async function countRefused(user: User | null, identifier: string, at: Date): Promise<void> {
  const hour = Math.floor(at.getTime() / HOUR);
  const who = user?._id ?? createHash("sha256").update(identifier).digest("base64url").slice(0, 22);
  const count = () =>
    RefusedModel.updateOne(
      { _id: `${who}:${hour}` },
      { $inc: { n: 1 }, $setOnInsert: { user: user?._id ?? null, until: later(new Date(hour * HOUR), HOUR) } },
      { upsert: true },
    );
  await count().catch((error: unknown) => {
    if (isDuplicate(error)) return count();
    throw error;
  });
}

const MOST = 200;

/** Writes what officials were refused in hours that are over into the audit log: how often, and nothing else. */
export async function auditRefused(at: Date): Promise<void> {
  const over = (await RefusedModel.find({ user: { $gt: "" }, until: { $lte: at } } as Record<string, unknown>)
    .sort({ until: 1 })
    .limit(MOST)
    .lean()) as Refused[];
  for (const { _id, user: id, n, until } of over) {
    const user = id && (await findUser(id));
    const viewer = user && (await toViewer(user));
    await inTransaction(async () => {
      const { deletedCount } = await RefusedModel.deleteOne({ _id });
      if (deletedCount === 0 || !viewer) return;
      if (!hasRole(viewer, "county_official", "helper_official", "city_official", "admin")) return;
      const subject = { kind: "user", id: viewer.id, name: viewer.name } as const;
      const organisation = viewer.organisation?.id ?? null;
      await audit({ what: "sign_in.refused", subject, by: null, after: { tries: n, to: until }, organisation }, at);
    });
  }
}
