import { invalidField, notFound, Refusal } from "../shared/errors";
import type { RegionCode, UserId } from "../shared/ids";
import { hashPassword, passwordMatches } from "./password";
import { checkPassword, checkRegion } from "./sign-up";
import { findUser, type Member, toMember, type User, UserModel } from "./user";

export interface Details {
  name: string;
  homeRegion: string | null;
}

/** Changes how somebody is called and where they are at home. Orders already placed keep the affiliation they had. */
export async function changeDetails(id: UserId, { name, homeRegion }: Details): Promise<void> {
  if (homeRegion) await checkRegion("homeRegion", homeRegion);
  await UserModel.updateOne({ _id: id }, { $set: { name, homeRegion: homeRegion as RegionCode | null } });
}

/**
 * Sets a new password and ends every session; gives the member to be let in again here. Refuses a wrong current password,
 * a weak new one, and the same one again.
 */
export async function changePassword(
  { id, current, chosen }: { id: UserId; current: string; chosen: string },
  at: Date,
): Promise<Member> {
  const user = await known(id);
  if (!(await passwordMatches(user.passwordHash, current))) throw invalidField("current", "wrong_password");
  await checkPassword("chosen", chosen, user.identifier);
  if (current === chosen) throw invalidField("chosen", "same_password");
  return renew(user, { passwordHash: await hashPassword(chosen) }, at);
}

/** Ends every session of somebody but the one that is begun with the member given back. */
export const endOtherSessions = async (id: UserId, at: Date): Promise<Member> => renew(await known(id), {}, at);

async function known(id: UserId): Promise<User> {
  const user = await findUser(id);
  if (!user) throw notFound();
  return user;
}

/** Only the first of two changes at the same moment wins; the other meets a version that has moved on. */
async function renew(user: User, changes: Partial<Pick<User, "passwordHash">>, at: Date): Promise<Member> {
  const { _id, sessionVersion } = user;
  const { matchedCount } = await UserModel.updateOne(
    { _id, sessionVersion },
    { $set: changes, $inc: { sessionVersion: 1 } },
  );
  if (matchedCount === 0) throw new Refusal("SIGN_IN_FIRST");
  return toMember({ ...user, ...changes, sessionVersion: sessionVersion + 1 }, at);
}
