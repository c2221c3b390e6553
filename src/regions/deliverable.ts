import type { Words } from "../shared/words";
import { gazetteer } from "./gazetteer";
import { PROVINCES } from "./provinces";

/** A district or county of Chongqing, or another province. A functional zone is no postal place: its parcels go to the district around it. */
export async function isDeliverable(code: string): Promise<boolean> {
  const region = (await gazetteer()).find(code);
  return region ? region.group !== "zone" : PROVINCES.some((province) => province.code === code);
}

/** The name of a place parcels go to. */
export async function placeName(code: string, words: Words): Promise<string> {
  const place = (await gazetteer()).find(code) ?? PROVINCES.find((province) => province.code === code);
  return place ? words.pick(place.name, place.nameEn) : code;
}
