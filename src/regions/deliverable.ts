import type { Words } from "../shared/words";
import { gazetteer } from "./gazetteer";
import { PROVINCES } from "./provinces";

/** The groups parcels go to: the city's four, and everything beyond it. */
export const PARCEL_GROUPS = ["central", "new", "northeast", "southeast", "provinces"] as const;
export type ParcelGroup = (typeof PARCEL_GROUPS)[number];

/** Where a parcel goes: a district's, county's or province's code and the group it is in. */
export interface ParcelPlace {
  code: string;
  group: ParcelGroup;
}

/** A district or county of Chongqing, or another province. A functional zone is no postal place: its parcels go to the district around it. */
export async function isDeliverable(code: string): Promise<boolean> {
  const region = (await gazetteer()).find(code);
  return region ? region.group !== "zone" : PROVINCES.some((province) => province.code === code);
}

/** The place a code names as parcels see it; null for a functional zone and for what is no place of ours. */
export async function parcelPlace(code: string): Promise<ParcelPlace | null> {
  const region = (await gazetteer()).find(code);
  if (region) return region.group === "zone" ? null : { code, group: region.group };
  return PROVINCES.some((province) => province.code === code) ? { code, group: "provinces" } : null;
}

/** The name of a place parcels go to. */
export async function placeName(code: string, words: Words): Promise<string> {
  const place = (await gazetteer()).find(code) ?? PROVINCES.find((province) => province.code === code);
  return place ? words.pick(place.name, place.nameEn) : code;
}
