import type { Request, Response } from "express";
import { hasRole } from "../../shared/viewer";
import type { Member } from "../acting";
import { audit } from "../audit/audit";
import { mustSetUp } from "../two-factor/must-have";
import { findUser } from "../user";
import { enter } from "./sign-in";

/** Lets somebody in who has shown everything that is asked of them; an official's coming is written down. */
export async function letIn(
  member: Member,
  { req, res, at }: { req: Request; res: Response; at: Date },
): Promise<void> {
  const user = await findUser(member.id);
  if (user && (await mustSetUp(user))) member.mustSetUp = true;
  await enter(member, req, res);
  if (!hasRole(member, "county_official", "helper_official", "city_official", "admin")) return;
  const { id, name } = member;
  await audit({ what: "sign_in.done", subject: { kind: "user", id, name }, by: member }, at);
}
