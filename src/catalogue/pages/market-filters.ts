import type { Gazetteer } from "../../regions/gazetteer";
import type { Region } from "../../regions/region";
import type { RegionCode } from "../../shared/ids";
import type { Words } from "../../shared/words";
import { ELIGIBLE_CATEGORIES } from "../kinds";
import type { Counted, Facets } from "../search/facets";
import { type Choices, MARKET_GROUPS } from "../search/filters";
import { marketAddress } from "../shop/addresses";

/** The filters most often wanted, one touch each; touched again they are off. */
export function chipsOf(choices: Choices, { t }: Words) {
  const chip = (text: string, current: boolean, change: Partial<Choices>) => ({
    text,
    current,
    href: marketAddress(choices, change),
  });
  const either = <T>(current: boolean, value: T): T | null => (current ? null : value);
  const off = { seasonNow: false, group: null, category: null, certification: null, inStock: false };
  const none = !choices.seasonNow && !choices.group && !choices.category && !choices.certification && !choices.inStock;
  const groups = MARKET_GROUPS.map((group) => ({ group, on: choices.group === group }));
  const categories = ELIGIBLE_CATEGORIES.map((category) => ({ category, on: choices.category === category }));
  const gi = choices.certification === "gi";
  return [
    chip(t("common:word.all"), none, off),
    chip(t("catalogue:market.inSeason"), choices.seasonNow, { seasonNow: !choices.seasonNow }),
    chip(t("catalogue:market.inStock"), choices.inStock, { inStock: !choices.inStock }),
    ...groups.map(({ group, on }) => chip(t(`common:group.${group}`), on, { group: either(on, group), county: null })),
    ...categories.map(({ category, on }) =>
      chip(t(`common:category.${category}`), on, { category: either(on, category) }),
    ),
    chip(t("common:certification.gi"), gi, { certification: either(gi, "gi" as const) }),
  ];
}

interface Facet {
  counted: readonly Counted[];
  current: string | null | undefined;
  textOf(value: string): string;
  /** What choosing a value, or none, makes of the choices. */
  change(value: string | null): Partial<Choices>;
}

/** A facet's options are links: choosing one again takes it off. What would find nothing is not offered, unless it is chosen. */
function optionsOf(choices: Choices, { counted, current, textOf, change }: Facet) {
  const missing = current && !counted.some(({ value }) => value === current);
  const shown = missing ? [...counted, { value: current, count: 0 }] : counted;
  return shown.map(({ value, count }) => ({
    text: textOf(value),
    count,
    current: value === current,
    href: marketAddress(choices, change(value === current ? null : value)),
  }));
}

export function facetGroups(choices: Choices, facets: Facets, book: Gazetteer, words: Words) {
  const region = (code: string | null): Region | null => (code && book.find(code)) || null;
  const called = (code: string): string => regionName(book.region(code as RegionCode), words);
  const said = (keys: string) => (value: string) => words.t(`common:${keys}.${value}`);
  const category = optionsOf(choices, {
    counted: facets.category,
    current: choices.category,
    textOf: said("category"),
    change: (value) => ({ category: value as Choices["category"] }),
  });
  const county = optionsOf(choices, {
    counted: facets.county,
    current: choices.county?._id,
    textOf: called,
    change: (value) => ({ county: region(value) }),
  });
  const certification = optionsOf(choices, {
    counted: facets.certification,
    current: choices.certification,
    textOf: said("certification"),
    change: (value) => ({ certification: value as Choices["certification"] }),
  });
  const helper = optionsOf(choices, {
    counted: facets.helper,
    current: choices.helper?._id,
    textOf: called,
    change: (value) => ({ helper: region(value) }),
  });
  return [
    { title: words.t("common:word.category"), items: category },
    { title: words.t("common:word.county"), items: county },
    { title: words.t("catalogue:market.certificates"), items: certification },
    { title: words.t("catalogue:market.helpers"), items: helper, open: choices.helper !== null },
  ].filter((group) => group.items.length > 0);
}

export const regionName = (region: Region, words: Words): string => words.pick(region.shortName, region.nameEn);
