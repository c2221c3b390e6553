import { Schema } from "mongoose";
import type { FileId, OrganisationId, UserId } from "../shared/ids";

/** Who speaks when something about a partnership is written down: its county, one of its helpers, or the city for both. */
export const SPEAKERS = ["county", "helper", "city"] as const;
export type Speaker = (typeof SPEAKERS)[number];

/** Who did something, as they and their office were called at that moment. */
export interface Stamp {
  user: UserId;
  name: string;
  organisation: OrganisationId;
  organisationName: string;
  speaks: Speaker;
  at: Date;
}

/** A paper that belongs to what was written down; opened only by those who may see the partnership's official side. */
export interface Paper {
  file: FileId;
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
}

/**
 * What one side writes down counts once the other has confirmed it; until then the version before it stands. A version
 * that was replaced, turned down or taken back is kept and can be read.
 */
export const VERSION_STATES = ["proposed", "in_force", "replaced", "rejected", "withdrawn"] as const;
export type VersionState = (typeof VERSION_STATES)[number];

/**
 * Nobody decides on their own word: what the county wrote is for a helper or the city, what a helper wrote for the county
 * or the city, and what the city wrote for another person of the city.
 */
export function mayDecide(by: Stamp, { user, organisation, speaks }: Omit<Stamp, "at">): boolean {
  if (by.user === user) return false;
  if (by.speaks === "city") return speaks === "city";
  return speaks !== by.speaks && organisation !== by.organisation;
}

const text = { type: String, required: true } as const;

export const stampSchema = new Schema<Stamp>(
  {
    user: text,
    name: text,
    organisation: text,
    organisationName: text,
    speaks: { ...text, enum: SPEAKERS },
    at: { type: Date, required: true },
  },
  { _id: false },
);
export const paperSchema = new Schema<Paper>(
  { file: text, name: text, mediaType: text, bytes: { type: Number, required: true }, sha256: text },
  { _id: false },
);
