import { z } from "zod";
import type { Gazetteer } from "../regions/gazetteer";
import { helpersOn } from "../regions/partnership";
import { dayOf, now } from "../shared/time";
import type { Words } from "../shared/words";
import { holdsOn } from "./certificates";
import { CATEGORIES } from "./kinds";
import { leadVariant, type Picture } from "./product";
import type { Listed } from "./search/search";
import type { Shown } from "./shown";
import { perHalfKiloFen } from "./variant";

const place = z.object({ code: z.string(), name: z.string() });
const named = z.object({ id: z.string(), name: z.string() });
const picture = z.object({ url: z.string(), alt: z.string() });

export const ProductSummary = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  county: place,
  seller: named,
  category: z.enum(CATEGORIES),
  kind: z.string(),
  priceFen: z.int(),
  unit: z.string(),
  netWeightGrams: z.int().nullable(),
  perHalfKiloFen: z.int().nullable(),
  image: picture.nullable(),
  certifications: z.array(z.string()),
  available: z.boolean(),
});

export const ProductDetail = ProductSummary.extend({
  description: z.string(),
  summary: z.string(),
  variants: z.array(
    z.object({
      sku: z.string(),
      name: z.string(),
      priceFen: z.int(),
      unit: z.string(),
      netWeightGrams: z.int().nullable(),
      available: z.boolean(),
      pieces: z.int(),
      tiers: z.array(z.object({ minQuantity: z.int(), priceFen: z.int() })),
    }),
  ),
  images: z.array(picture),
  season: z.object({ months: z.array(z.int()), note: z.string() }),
  origin: z.object({ county: place, place: z.string() }),
  certificates: z.array(z.object({ kind: z.string(), name: z.string(), year: z.int().nullable(), source: z.string() })),
  perishable: z.boolean(),
  storage: z.string(),
  priceSource: z.string().nullable(),
  partnership: named.nullable(),
});

export function summaryOf(product: Listed, book: Gazetteer, words: Words): z.infer<typeof ProductSummary> {
  const county = book.region(product.originCounty);
  const variant = leadVariant(product as Parameters<typeof leadVariant>[0]);
  return {
    id: product._id,
    slug: product.slug,
    name: words.pick(product.name, product.nameEn),
    county: { code: county._id, name: words.pick(county.name, county.nameEn) },
    seller: { id: product.seller, name: words.pick(product.sellerName, product.sellerNameEn) },
    category: product.category,
    kind: product.kind,
    priceFen: product.fromFen,
    unit: variant ? words.pick(variant.unit, variant.unitEn) : "",
    netWeightGrams: variant?.netWeightGrams ?? null,
    perHalfKiloFen: perHalfKiloFen(product.fromFen, variant?.netWeightGrams ?? null),
    image: product.images[0] ? pictureOf(product.images[0], words) : null,
    certifications: [...new Set(product.certifications.map((each) => each.kind))],
    available: !product.soldOut,
  };
}

const pictureOf = ({ url, alt, altEn }: Picture, words: Words) => ({ url, alt: words.pick(alt, altEn) });

export function productAnswer(
  { product, pieces }: Shown,
  book: Gazetteer,
  words: Words,
): z.infer<typeof ProductDetail> {
  const summary = summaryOf(product, book, words);
  return {
    ...summary,
    available: [...pieces.values()].some((count) => count > 0),
    description: words.pick(product.description, product.descriptionEn),
    summary: words.pick(product.summary, product.summaryEn),
    variants: product.variants.map((variant) => ({
      sku: variant.sku,
      name: words.pick(variant.name, variant.nameEn),
      priceFen: variant.priceFen,
      unit: words.pick(variant.unit, variant.unitEn),
      netWeightGrams: variant.netWeightGrams,
      available: (pieces.get(variant.sku) ?? 0) > 0,
      pieces: pieces.get(variant.sku) ?? 0,
      tiers: variant.tiers.map(({ minQuantity, priceFen }) => ({ minQuantity, priceFen })),
    })),
    images: product.images.map((image) => pictureOf(image, words)),
    season: { months: product.season.months, note: words.pick(product.season.note, product.season.noteEn) },
    origin: { county: summary.county, place: words.pick(product.place, product.placeEn) },
    certificates: product.certifications.filter(holdsOn(dayOf(now()))).map(({ kind, name, nameEn, year, source }) => ({
      kind,
      name: words.pick(name, nameEn),
      year,
      source,
    })),
    perishable: product.perishable,
    storage: words.pick(product.storage, product.storageEn),
    priceSource: product.priceSource,
    partnership: partnershipOf(product.originCounty, book, words),
  };
}

/** "江北—酉阳": the confirmed helpers of today and the county; a county whose helpers are not known stands alone. */
function partnershipOf(code: string, book: Gazetteer, words: Words): { id: string; name: string } | null {
  const partnership = book.partnershipOf(code);
  if (!partnership) return null;
  const called = (region: string) => {
    const { shortName, nameEn } = book.region(region as never);
    return words.pick(shortName, nameEn);
  };
  const helpers = helpersOn(partnership, dayOf(now())).map((link) => called(link.region));
  return { id: partnership._id, name: [helpers.join(words.pick("、", ", ")), called(code)].filter(Boolean).join("—") };
}
