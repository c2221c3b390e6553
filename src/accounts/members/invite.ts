import { z } from "zod";
import { inTransaction, isDuplicate } from "../../shared/db";
import { invalidField, notFound } from "../../shared/errors";
import type { OrganisationId } from "../../shared/ids";
import { later } from "../../shared/time";
import { MEMBER_ROLES, type MemberRole, type Viewer } from "../../shared/viewer";
import type { Language } from "../../shared/words";
import { audit } from "../audit/audit";
import { post } from "../mail/mail";
import { foldIdentifier, UserModel } from "../user";
import { type Invitation, InvitationModel, LIFETIME_MS, newInvitation } from "./invitation";
import { rolesIn } from "./roles";

const MOST_OPEN = 50;

export const Invited = z.strictObject({
  email: z
    .string()
    .max(120)
    .transform(foldIdentifier)
    .refine((value) => z.email().safeParse(value).success, "mail_address"),
  role: z.enum(MEMBER_ROLES),
});

type Office = NonNullable<Viewer["organisation"]>;

/** Refuses a role that nobody has in an organisation of this kind. */
export function checkRole({ kind }: Pick<Office, "kind">, role: MemberRole): void {
  if (!rolesIn(kind).includes(role)) throw invalidField("role", "not_an_option");
}

interface Inviting {
  email: string;
  role: MemberRole;
  by: Viewer;
  organisation: Office;
  language: Language;
}

/**
 * Invites whoever can open letters to this address. Refuses beside the field somebody who belongs here, an address with an
 * open invitation, and the fifty-first open one.
 */
export async function invite({ email, role, by, organisation, language }: Inviting, at: Date): Promise<Invitation> {
  checkRole(organisation, role);
  if (await UserModel.exists({ identifier: email, "memberships.organisation": organisation.id }))
    throw invalidField("email", "already_member");
  if ((await InvitationModel.countDocuments({ organisation: organisation.id, state: "open" })) >= MOST_OPEN)
    throw invalidField("email", "too_many_invitations", { maximum: MOST_OPEN });
  const invitation = newInvitation({ organisation: organisation.id, email, role, invitedBy: by.id }, at);
  await inTransaction(async () => {
    await InvitationModel.insertMany([invitation]);
    await write(invitation, language, at);
    await auditInvitation("member.invited", invitation, by, at);
  }).catch((error: unknown) => {
    throw isDuplicate(error) ? invalidField("email", "already_invited") : error;
  });
  return invitation;
}

/** A new letter with a new link and seven new days; the link of the earlier one is over at once. */
export async function inviteAgain(
  { id, organisation, language }: { id: string; organisation: OrganisationId; language: Language },
  at: Date,
): Promise<Invitation> {
  return inTransaction(async () => {
    const invitation = (await InvitationModel.findOneAndUpdate(
      { _id: id as Invitation["_id"], organisation, state: "open" },
      { $set: { expiresAt: later(at, LIFETIME_MS), hash: null }, $inc: { letters: 1 } },
      { returnDocument: "after" },
    ).lean()) as Invitation | null;
    if (!invitation) throw notFound();
    await write(invitation, language, at);
    return invitation;
  });
}

/** Takes an invitation back; its link opens nothing any more. */
export const withdraw = (
  { id, organisation, by }: { id: string; organisation: OrganisationId; by: Viewer },
  at: Date,
): Promise<void> =>
  inTransaction(async () => {
    const invitation = (await InvitationModel.findOneAndUpdate(
      { _id: id as Invitation["_id"], organisation, state: "open" },
      { $set: { state: "withdrawn", hash: null } },
    ).lean()) as Invitation | null;
    if (!invitation) throw notFound();
    await auditInvitation("member.invitation_withdrawn", invitation, by, at);
  });

/** Whom it was sent to is not said: an address is somebody's own. */
const auditInvitation = (
  what: "member.invited" | "member.invitation_withdrawn",
  { _id: id, role, organisation }: Invitation,
  by: Viewer,
  at: Date,
): Promise<void> => audit({ what, subject: { kind: "invitation", id }, by, after: { role }, organisation }, at);

const write = ({ _id, email, letters }: Invitation, language: Language, at: Date): Promise<void> =>
  post(
    { _id: `invitation:${_id}:${letters}`, letter: "invitation", to: email, kind: _id, href: "/invitation", language },
    at,
  );
