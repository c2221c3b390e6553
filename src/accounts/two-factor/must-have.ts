import { hasDuty } from "../../shared/viewer";
import { organisationOf } from "../organisation";
import type { User } from "../user";
import { twoFactorOf } from "./two-factor";

/** Their people sign numbers, vet producers and pay money out. */
const OFFICES: readonly string[] = ["county_authority", "helper_authority", "city_authority", "platform"];

/**
 * Whether somebody may only come in with two proofs: every office's people, and whoever looks after a shop's money. The
 * people of the demonstration, whose passwords are printed, may choose; they open nothing in production.
 */
export async function mustHaveTwoFactor({ demo, memberships }: Pick<User, "demo" | "memberships">): Promise<boolean> {
  if (demo) return false;
  for (const { organisation: id, role } of memberships) {
    const kind = (await organisationOf(id))?.kind ?? "";
    if (OFFICES.includes(kind) || (kind === "seller" && hasDuty(role, "finance"))) return true;
  }
  return false;
}

/** Whether somebody has to set it up before anything else. */
export const mustSetUp = async (user: User): Promise<boolean> =>
  (await mustHaveTwoFactor(user)) && (await twoFactorOf(user._id)) === null;

/**
 * The same at every request, for what somebody became since they signed in: an office's people and those made responsible for
 * a shop's money go no further with one proof. Whoever founds a shop is asked at the next sign-in, not in the middle of it.
 */
export async function mustSetUpNow(user: User): Promise<boolean> {
  if (user.demo) return false;
  for (const { organisation, role } of user.memberships) {
    const kind = (await organisationOf(organisation))?.kind ?? "";
    const trusted = OFFICES.includes(kind) || (kind === "seller" && role === "finance");
    if (trusted) return (await twoFactorOf(user._id)) === null;
  }
  return false;
}
