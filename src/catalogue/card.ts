import type { Gazetteer } from "../regions/gazetteer";
import type { Fen } from "../shared/money";
import type { Words } from "../shared/words";
import { leadVariant } from "./product";
import type { Listed } from "./search/search";

/** What the product-card partial draws. */
export interface Card {
  href: string;
  name: string;
  county: string;
  producer: string;
  picture: { url: string; alt: string; ground: string; sizes: { url: string; width: number }[] } | null;
  priceFen: Fen;
  /** Other sizes cost more. */
  from: boolean;
  netWeightGrams: number | null;
  unit: string;
  tag: { tone: "moss"; text: string } | null;
  soldOut: boolean;
}

export function cardOf(product: Listed, book: Gazetteer, words: Words): Card {
  const county = book.region(product.originCounty);
  const [image] = product.images;
  const variant = leadVariant(product as Parameters<typeof leadVariant>[0]);
  const size = variant ? words.pick(variant.name, variant.nameEn) : "";
  const [certificate] = product.certifications;
  return {
    href: `/products/${product.slug}`,
    name: [words.pick(product.name, product.nameEn), size].filter(Boolean).join(words.pick(" ", ", ")),
    county: words.pick(county.shortName, county.nameEn),
    producer: words.pick(product.sellerName, product.sellerNameEn),
    picture: image
      ? { url: image.url, alt: words.pick(image.alt, image.altEn), ground: image.ground, sizes: image.sizes ?? [] }
      : null,
    priceFen: product.fromFen,
    from: product.variants.some((each) => each.priceFen > product.fromFen),
    netWeightGrams: variant?.netWeightGrams ?? null,
    unit: variant ? words.pick(variant.unit, variant.unitEn) : "",
    tag: certificate ? { tone: "moss", text: words.t(`common:certification.${certificate.kind}`) } : null,
    soldOut: product.soldOut,
  };
}

export const cardsOf = (products: readonly Listed[], book: Gazetteer, words: Words): Card[] =>
  products.map((product) => cardOf(product, book, words));
