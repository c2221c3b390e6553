import type { Gazetteer } from "../../regions/gazetteer";
import type { Region } from "../../regions/region";
import { monthNumber } from "../../shared/time";
import type { Words } from "../../shared/words";
import { cardsOf } from "../card";
import { leadVariant } from "../product";
import type { Counted, Facets } from "../search/facets";
import { NO_CHOICES } from "../search/filters";
import { marketAddress } from "../shop/addresses";
import { districtGroups, type MyDistrict } from "../shop/district";
import { type Front, leadStory, manyPlaces, type Told, type YearFigure } from "./front-page";

export interface FrontParts {
  front: Front;
  mine: MyDistrict;
  /** The visitor's partnership county, or null: then the figure is that of all partnerships. */
  county: Region | null;
  figure: YearFigure;
  book: Gazetteer;
  words: Words;
  at: Date;
}

/** The view model of the front page. */
export function frontView({ front, mine, county, figure, book, words, at }: FrontParts) {
  const month = words.t(`common:month.${monthNumber(at)}`);
  const lead = leadStory(front.fresh, county ? [county._id] : []);
  return {
    title: null,
    story: lead ? storyOf(lead, book, words, month) : {},
    figure: figureView({ mine, county, figure, words }),
    district: {
      settled: mine.settled,
      chosen: mine.region?._id ?? null,
      groups: mine.settled ? [] : districtGroups(book, words, mine.region),
    },
    month,
    chips: chipsOf(words),
    fresh: cardsOf(
      manyPlaces(
        front.fresh.filter((product) => product !== lead),
        8,
      ),
      book,
      words,
    ),
    arrivals: cardsOf(manyPlaces(front.arrivals, 4), book, words),
    groups: countyIndex(front.facets, book, words),
    certificates: front.facets.certification.map(({ value, count }) => ({
      kind: value,
      name: words.t(`common:certification.${value}`),
      text: words.t(`catalogue:certificate.${value}`),
      count,
      href: `/products?certification=${value}`,
    })),
    total: front.facets.total,
  };
}

function storyOf(product: Told, book: Gazetteer, words: Words, month: string) {
  const county = book.region(product.originCounty);
  const variant = leadVariant(product as Parameters<typeof leadVariant>[0]);
  const name = words.pick(product.name, product.nameEn);
  const size = variant ? words.pick(variant.name, variant.nameEn) : "";
  const [image] = product.images;
  return {
    eyebrow: words.t("catalogue:front.eyebrow", { month }),
    phrases: phrasesOf(words.pick(product.summary, product.summaryEn)),
    lede: firstSentences(words.pick(product.description, product.descriptionEn)),
    href: `/products/${product.slug}`,
    action: words.t("catalogue:front.see", { name }),
    priceFen: product.fromFen,
    name: [name, size].filter(Boolean).join(words.pick(" ", ", ")),
    from: `${words.pick(county.shortName, county.nameEn)} · ${words.pick(product.sellerName, product.sellerNameEn)}`,
    picture: image ? { url: image.url, alt: words.pick(image.alt, image.altEn), ground: image.ground } : null,
  };
}

/** A headline breaks between its phrases rather than inside a word; English breaks at its spaces by itself. */
const phrasesOf = (text: string): string[] => text.match(/[^，、；：。]+[，、；：。]?/g) ?? [text];

/** The beginning of a description, whole sentences, about two lines of a lede. */
export function firstSentences(text: string, length = /\p{Script=Han}/u.test(text) ? 60 : 150): string {
  const sentences = text.match(/[^。！？.!?]+[。！？.!?]+(?=\s|\p{Script=Han}|$)/gu) ?? [text];
  return sentences
    .reduce(
      (told, sentence) => (told.length > 0 && told.length + sentence.length > length ? told : told + sentence),
      "",
    )
    .trim();
}

function figureView({ mine, county, figure, words }: Pick<FrontParts, "mine" | "county" | "figure" | "words">) {
  const called = (region: Region) => words.pick(region.name, region.nameEn);
  const label =
    county && mine.region
      ? words.t("catalogue:front.mine", { district: called(mine.region), county: called(county), year: figure.year })
      : words.t("catalogue:front.everybody", { year: figure.year });
  return {
    label,
    amountFen: figure.recognisedFen,
    asOf: figure.asOf,
    year: figure.year,
    target: figure.target,
    href: county ? `/partnerships/${county.slug}` : "/contributions",
    note:
      mine.region && !county
        ? words.t(`catalogue:front.${mine.region.helper ? "noPartner" : "notHelper"}`, {
            district: called(mine.region),
          })
        : null,
  };
}

const chipsOf = ({ t }: Words) => [
  { href: "/products", text: t("common:word.all") },
  { href: "/products?season=now", text: t("catalogue:market.inSeason") },
  ...(["northeast", "southeast"] as const).map((group) => ({
    href: marketAddress({ ...NO_CHOICES, group }),
    text: t(`common:group.${group}`),
  })),
  ...(["agricultural", "cultural", "tourism"] as const).map((category) => ({
    href: marketAddress({ ...NO_CHOICES, category }),
    text: t(`common:category.${category}`),
  })),
  { href: "/products?certification=gi", text: t("common:certification.gi") },
];

/** The seventeen counties by group, each with how much it has on offer. */
export function countyIndex(facets: Pick<Facets, "county">, book: Gazetteer, words: Words) {
  const counts = new Map(facets.county.map(({ value, count }: Counted) => [value, count]));
  return (["northeast", "southeast"] as const).map((group) => {
    const counties = book.receiving
      .filter((region) => region.group === group)
      .map((region) => ({
        href: `/counties/${region.slug}`,
        name: words.pick(region.shortName, region.nameEn),
        goods: counts.get(region._id) ?? 0,
      }));
    return { name: words.t(`common:group.${group}`), count: counties.length, counties };
  });
}
