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
