import { z } from "zod";
import { inTransaction } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import { line } from "../../shared/form";
import type { UserId } from "../../shared/ids";
import type { Language } from "../../shared/words";
import { type Member, toMember } from "../acting";
import { audit } from "../audit/audit";
import { tell } from "../notices/tell";
import { OrganisationModel } from "../organisation";
import { hashPassword, password } from "../sign-in/password";
import { checkPassword, unlessTaken } from "../sign-in/sign-up";
import { newUser, type User, UserModel } from "../user";
import { type Invitation, invitationOf, useUp } from "./invitation";
import { namesOf } from "./members";

/** What a new person brings along; the invited address becomes their identifier. */
export const NewPerson = z.strictObject({ name: line(40), password });
export type NewPerson = z.infer<typeof NewPerson>;

/** Whether the address belongs to an account already: then only that account may accept. */
export const accountOf = async ({ email }: Invitation): Promise<User | null> =>
  (await UserModel.findOne({ identifier: email }).lean()) as User | null;

/**
 * Makes an account for the invited address and gives the member to let in. Refuses LINK_OVER, a weak password, and
 * IDENTIFIER_TAKEN where the address has an account.
 */
export async function acceptAsNew(
  secret: string,
  { person, language }: { person: NewPerson; language: Language },
  at: Date,
): Promise<Member> {
  const invitation = await invitationOf(secret, at);
  const { email: identifier, organisation, role } = invitation;
  await checkPassword("password", person.password, identifier);
  const passwordHash = await hashPassword(person.password);
  const memberships = [{ organisation, role }];
  const user = newUser({ identifier, name: person.name, passwordHash, language, memberships }, at);
  await unlessTaken(() =>
    inTransaction(async () => {
      await useUp(invitation, at);
      await UserModel.insertMany([user]);
      await welcome(invitation, user, at);
    }),
  );
  return toMember(user, at);
}

/**
 * Somebody signed in takes the place and acts for the organisation from now on. Refuses LINK_OVER, and FORBIDDEN where the
 * address belongs to another account.
 */
export async function acceptAs(
  { id, signedInAt }: { id: UserId; signedInAt: number },
  secret: string,
  at: Date,
): Promise<Member> {
  const invitation = await invitationOf(secret, at);
  const { organisation, role } = invitation;
  const owner = await accountOf(invitation);
  if (owner && owner._id !== id) throw new Refusal("FORBIDDEN");
  const user = await inTransaction(async () => {
    await useUp(invitation, at);
    await UserModel.updateOne(
      { _id: id, "memberships.organisation": { $ne: organisation } },
      { $push: { memberships: { organisation, role } } },
    );
    const joined = { $set: { actsFor: organisation } };
    const user = (await UserModel.findOneAndUpdate({ _id: id }, joined, { returnDocument: "after" }).lean()) as User;
    await welcome(invitation, user, at);
    return user;
  });
  return toMember(user, new Date(signedInAt), organisation);
}

/** The owners hear of it; the organisation's record is touched, so that its people change one after another. */
async function welcome({ _id, organisation, role }: Invitation, { _id: id, name }: User, at: Date): Promise<void> {
  await OrganisationModel.updateOne({ _id: organisation }, { $inc: { membersVersion: 1 } });
  const to = { organisation, duty: "shop" } as const;
  const params = await namesOf(organisation);
  await tell({ key: `joined:${_id}`, to, kind: "member_joined", params, href: "/members" }, at);
  await audit(
    { what: "member.joined", subject: { kind: "user", id, name }, by: id, after: { role }, organisation },
    at,
  );
}
