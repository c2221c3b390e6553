import { inTransaction } from "../shared/db";
import { invalidField, notFound, Refusal } from "../shared/errors";
import type { RegionCode, UserId } from "../shared/ids";
import type { Language } from "../shared/words";
import { type Member, toMember } from "./acting";
import { audit } from "./audit/audit";
import { tell } from "./notices/tell";
import { hashPassword, passwordMatches } from "./sign-in/password";
import { checkPassword, checkRegion } from "./sign-in/sign-up";
import { revokeTokens } from "./token";
import { type Acting, findUser, type User, UserModel } from "./user";

export interface Details {
  name: string;
  homeRegion: string | null;
}

/** Changes how somebody is called and where they are at home. Orders already placed keep the affiliation they had. */
export async function changeDetails(id: UserId, { name, homeRegion }: Details): Promise<void> {
  if (homeRegion) await checkRegion("homeRegion", homeRegion);
  await UserModel.updateOne({ _id: id }, { $set: { name, homeRegion: homeRegion as RegionCode | null } });
}

/** Keeps the language somebody chose on a page: their letters are written in it. */
export const keepLanguage = async (id: UserId, language: Language): Promise<void> => {
  await UserModel.updateOne({ _id: id }, { $set: { language } });
};

type Session = Pick<Member, "id" | "acting" | "signedInAt">;

/**
 * Sets a new password, ends every session and every token; gives the member to be let in again here. Refuses a wrong
 * current password, a weak new one, and the same one again.
 */
export async function changePassword(
  { session, current, chosen }: { session: Session; current: string; chosen: string },
  at: Date,
): Promise<Member> {
  const user = await known(session.id);
  if (!(await passwordMatches(user.passwordHash, current))) throw invalidField("current", "wrong_password");
  await checkPassword("chosen", chosen, user.identifier);
  if (current === chosen) throw invalidField("chosen", "same_password");
  const passwordHash = await hashPassword(chosen);
  const renewed = await inTransaction(() => renewPassword(user, passwordHash, at));
  return toMember(renewed, at, session.acting);
}

/** Ends every session of somebody but the one that is begun with the member given back; an official's day does not begin anew. */
export async function endOtherSessions({ id, acting, signedInAt }: Session): Promise<Member> {
  return toMember(await renew(await known(id), {}), new Date(signedInAt), acting);
}

/**
 * A new password, in the caller's transaction: sessions, tokens and known networks end with the old one, and its owner is
 * told. Refuses with SIGN_IN_FIRST when another change came first.
 */
export async function renewPassword(user: User, passwordHash: string, at: Date): Promise<User> {
  const renewed = await renew(user, { passwordHash, networks: [] });
  await revokeTokens(user._id);
  if (user.memberships.length > 0)
    await audit(
      { what: "password.changed", subject: { kind: "user", id: user._id, name: user.name }, by: user._id },
      at,
    );
  const key = `password:${user._id}:${renewed.sessionVersion}`;
  await tell({ key, to: { user: user._id }, kind: "password_changed", params: {}, href: "/account" }, at);
  return renewed;
}

/** Chooses for whom somebody acts, here and when they sign in next. Refuses what they do not belong to. */
export async function actFor({ id, signedInAt }: Session, acting: Acting): Promise<Member> {
  const user = await known(id);
  if (acting !== "self" && !user.memberships.some(({ organisation }) => organisation === acting)) throw notFound();
  await UserModel.updateOne({ _id: id }, { $set: { actsFor: acting } });
  return toMember(user, new Date(signedInAt), acting);
}

/** After leaving an organisation: somebody goes on as whoever else they are. */
export const endActing = async ({ id, signedInAt }: Session): Promise<Member> =>
  toMember(await known(id), new Date(signedInAt));

async function known(id: UserId): Promise<User> {
  const user = await findUser(id);
  if (!user) throw notFound();
  return user;
}

/** Only the first of two changes at the same moment wins; the other meets a version that has moved on. */
async function renew(user: User, changes: Partial<Pick<User, "passwordHash" | "networks">>): Promise<User> {
  const { _id, sessionVersion } = user;
  const { matchedCount } = await UserModel.updateOne(
    { _id, sessionVersion },
    { $set: changes, $inc: { sessionVersion: 1 } },
  );
  if (matchedCount === 0) throw new Refusal("SIGN_IN_FIRST");
  return { ...user, ...changes, sessionVersion: sessionVersion + 1 };
}
