import { MEMBER_ROLES, type MemberRole } from "../../shared/viewer";
import type { OrganisationKind } from "../organisation";

/**
 * What somebody can be in an organisation of this kind. A shop divides its work; in an institution or an authority everybody
 * does it, and owners see to the people besides.
 */
export const rolesIn = (kind: OrganisationKind | string): readonly MemberRole[] =>
  kind === "seller" ? MEMBER_ROLES : ["owner", "member"];

/** The key of a role's words: a member of a shop looks on, a member of an authority does its work. */
export const roleWord = (kind: OrganisationKind | string, role: MemberRole): string =>
  role === "member" && kind !== "seller" ? "accounts:role.clerk" : `accounts:role.${role}`;
