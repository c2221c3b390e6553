import { z } from "zod";
import { UserModel } from "../../accounts/user";
import { type Gazetteer, gazetteer } from "../../regions/gazetteer";
import type { Partnership } from "../../regions/partnership";
import { mayDecide, type Speaker, type Stamp } from "../../regions/two-sides";
import { notFound, Refusal } from "../../shared/errors";
import { dayOf } from "../../shared/time";
import { hasDuty, hasRole, type Viewer } from "../../shared/viewer";

/** A partnership's official side as one of those it belongs to sees it. */
export interface Inside {
  partnership: Partnership;
  book: Gazetteer;
  viewer: Viewer;
  speaks: Speaker;
  /** Whether the viewer may write and decide, or only look. */
  writes: boolean;
}

/** The partnerships whose official side somebody sees: the county its own, a helper those it stands beside today, the city all. */
export function insideOf(viewer: Viewer, book: Gazetteer, at: Date): Partnership[] {
  const region = viewer.organisation?.region ?? "";
  if (hasRole(viewer, "city_official", "admin")) return [...book.partnerships];
  if (hasRole(viewer, "county_official")) return [book.partnershipOf(region)].filter((each) => each !== undefined);
  return hasRole(viewer, "helper_official") ? book.partnershipsOf(region, dayOf(at)) : [];
}

/** Refuses with NOT_FOUND whoever does not belong to the partnership, as if it were not there. */
export async function goInside(viewer: Viewer, id: string, at: Date): Promise<Inside> {
  const book = await gazetteer();
  const partnership = insideOf(viewer, book, at).find((each) => each._id === id);
  if (!partnership) throw notFound();
  return { partnership, book, viewer, speaks: speakerOf(viewer), writes: mayWrite(viewer) };
}

export const speakerOf = (viewer: Viewer): Speaker =>
  hasRole(viewer, "city_official", "admin") ? "city" : hasRole(viewer, "county_official") ? "county" : "helper";

export const mayWrite = ({ organisation }: Viewer): boolean =>
  organisation !== undefined && hasDuty(organisation.role, "finance");

/** Who does it, for the record. Refuses with FORBIDDEN whoever only looks. */
export function stampOf({ viewer, speaks, writes }: Inside, at: Date): Stamp {
  const { organisation } = viewer;
  if (!writes || !organisation) throw new Refusal("FORBIDDEN");
  return {
    user: viewer.id,
    name: viewer.name,
    organisation: organisation.id,
    organisationName: organisation.name,
    speaks,
    at,
  };
}

/** Whether the viewer could decide on what somebody else wrote down. */
export const couldDecide = (inside: Inside, by: Stamp): boolean =>
  inside.writes &&
  inside.viewer.organisation !== undefined &&
  mayDecide(by, {
    user: inside.viewer.id,
    name: inside.viewer.name,
    organisation: inside.viewer.organisation.id,
    organisationName: inside.viewer.organisation.name,
    speaks: inside.speaks,
  });

/**
 * Refuses with SECOND_PERSON_NEEDED whoever wrote it down, speaks for the same side, or belongs to the office that wrote it
 * while acting for another.
 */
export async function mustBeOther(inside: Inside, by: Stamp): Promise<void> {
  const inBoth =
    by.speaks !== "city" &&
    (await UserModel.exists({ _id: inside.viewer.id, "memberships.organisation": by.organisation })) !== null;
  if (inBoth || !couldDecide(inside, by)) throw new Refusal("SECOND_PERSON_NEEDED");
}

/** A real day, as YYYY-MM-DD. */
export const day = z
  .string()
  .regex(/^20\d\d-\d\d-\d\d$/, "date")
  .refine((text) => isDay(text), "date");

const isDay = (text: string): boolean => {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
};
