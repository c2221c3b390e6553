import type { Express } from "express";
import request, { type Agent } from "supertest";
import {
  newOrganisation,
  type Organisation,
  type OrganisationKind,
  OrganisationModel,
} from "../../src/accounts/organisation";
import { hashPassword } from "../../src/accounts/password";
import { newUser, type User, UserModel } from "../../src/accounts/user";
import type { RegionCode } from "../../src/shared/ids";
import { now } from "../../src/shared/time";

export const PASSWORD = "a kettle on the landing";
let hash: Promise<string> | undefined;

/** Somebody who can sign in as `<name>@example.cn` with PASSWORD; with `kind` they act for an organisation of it. */
export async function somebody(
  name: string,
  { kind, region = null, ...rest }: Partial<User> & { kind?: OrganisationKind; region?: string | null } = {},
): Promise<User> {
  hash ??= hashPassword(PASSWORD);
  const user: User = {
    ...newUser({ identifier: `${name}@example.cn`, name, passwordHash: await hash }, now()),
    ...rest,
  };
  if (kind) user.memberships = [{ organisation: (await anOrganisation(kind, region))._id, role: "owner" }];
  await UserModel.insertMany([user]);
  return user;
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
  const response = await agent.post("/api/v1/session").send({ identifier: user.identifier, password }).expect(200);
  return { agent, csrf: response.body.csrfToken, cookie: cookieIn(response).split(";")[0] ?? "" };
}
