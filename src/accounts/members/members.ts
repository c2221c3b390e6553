import { inTransaction } from "../../shared/db";
import { notFound, Refusal } from "../../shared/errors";
import { newId, type OrganisationId, type UserId } from "../../shared/ids";
import type { MemberRole, Viewer } from "../../shared/viewer";
import { audit } from "../audit/audit";
import { tell } from "../notices/tell";
import { OrganisationModel, organisationOf } from "../organisation";
import { type Membership, type User, UserModel } from "../user";
import { InvitationModel } from "./invitation";

/** Somebody of an organisation, as what. */
export interface Belonging {
  id: UserId;
  name: string;
  identifier: string;
  role: MemberRole;
}

type Listed = Pick<User, "_id" | "name" | "identifier" | "memberships">;

/** An organisation's people, those who came first first. */
export async function membersOf(organisation: OrganisationId): Promise<Belonging[]> {
  const people = (await UserModel.find(
    { "memberships.organisation": organisation, status: "active" },
    { name: 1, identifier: 1, memberships: 1 },
  )
    .sort({ _id: 1 })
    .lean()) as Listed[];
  return people.map(({ _id, name, identifier, memberships }) => ({
    id: _id,
    name,
    identifier,
    role: membershipIn({ memberships }, organisation).role,
  }));
}

interface Change extends Membership {
  user: UserId;
  by: Viewer;
}

/** Gives a member another role and tells them. Refuses strangers as not found, and LAST_OWNER. */
export async function changeRole({ organisation, user, role, by }: Change, at: Date): Promise<void> {
  const key = newId("deed", at);
  await amongMembers(organisation, async () => {
    const person = (await UserModel.findOneAndUpdate(
      { _id: user, memberships: { $elemMatch: { organisation } } },
      { $set: { "memberships.$.role": role } },
    ).lean()) as User | null;
    if (!person) throw notFound();
    const { role: former } = membershipIn(person, organisation);
    if (role !== "owner") await takeBackInvitationsOf(user, organisation);
    if (former === role) return;
    await tellPerson(user, { organisation, key, kind: "member_role_changed" }, at);
    const states = { before: { role: former }, after: { role } };
    await audit({ what: "member.role_changed", subject: subjectOf(person), by, ...states, organisation }, at);
  });
}

/** Takes a member out and tells them. Refuses strangers as not found, and LAST_OWNER. */
export async function removeMember(
  { organisation, user, by }: { organisation: OrganisationId; user: UserId; by: Viewer },
  at: Date,
): Promise<void> {
  const key = newId("deed", at);
  await amongMembers(organisation, async () => {
    const gone = await takeOut(organisation, user);
    await audit({ what: "member.removed", ...gone, by, organisation }, at);
    await tellPerson(user, { organisation, key, kind: "member_removed" }, at);
  });
}

/** Somebody leaves of their own accord. Refuses LAST_OWNER. */
export const leaveOrganisation = (organisation: OrganisationId, viewer: Viewer, at: Date): Promise<void> =>
  amongMembers(organisation, async () => {
    const gone = await takeOut(organisation, viewer.id);
    await audit({ what: "member.left", ...gone, by: viewer, organisation }, at);
  });

/** Answers who it was, for the audit log. */
async function takeOut(organisation: OrganisationId, user: UserId) {
  const person = (await UserModel.findOneAndUpdate(
    { _id: user, "memberships.organisation": organisation },
    { $pull: { memberships: { organisation } } },
  ).lean()) as User | null;
  if (!person) throw notFound();
  await takeBackInvitationsOf(user, organisation);
  return { subject: subjectOf(person), before: { role: membershipIn(person, organisation).role } };
}

const subjectOf = ({ _id: id, name }: User) => ({ kind: "user", id, name }) as const;

const membershipIn = ({ memberships }: Pick<User, "memberships">, organisation: OrganisationId): Membership =>
  memberships.find((each) => each.organisation === organisation) as Membership;

/** Whoever is no owner any more must not come back, or bring somebody in, through a letter sent before. */
async function takeBackInvitationsOf(invitedBy: UserId, organisation: OrganisationId): Promise<void> {
  await InvitationModel.updateMany(
    { organisation, invitedBy, state: "open" },
    { $set: { state: "withdrawn", hash: null } },
  );
}

/**
 * One change of an organisation's people after another: two owners who demote each other at the same moment meet at the
 * organisation's record, and the second finds that it would be the last.
 */
async function amongMembers(organisation: OrganisationId, change: () => Promise<void>): Promise<void> {
  await inTransaction(async () => {
    await OrganisationModel.updateOne({ _id: organisation }, { $inc: { membersVersion: 1 } });
    await change();
    const owner = { $elemMatch: { organisation, role: "owner" } };
    if (!(await UserModel.exists({ memberships: owner, status: "active" }))) throw new Refusal("LAST_OWNER");
  });
}

interface ToPerson {
  organisation: OrganisationId;
  key: string;
  kind: "member_role_changed" | "member_removed";
}

async function tellPerson(user: UserId, { organisation, key, kind }: ToPerson, at: Date): Promise<void> {
  await tell({ key, to: { user }, kind, params: await namesOf(organisation), href: "/account" }, at);
}

/** For notices: an organisation's two names. */
export async function namesOf(id: OrganisationId): Promise<{ organisation: string; organisationEn: string }> {
  const organisation = await organisationOf(id);
  return { organisation: organisation?.name ?? "", organisationEn: organisation?.nameEn ?? "" };
}
