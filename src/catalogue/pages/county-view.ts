import type { Gazetteer } from "../../regions/gazetteer";
import { helpersOn } from "../../regions/partnership";
import type { Region } from "../../regions/region";
import { isInvented, type Seller } from "../../sellers/seller";
import { dayOf } from "../../shared/time";
import type { Words } from "../../shared/words";
import type { Facets } from "../search/facets";
import { NO_CHOICES } from "../search/filters";
import { marketAddress } from "../shop/addresses";

interface County {
  county: Region;
  shops: readonly Seller[];
  total: number;
  book: Gazetteer;
  words: Words;
  /** The Shanghai day whose helpers are named. */
  day: string;
}

/** The view model of a county's page, without its goods. */
export function countyView({ county, shops, total, book, words, day }: County) {
  const { pick, t } = words;
  const partnership = book.partnershipOf(county._id);
  const links = partnership?.helpers.filter((link) => link.from <= day && (link.to === null || day < link.to)) ?? [];
  const name = pick(county.name, county.nameEn);
  return {
    title: name,
    description: t("catalogue:county.description", { county: name }),
    eyebrow: t(`common:group.${county.group}`),
    shortName: pick(county.shortName, county.nameEn),
    lede: t("catalogue:county.lede", {
      goods: t("common:count.products", { count: total }),
      shops: t("common:count.sellers", { count: shops.length }),
    }),
    helpers: links.map((link) => {
      const helper = book.region(link.region);
      return {
        name: pick(helper.name, helper.nameEn),
        confirmed: link.status === "confirmed",
        source: link.source,
        href: marketAddress({ ...NO_CHOICES, helper }),
      };
    }),
    ledgerHref: `/partnerships/${county.slug}`,
    marketHref: marketAddress({ ...NO_CHOICES, county }),
    total,
    shops: shops.map((shop) => ({
      href: `/sellers/${shop.slug}`,
      name: pick(shop.name, shop.nameEn),
      kind: shop.kind,
      place: placeOf(shop, words),
      invented: isInvented(shop),
    })),
  };
}

/** Townships are written down in Chinese alone. */
export const placeOf = (shop: Pick<Seller, "place">, words: Words): string =>
  words.language === "en" ? "" : shop.place;

/** The seventeen, by group, as county-card draws them. */
export function countyCards(facets: Facets, book: Gazetteer, words: Words, at: Date) {
  const goods = new Map(facets.county.map(({ value, count }) => [value, count]));
  return (["northeast", "southeast"] as const).map((group) => ({
    id: group,
    title: words.t(`catalogue:counties.${group}`),
    counties: book.receiving
      .filter((region) => region.group === group)
      .map((region) => ({
        href: `/counties/${region.slug}`,
        name: words.pick(region.name, region.nameEn),
        helpers: helperWords(region, book, words, at),
        goods: goods.get(region._id) ?? 0,
      })),
  }));
}

function helperWords(county: Region, book: Gazetteer, words: Words, at: Date): string {
  const partnership = book.partnershipOf(county._id);
  const helpers = (partnership ? helpersOn(partnership, dayOf(at)) : []).map((link) => {
    const helper = book.region(link.region);
    return words.pick(helper.name, helper.nameEn);
  });
  return helpers.length > 0
    ? words.t("catalogue:counties.helpedBy", { helpers: helpers.join(words.pick("、", ", ")) })
    : words.t("catalogue:counties.helpersUnknown");
}
