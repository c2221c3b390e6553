import { createHash } from "node:crypto";
import { Schema } from "mongoose";
import { collection } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import { type Id, newId, newSecret, type OrganisationId, type UserId } from "../../shared/ids";
import { DAY, later } from "../../shared/time";
import { MEMBER_ROLES, type MemberRole } from "../../shared/viewer";

export type InvitationId = Id<"invitation">;

/** A place in an organisation kept for whoever can open the letter sent to an address. */
export interface Invitation {
  _id: InvitationId;
  organisation: OrganisationId;
  /** As an identifier is stored. */
  email: string;
  role: MemberRole;
  invitedBy: UserId;
  invitedAt: Date;
  expiresAt: Date;
  /** How many letters were asked for: it names each of them. */
  letters: number;
  /** Of the secret in the last letter's link; null until that letter is written. */
  hash: string | null;
  state: "open" | "accepted" | "withdrawn";
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;
const OPEN = { state: "open" } as const;
export const InvitationModel = collection<Invitation>(
  "invitations",
  new Schema<Invitation>(
    {
      _id: String,
      organisation: text,
      email: text,
      role: { ...text, enum: MEMBER_ROLES },
      invitedBy: text,
      invitedAt: date,
      expiresAt: date,
      letters: { type: Number, required: true },
      hash: { type: String, default: null },
      state: { ...text, enum: ["open", "accepted", "withdrawn"] },
    },
    { versionKey: false },
  )
    .index({ organisation: 1, email: 1 }, { unique: true, partialFilterExpression: OPEN })
    .index({ hash: 1 }, { unique: true, partialFilterExpression: { hash: { $type: "string" } } }),
);

export const LIFETIME_MS = 7 * DAY;

/** 256 random bits cannot be guessed back from a plain hash. */
const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

type Given = Pick<Invitation, "organisation" | "email" | "role" | "invitedBy">;

export const newInvitation = (given: Given, at: Date): Invitation => ({
  _id: newId("inv", at),
  organisation: given.organisation,
  email: given.email,
  role: given.role,
  invitedBy: given.invitedBy,
  invitedAt: at,
  expiresAt: later(at, LIFETIME_MS),
  letters: 1,
  hash: null,
  state: "open",
});

/** An organisation's open invitations, newest first; those that ran out are among them, to be sent again or taken back. */
export const openInvitations = async (organisation: OrganisationId): Promise<Invitation[]> =>
  (await InvitationModel.find({ organisation, ...OPEN })
    .sort({ _id: -1 })
    .lean()) as Invitation[];

/**
 * The invitation and the secret of its link, at the moment its letter is written: the secret is kept nowhere but there, and
 * the one of an earlier letter opens nothing any more. Null when the invitation is over.
 */
export async function linkFor(id: string, at: Date): Promise<{ invitation: Invitation; secret: string } | null> {
  const secret = newSecret();
  const invitation = (await InvitationModel.findOneAndUpdate(
    { _id: id as InvitationId, ...OPEN, expiresAt: { $gt: at } },
    { $set: { hash: hashOf(secret) } },
    { returnDocument: "after" },
  ).lean()) as Invitation | null;
  return invitation && { invitation, secret };
}

/** The open invitation a link belongs to; refuses with LINK_OVER what was used, taken back, replaced or is too old. */
export async function invitationOf(secret: string, at: Date): Promise<Invitation> {
  const invitation = (await InvitationModel.findOne({ hash: hashOf(secret), ...OPEN }).lean()) as Invitation | null;
  if (!invitation || invitation.expiresAt <= at) throw new Refusal("LINK_OVER");
  return invitation;
}

/** Uses the invitation up, in the caller's transaction; only one of two at the same moment may. */
export async function useUp({ _id, hash }: Invitation, at: Date): Promise<void> {
  const { matchedCount } = await InvitationModel.updateOne(
    { _id, hash, ...OPEN, expiresAt: { $gt: at } },
    { $set: { state: "accepted", hash: null } },
  );
  if (matchedCount === 0) throw new Refusal("LINK_OVER");
}
