import type { Gazetteer } from "../../regions/gazetteer";
import type { Words } from "../../shared/words";
import { cardsOf } from "../card";
import type { Facets } from "../search/facets";
import { type Choices, NO_CHOICES, SORTS } from "../search/filters";
import type { Found } from "../search/search";
import { inYuan, keptFields, marketAddress } from "../shop/addresses";
import { chipsOf, facetGroups, regionName } from "./market-filters";

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
  return {
    title: titleOf(choices, words),
    query: choices.q,
    lede: words.t("catalogue:market.found", { count: facets.total }),
    ignored: ignoredWords(ignored, words),
    chips: chipsOf(choices, words),
    facets: facetGroups(choices, facets, book, words),
    clearHref: clearHref(choices),
    sorts: sortOptions(choices, words),
    keptForSort: keptFields(choices, ["sort"]),
    keptForPrice: keptFields(choices, ["min", "max"]),
    min: inYuan(choices.minFen),
    max: inYuan(choices.maxFen),
    products: cardsOf(found.items, book, words).map((card) => ({ ...card, heading: "h2" })),
    pager: pagerOf(choices, found, facets.total, words),
  };
}

function ignoredWords(names: readonly string[], words: Words): string | null {
  if (names.length === 0) return null;
  return words.t("catalogue:market.ignored", {
    names: names.map((each) => each.slice(0, 30)).join(words.pick("、", ", ")),
  });
}

/** Takes every filter off and leaves the words; null when there is none to take off. */
function clearHref(choices: Choices): string | null {
  const plain = marketAddress({ ...NO_CHOICES, q: choices.q, sort: choices.sort });
  return marketAddress(choices) === plain ? null : plain;
}

function sortOptions(choices: Choices, { t }: Words) {
  // Without words "relevance" is what sells best, and says so.
  const shown = choices.sort === "relevance" && !choices.q ? "sales" : choices.sort;
  const offered = SORTS.filter((sort) => sort !== "relevance" || choices.q);
  return offered.map((sort) => ({ value: sort, text: t(`catalogue:sort.${sort}`), selected: sort === shown }));
}

function pagerOf(choices: Choices, { items, before, nextCursor, previousCursor }: Found, total: number, { t }: Words) {
  const to = before + items.length;
  const several = items.length > 0 && (nextCursor !== null || before > 0);
  return {
    previousHref: previousCursor === null ? null : marketAddress(choices, {}, previousCursor),
    nextHref: nextCursor && marketAddress(choices, {}, nextCursor),
    text: several ? t("catalogue:market.position", { from: before + 1, to, total: Math.max(total, to) }) : null,
  };
}

/** Where and what, as far as they were chosen. */
function titleOf(choices: Choices, words: Words): string {
  const parts = [whereWords(choices, words), whatWords(choices, words)].filter((part) => part !== null);
  return parts.join(words.t("catalogue:market.between")) || words.t("catalogue:market.title");
}

function whereWords({ county, group, helper }: Choices, words: Words): string | null {
  if (county) return regionName(county, words);
  if (group) return words.t(`common:group.${group}`);
  return helper ? words.t("catalogue:market.ofHelper", { helper: regionName(helper, words) }) : null;
}

function whatWords({ q, category, kind, certification, seasonNow }: Choices, { t }: Words): string | null {
  if (q) return t("catalogue:market.quoted", { q });
  if (kind) return t(`common:kind.${kind}`);
  if (category) return t(`common:category.${category}`);
  if (certification) return t(`common:certification.${certification}`);
  return seasonNow ? t("catalogue:market.inSeason") : null;
}
