import { gazetteer } from "../regions/gazetteer";
import type { Group, Region } from "../regions/region";
import type { Words } from "../shared/words";

export interface RegionChoices {
  label: string;
  options: { value: string; text: string }[];
}

/** The main city first: most who choose live there. Zones stand by themselves, for an address never tells them. */
const ORDER: readonly Group[] = ["central", "new", "zone", "northeast", "southeast"];

/** The regions to choose from, in groups, for a `field-select`. */
export async function regionChoices(words: Words): Promise<RegionChoices[]> {
  const { regions } = await gazetteer();
  return ORDER.map((group) => ({
    label: words.t(`common:group.${group}`),
    options: regions
      .filter((region) => region.group === group)
      .map((region) => ({ value: region._id, text: regionName(region, words) })),
  }));
}

export const regionName = (region: Region, words: Words): string => words.pick(region.name, region.nameEn);
