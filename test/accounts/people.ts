import type { Express } from "express";
import request, { type Agent } from "supertest";
import {
  newOrganisation,
  type Organisation,
  type OrganisationKind,
  OrganisationModel,
} from "../../src/accounts/organisation";
import { hashPassword } from "../../src/accounts/sign-in/password";
import { mustHaveTwoFactor } from "../../src/accounts/two-factor/must-have";
import { codeAt, stepOf } from "../../src/accounts/two-factor/totp";
import { aboutSecret, secretOf, type TwoFactor, TwoFactorModel } from "../../src/accounts/two-factor/two-factor";
import { newUser, type User, UserModel } from "../../src/accounts/user";
import type { RegionCode } from "../../src/shared/ids";
import { seal } from "../../src/shared/sealed";
import { now } from "../../src/shared/time";

export const PASSWORD = "a kettle on the landing";
let hash: Promise<string> | undefined;

interface Told {
  kind?: OrganisationKind;
  region?: string | null;
  /** Has not set up the second proof yet, though the office asks for it. */
  onlyPassword?: boolean;
}

/**
 * Somebody who can sign in as `<name>@example.cn` with PASSWORD; with `kind` they act for an organisation of it. Whoever must
 * have a second proof has one.
 */
export async function somebody(
  name: string,
  { kind, region = null, onlyPassword = false, ...rest }: Partial<User> & Told = {},
): Promise<User> {
  hash ??= hashPassword(PASSWORD);
  const user: User = {
    ...newUser({ identifier: `${name}@example.cn`, name, passwordHash: await hash }, now()),
    ...rest,
  };
  if (kind) user.memberships = [{ organisation: (await anOrganisation(kind, region))._id, role: "owner" }];
  await UserModel.insertMany([user]);
  if (!onlyPassword && (await mustHaveTwoFactor(user))) await giveTwoFactor(user);
  return user;
}

const SECRET = Buffer.from("a secret of twenty b");

async function giveTwoFactor({ _id }: User): Promise<void> {
  const secret = seal(SECRET.toString("base64"), aboutSecret(_id));
  const at = now();
  await TwoFactorModel.insertMany([{ _id, secret, confirmedAt: at, lastStep: 0, recovery: [], createdAt: at }]);
}

/** A code that opens, however many were used in this half minute. */
async function codeFor({ _id }: User): Promise<{ code?: string }> {
  const held = (await TwoFactorModel.findById(_id).lean()) as TwoFactor | null;
  if (!held?.confirmedAt) return {};
  await TwoFactorModel.updateOne({ _id }, { $set: { lastStep: 0 } });
  return { code: codeAt(secretOf(held), stepOf(now())) };
}

async function anOrganisation(kind: OrganisationKind, region: string | null): Promise<Organisation> {
  const organisation = newOrganisation({ kind, name: `某${kind}`, region: region as RegionCode | null }, now());
  await OrganisationModel.insertMany([organisation]);
  return organisation;
}

export interface SignedIn {
  agent: Agent;
  csrf: string;
  cookie: string;
}

export const cookieIn = (response: { headers: Record<string, unknown> }): string =>
  ((response.headers["set-cookie"] as string[] | undefined) ?? []).find((line) => /^(__Host-)?sid=/.test(line)) ?? "";

/** A browser in which this person has signed in. */
export async function as(user: User, app: Express, password = PASSWORD): Promise<SignedIn> {
  const agent = request.agent(app);
  const credentials = { identifier: user.identifier, password, ...(await codeFor(user)) };
  const response = await agent.post("/api/v1/session").send(credentials).expect(200);
  return { agent, csrf: response.body.csrfToken, cookie: cookieIn(response).split(";")[0] ?? "" };
}
