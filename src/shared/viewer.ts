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

/** Whoever is asking, when signed in; a guest is `undefined`. */
export interface Viewer {
  id: UserId;
  name: string;
  roles: readonly Role[];
  /** The organisation the viewer acts for; a citizen has none. */
  organisation?: { id: OrganisationId; name: string; kind: string; region: RegionCode | null };
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

/** The signed-in viewer behind a guarded door. */
export const viewerOf = (req: { viewer?: Viewer }): Viewer => mustBe(req.viewer, []);
