import { Schema } from "mongoose";
import { z } from "zod";
import { collection } from "../shared/db";
import { phone } from "../shared/form";
import { newId, type OrganisationId, type RegionCode, type UserId } from "../shared/ids";
import { MEMBER_ROLES, type MemberRole } from "../shared/viewer";
import { LANGUAGES, type Language } from "../shared/words";

export interface Membership {
  organisation: OrganisationId;
  role: MemberRole;
}

/** For whom somebody acts: one of their organisations, or themselves alone. */
export type Acting = OrganisationId | "self";

/** Somebody who can sign in. */
export interface User {
  _id: UserId;
  /** An e-mail address or a mobile number, in lower case. */
  identifier: string;
  name: string;
  passwordHash: string;
  /** The district a citizen declared as home. */
  homeRegion: RegionCode | null;
  memberships: Membership[];
  /** Whom the person chose last to act for; the first of the memberships until then. */
  actsFor: Acting | null;
  /** What letters are written in; the last one chosen on a page. */
  language: Language | null;
  /** Where the person has signed in from, newest first, hashed: known-networks.ts. */
  networks: string[];
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
      actsFor: { type: String, default: null },
      language: { type: String, enum: [...LANGUAGES, null], default: null },
      networks: [String],
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
  Partial<Pick<User, "homeRegion" | "memberships" | "language" | "demo">>;

export const newUser = (given: Given, at: Date): User => ({
  _id: newId("user", at),
  identifier: given.identifier,
  name: given.name,
  passwordHash: given.passwordHash,
  homeRegion: given.homeRegion ?? null,
  memberships: given.memberships ?? [],
  actsFor: null,
  language: given.language ?? null,
  networks: [],
  status: "active",
  sessionVersion: 1,
  demo: given.demo ?? false,
  createdAt: at,
});

/** Suspended people stay outside, and so do the demonstration's in production: their passwords are printed in the README. */
export const mayEnter = (user: User): boolean =>
  user.status === "active" && !(user.demo && process.env.NODE_ENV === "production");

export const findUser = async (id: UserId): Promise<User | null> =>
  (await UserModel.findById(id).lean()) as User | null;
