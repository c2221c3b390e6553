import { Schema } from "mongoose";
import { z } from "zod";
import { collection } from "../shared/db";
import { phone } from "../shared/form";
import { newId, type OrganisationId, type RegionCode, type UserId } from "../shared/ids";
import { MEMBER_ROLES, type MemberRole, type Viewer } from "../shared/viewer";
import { organisationOf, ROLE_OF_KIND } from "./organisation";

export interface Membership {
  organisation: OrganisationId;
  role: MemberRole;
}

/** Somebody who can sign in. */
export interface User {
  _id: UserId;
  /** An e-mail address or a mobile number, in lower case. */
  identifier: string;
  name: string;
  passwordHash: string;
  /** The district a citizen declared as home. */
  homeRegion: RegionCode | null;
  /** The first is the organisation the person acts for. */
  memberships: Membership[];
  status: "active" | "suspended";
  /** Raised when every session must end: a new password, a suspension. */
  sessionVersion: number;
  /** Belongs to the demonstration: its password is public, so it never opens a door in production. */
  demo: boolean;
  createdAt: Date;
}

const text = { type: String, required: true } as const;
export const UserModel = collection<User>(
  "users",
  new Schema<User>(
    {
      _id: String,
      identifier: { ...text, unique: true },
      name: text,
      passwordHash: text,
      homeRegion: { type: String, default: null },
      memberships: [{ _id: false, organisation: text, role: { ...text, enum: MEMBER_ROLES } }],
      status: { ...text, enum: ["active", "suspended"], default: "active" },
      sessionVersion: { type: Number, required: true, default: 1 },
      demo: { type: Boolean, default: false },
      createdAt: { type: Date, required: true },
    },
    { versionKey: false },
  ).index({ "memberships.organisation": 1 }),
);

/** An identifier as it is stored and looked up: what people type differs in case, spaces and full-width letters. */
export const foldIdentifier = (typed: string): string => typed.normalize("NFKC").trim().toLowerCase();

/** An e-mail address or a mainland mobile number. */
export const identifier = z
  .string()
  .max(120)
  .transform(foldIdentifier)
  .refine((value) => phone.safeParse(value).success || z.email().safeParse(value).success, "identifier");

type Given = Pick<User, "identifier" | "name" | "passwordHash"> &
  Partial<Pick<User, "homeRegion" | "memberships" | "demo">>;

export const newUser = (given: Given, at: Date): User => ({
  _id: newId("user", at),
  identifier: given.identifier,
  name: given.name,
  passwordHash: given.passwordHash,
  homeRegion: given.homeRegion ?? null,
  memberships: given.memberships ?? [],
  status: "active",
  sessionVersion: 1,
  demo: given.demo ?? false,
  createdAt: at,
});

/** Suspended people stay outside, and so do the demonstration's in production: their passwords are printed in the README. */
export const mayEnter = (user: User): boolean =>
  user.status === "active" && !(user.demo && process.env.NODE_ENV === "production");

/** The viewer a user is: the role follows from the organisation they act for. */
export async function toViewer(user: User): Promise<Viewer> {
  const [first] = user.memberships;
  const organisation = first ? await organisationOf(first.organisation) : null;
  return {
    id: user._id,
    name: user.name,
    roles: [organisation ? ROLE_OF_KIND[organisation.kind] : "buyer"],
    ...(organisation && first
      ? {
          organisation: {
            id: organisation._id,
            name: organisation.name,
            kind: organisation.kind,
            region: organisation.region,
            role: first.role,
          },
        }
      : {}),
    ...(user.homeRegion ? { homeRegion: user.homeRegion } : {}),
  };
}

/** A viewer with a session: it ends when the user's version moves on, and an official's twelve hours after it began. */
export interface Member extends Viewer {
  sessionVersion: number;
  /** Milliseconds since 1970. */
  signedInAt: number;
}

export const toMember = async (user: User, signedInAt: Date): Promise<Member> => ({
  ...(await toViewer(user)),
  sessionVersion: user.sessionVersion,
  signedInAt: signedInAt.getTime(),
});

export const findUser = async (id: UserId): Promise<User | null> =>
  (await UserModel.findById(id).lean()) as User | null;
