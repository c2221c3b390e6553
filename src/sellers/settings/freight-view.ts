import { PARCEL_GROUPS, type ParcelPlace, placeName } from "../../regions/deliverable";
import type { Gazetteer } from "../../regions/gazetteer";
import { PROVINCES } from "../../regions/provinces";
import { ZERO } from "../../shared/money";
import type { Words } from "../../shared/words";
import { type FreightRule, type FreightTemplate, freightOf, type RegionalRule } from "../freight";

/** "39.9" as it stands in a field of yuan. */
const inYuan = (amountFen: number): string => String(amountFen / 100);
const inKilograms = (grams: number): string => String(grams / 1000);

/** A rule as the fields of its form hold it. */
export const ruleValues = (rule: FreightRule): Record<string, string> => ({
  base: inYuan(rule.baseFen),
  baseWeight: inKilograms(rule.baseGrams),
  step: inYuan(rule.stepFen),
  stepWeight: inKilograms(rule.stepGrams),
  freeOver: rule.freeOverFen === null ? "" : inYuan(rule.freeOverFen),
});

const isGroup = (place: string): boolean => (PARCEL_GROUPS as readonly string[]).includes(place);

/** What a rule's places are called, groups first. */
export async function placeWords(places: readonly string[], words: Words): Promise<string> {
  const names: string[] = [];
  for (const each of places)
    names.push(isGroup(each) ? words.t(`sellers:freight.group.${each}`) : await placeName(each, words));
  return names.join(words.t("sellers:apply.comma"));
}

/** The rules for single places, as the settings list them. */
export const regionViews = (template: FreightTemplate, words: Words) =>
  Promise.all(
    (template.regions ?? []).map(async (rule) => ({
      id: rule.id,
      href: `/shop/settings/freight/${rule.id}`,
      places: await placeWords(rule.places, words),
      served: rule.served,
      rule,
    })),
  );

/** Two places everybody knows: the main city's centre, and a province that stands for all of them. */
const EXAMPLES: readonly ParcelPlace[] = [
  { code: "", group: "central" },
  { code: "510000", group: "provinces" },
];
const WEIGHTS = [1000, 5000, 10_000];

/** What three parcels cost to two places, goods not dear enough to travel free. */
export async function exampleOf(template: FreightTemplate, words: Words) {
  const names = [words.t("common:group.central"), await placeName("510000", words)];
  return {
    places: names,
    rows: WEIGHTS.map((grams) => ({
      grams,
      costs: EXAMPLES.map((region, index) => ({
        place: names[index],
        freightFen: freightOf(template, { grams, goodsFen: ZERO, region }),
      })),
    })),
  };
}

/** Every place a rule can name: five groups to tick, and each district, county and province for those who need it. */
export function placeChoices(book: Gazetteer, chosen: readonly string[], rules: readonly RegionalRule[], words: Words) {
  const { t, pick } = words;
  const taken = new Set(rules.flatMap((each) => each.places));
  const option = (value: string, text: string) => ({
    value,
    text,
    checked: chosen.includes(value),
    disabled: taken.has(value) && !chosen.includes(value),
  });
  const inCity = (["central", "new", "northeast", "southeast"] as const).map((group) => ({
    label: t(`common:group.${group}`),
    options: book.regions
      .filter((region) => region.group === group)
      .map((region) => option(region._id, pick(region.shortName, region.nameEn))),
  }));
  const beyond = {
    label: t("sellers:freight.group.provinces"),
    options: PROVINCES.map(({ code, name, nameEn }) => option(code, pick(name, nameEn))),
  };
  return {
    groups: PARCEL_GROUPS.map((group) => option(group, t(`sellers:freight.group.${group}`))),
    single: [...inCity, beyond],
    singleOpen: chosen.some((each) => !isGroup(each)),
  };
}
