import { createHash } from "node:crypto";
import type { UserId } from "../../shared/ids";
import { type User, UserModel } from "../user";

/**
 * The networks a person has signed in from. Whoever tries passwords elsewhere tires the account out for everybody but the
 * person at home. An address is kept only as a hash bound to the person: the list says nothing without knowing both.
 */
const MOST_NETWORKS = 16;

const hashOf = (user: UserId, network: string): string =>
  createHash("sha256").update(`${user} ${network}`).digest("base64url").slice(0, 22);

/** Puts the network at the head of the person's list; the oldest falls off its end. */
export async function rememberNetwork(user: UserId, network: string): Promise<void> {
  const hash = hashOf(user, network);
  const others = { $filter: { input: { $ifNull: ["$networks", []] }, cond: { $ne: ["$$this", hash] } } };
  await UserModel.updateOne(
    { _id: user },
    [{ $set: { networks: { $slice: [{ $concatArrays: [[hash], others] }, MOST_NETWORKS] } } }],
    { updatePipeline: true },
  );
}

/** Whether somebody with this identifier, as it is stored, has signed in from here before. */
export async function isKnownNetwork(identifier: string, network: string): Promise<boolean> {
  const user = (await UserModel.findOne({ identifier }, { networks: 1 }).lean()) as Pick<
    User,
    "_id" | "networks"
  > | null;
  return user?.networks?.includes(hashOf(user._id, network)) ?? false;
}
