import { createHash } from "node:crypto";
import { Schema } from "mongoose";
import { collection } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import { newSecret, type UserId } from "../../shared/ids";
import { later, MINUTE } from "../../shared/time";
import { findUser, mayEnter, type User } from "../user";

/** Somebody's leave to choose a new password without the old one: one at a time, for half an hour, once. */
interface Reset {
  _id: UserId;
  hash: string;
  expiresAt: Date;
}

const ResetModel = collection<Reset>(
  "password_resets",
  new Schema<Reset>(
    {
      _id: String,
      hash: { type: String, required: true, unique: true },
      expiresAt: { type: Date, required: true },
    },
    { versionKey: false },
  ).index({ expiresAt: 1 }, { expireAfterSeconds: 0 }),
);

export const RESET_MINUTES = 30;

const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** The secret of a new link, at the moment its letter is written; an earlier link of the same person opens nothing any more. */
export async function newReset(user: UserId, at: Date): Promise<string> {
  const secret = newSecret();
  const expiresAt = later(at, RESET_MINUTES * MINUTE);
  await ResetModel.updateOne({ _id: user }, { $set: { hash: hashOf(secret), expiresAt } }, { upsert: true });
  return secret;
}

/** Whose link this is; refuses with LINK_OVER what was used, replaced or is too old. */
export async function personOfReset(secret: string, at: Date): Promise<User> {
  const reset = (await ResetModel.findOne({ hash: hashOf(secret) }).lean()) as Reset | null;
  const user = reset && reset.expiresAt > at ? await findUser(reset._id) : null;
  if (!user || !mayEnter(user)) throw new Refusal("LINK_OVER");
  return user;
}

/** Uses the link up, in the caller's transaction; only one of two at the same moment may. */
export async function useUp(secret: string, at: Date): Promise<void> {
  const { deletedCount } = await ResetModel.deleteOne({ hash: hashOf(secret), expiresAt: { $gt: at } });
  if (deletedCount === 0) throw new Refusal("LINK_OVER");
}
