import type { RequestHandler } from "express";
import { Refusal } from "./errors";
import type { OrganisationId, RegionCode, UserId } from "./ids";

export const ROLES = [
  "buyer",
  "institution",
  "seller",
  "county_official",
  "helper_official",
  "city_official",
  "admin",
] as const;
export type Role = (typeof ROLES)[number];

/** What somebody is in an organisation: owners do everything, members may look, the others have one duty each. */
export const MEMBER_ROLES = ["owner", "goods", "orders", "finance", "member"] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** What a deed in an organisation is part of. "shop": its settings and its people, the owner's own; "look" needs no duty. */
export type Duty = "goods" | "orders" | "finance" | "shop" | "look";

/** Whoever is asking, when signed in; a guest is `undefined`. */
export interface Viewer {
  id: UserId;
  name: string;
  roles: readonly Role[];
  /** The organisation the viewer acts for, and as what; a citizen has none. */
  organisation?: { id: OrganisationId; name: string; kind: string; region: RegionCode | null; role: MemberRole };
  /** How many organisations somebody belongs to who acts for none of them, as of the request's beginning. */
  belongsTo?: number;
  /** The district a citizen declared as home; the default affiliation of the citizen's orders. */
  homeRegion?: RegionCode;
}

declare global {
  namespace Express {
    interface Request {
      viewer?: Viewer;
    }
  }
}

export const hasRole = (viewer: Viewer | undefined, ...roles: readonly Role[]): boolean =>
  viewer?.roles.some((role) => roles.includes(role)) ?? false;

/** Refuses guests (401) and people without one of the roles (403); no roles named: anybody signed in. */
export function mustBe(viewer: Viewer | undefined, roles: readonly Role[]): Viewer {
  if (!viewer) throw new Refusal("SIGN_IN_FIRST");
  if (roles.length > 0 && !hasRole(viewer, ...roles)) throw new Refusal("FORBIDDEN");
  return viewer;
}

/** The guard of a page's door. */
export const allow =
  (...roles: readonly Role[]): RequestHandler =>
  (req, _res, next) => {
    mustBe(req.viewer, roles);
    next();
  };

/**
 * Refuses with FORBIDDEN whoever speaks by a token: a program that has one may not do what people answer for at their own
 * screen, such as sending money.
 */
export function mustSit(req: { headers: { authorization?: string | undefined } }): void {
  if (req.headers.authorization !== undefined) throw new Refusal("FORBIDDEN");
}

/** The same as a guard of a page's door; comes after the guard that says who may. */
export const seated: RequestHandler = (req, _res, next) => {
  mustSit(req);
  next();
};

/** The signed-in viewer behind a guarded door. */
export const viewerOf = (req: { viewer?: Viewer }): Viewer => mustBe(req.viewer, []);

/** Whether a member may do what belongs to a duty. */
export const hasDuty = (role: MemberRole, duty: Duty): boolean => duty === "look" || role === "owner" || role === duty;

/** Refuses with FORBIDDEN whoever acts for no organisation or has not the duty in it. */
export function mustHaveDuty(viewer: Viewer, duty: Duty): NonNullable<Viewer["organisation"]> {
  if (!viewer.organisation || !hasDuty(viewer.organisation.role, duty)) throw new Refusal("FORBIDDEN");
  return viewer.organisation;
}
