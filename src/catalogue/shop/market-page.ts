import type { Gazetteer } from "../../regions/gazetteer";
import type { Region } from "../../regions/region";
import type { Words } from "../../shared/words";
import { cardsOf } from "../card";
import type { Counted, Facets } from "../facets";
import { type Choices, NO_CHOICES, SORTS } from "../filters";
import type { Found } from "../search";
import { inYuan, keptFields, marketAddress } from "./addresses";

interface Market {
  choices: Choices;
  found: Found;
  facets: Facets;
  ignored: readonly string[];
  book: Gazetteer;
  words: Words;
}

/** The view model of /products. */
export function marketView({ choices, found, facets, ignored, book, words }: Market) {
  const { t } = words;
  return {
    title: titleOf(choices, words),
    query: choices.q,
    lede: t("catalogue:market.found", { count: facets.total }),
    ignored: ignored.length > 0 ? t("catalogue:market.ignored", { names: ignored.map((name) => name.slice(0, 30)).join(words.pick("、", ", ")) }) : null,
    chips: chipsOf(choices, words),
    facets: facetGroups(choices, facets, book, words),
    clearHref: marketAddress(choices) === marketAddress({ ...NO_CHOICES, q: choices.q, sort: choices.sort }) ? null : marketAddress({ ...NO_CHOICES, q: choices.q, sort: choices.sort }),
    sorts: SORTS.filter((sort) => sort !== "relevance" || choices.q).map((sort) => ({ value: sort, text: t(`catalogue:sort.${sort}`), selected: sort === sortShown(choices) })),
    keptForSort: keptFields(choices, ["sort"]),
    keptForPrice: keptFields(choices, ["min", "max"]),
    min: inYuan(choices.minFen),
    max: inYuan(choices.maxFen),
    products: cardsOf(found.items, book, words).map((card) => ({ ...card, heading: "h2" })),
    pager: {
      previousHref: found.previousCursor === null ? null : marketAddress(choices, {}, found.previousCursor),
      nextHref: found.nextCursor && marketAddress(choices, {}, found.nextCursor),
      text: found.items.length > 0 && (found.nextCursor || found.before > 0) ? t("catalogue:market.position", { from: found.before + 1, to: found.before + found.items.length, total: Math.max(facets.total, found.before + found.items.length) }) : null,
    },
  };
}

/** Without words "relevance" is what sells best, and says so. */
const sortShown = ({ sort, q }: Choices): Choices["sort"] => (sort === "relevance" && !q ? "sales" : sort);

function titleOf({ q, county, group, helper, category, certification, seasonNow }: Choices, words: Words): string {
  const { t } = words;
  const where = county ? name(county, words) : group ? t(`common:group.${group}`) : helper ? t("catalogue:market.ofHelper", { helper: name(helper, words) }) : null;
  const what = q ? t("catalogue:market.quoted", { q }) : category ? t(`common:category.${category}`) : certification ? t(`common:certification.${certification}`) : seasonNow ? t("catalogue:market.inSeason") : null;
  return [where, what].filter(Boolean).join(t("catalogue:market.between")) || t("catalogue:market.title");
}

const name = (region: Region, words: Words): string => words.pick(region.shortName, region.nameEn);

function chipsOf(choices: Choices, { t }: Words) {
  const chip = (text: string, current: boolean, change: Partial<Choices>) => ({ text, current, href: marketAddress(choices, change) });
  const none = !choices.seasonNow && !choices.group && !choices.category && !choices.certification && !choices.inStock;
  return [
    chip(t("common:word.all"), none, { seasonNow: false, group: null, category: null, certification: null, inStock: false }),
    chip(t("catalogue:market.inSeason"), choices.seasonNow, { seasonNow: !choices.seasonNow }),
    chip(t("catalogue:market.inStock"), choices.inStock, { inStock: !choices.inStock }),
    ...(["northeast", "southeast"] as const).map((group) => chip(t(`common:group.${group}`), choices.group === group, { group: choices.group === group ? null : group, county: null })),
    ...(["agricultural", "cultural", "tourism"] as const).map((category) => chip(t(`common:category.${category}`), choices.category === category, { category: choices.category === category ? null : category })),
    chip(t("common:certification.gi"), choices.certification === "gi", { certification: choices.certification === "gi" ? null : "gi" }),
  ];
}

/** A facet's options are links: choosing one again takes it off. What would find nothing is not offered, unless it is chosen. */
function facetGroups(choices: Choices, facets: Facets, book: Gazetteer, words: Words) {
  const options = (counted: readonly Counted[], current: string | undefined | null, textOf: (value: string) => string, change: (value: string | null) => Partial<Choices>) => {
    const shown = current && !counted.some(({ value }) => value === current) ? [...counted, { value: current, count: 0 }] : counted;
    return shown.map(({ value, count }) => ({ text: textOf(value), count, current: value === current, href: marketAddress(choices, change(value === current ? null : value)) }));
  };
  const region = (code: string | null): Region | null => (code && book.find(code)) || null;
  const regionName = (code: string) => (book.find(code) ? name(book.find(code) as Region, words) : code);
  const said = (keys: string) => (value: string) => words.t(`common:${keys}.${value}`);
  return [
    { title: words.t("common:word.category"), items: options(facets.category, choices.category, said("category"), (value) => ({ category: value as Choices["category"] })) },
    { title: words.t("common:word.county"), items: options(facets.county, choices.county?._id, regionName, (value) => ({ county: region(value) })) },
    { title: words.t("catalogue:market.certificates"), items: options(facets.certification, choices.certification, said("certification"), (value) => ({ certification: value as Choices["certification"] })) },
    { title: words.t("catalogue:market.helpers"), open: choices.helper !== null, items: options(facets.helper, choices.helper?._id, regionName, (value) => ({ helper: region(value) })) },
  ].filter((group) => group.items.length > 0);
}
