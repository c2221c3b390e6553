import { Schema } from "mongoose";
import { collection } from "../shared/db";
import type { RegionCode } from "../shared/ids";

export const GROUPS = ["central", "new", "northeast", "southeast", "zone"] as const;
export type Group = (typeof GROUPS)[number];

/**
 * One of Chongqing's 38 districts and counties, or of the three functional zones, which have no code of their own in
 * GB/T 2260 and overlap districts: an address never tells a zone, people choose it.
 */
export interface Region {
  _id: RegionCode;
  /** Official name: 酉阳土家族苗族自治县. */
  name: string;
  /** As it is said: 酉阳. */
  shortName: string;
  nameEn: string;
  slug: string;
  group: Group;
  /** One of the 17 counties whose goods count. */
  receiving: boolean;
  /** One of the 24 helping units. */
  helper: boolean;
  /** Since when it stands in this group; groups changed in the past and will again. */
  groupedFrom: string;
}

const text = { type: String, required: true } as const;
export const RegionModel = collection<Region>(
  "regions",
  new Schema<Region>(
    {
      _id: String,
      name: text,
      shortName: text,
      nameEn: text,
      slug: { ...text, unique: true },
      group: { ...text, enum: GROUPS },
      receiving: { type: Boolean, required: true },
      helper: { type: Boolean, required: true },
      groupedFrom: text,
    },
    { versionKey: false },
  ),
);

/** The main city's side: central and new districts and the zones. Its buyers' sales are paired or non-paired; others' are out of scope. */
export const isMainCity = (region: Region): boolean =>
  region.group === "central" || region.group === "new" || region.group === "zone";
