import type { Gazetteer } from "../../regions/gazetteer";
import { isInvented } from "../../sellers/seller";
import { dayOf, monthNumber } from "../../shared/time";
import type { Words } from "../../shared/words";
import { cardsOf } from "../card";
import { holdsOn } from "../certificates";
import type { Product } from "../product";
import { NO_CHOICES } from "../search/filters";
import type { Listed } from "../search/search";
import { marketAddress } from "../shop/addresses";
import type { Shown } from "../shown";
import type { Variant } from "../variant";

interface Page {
  shown: Shown;
  related: { ofSeller: readonly Listed[]; ofCounty: readonly Listed[] };
  book: Gazetteer;
  words: Words;
  at: Date;
}

/** From this many pieces down the page says how many are left. */
const FEW = 10;
const MOST = 9999;
/** The batches that may still be on the shelf. */
const BATCHES_SHOWN = 3;

/** The view model of a product's page. */
export function productView(page: Page) {
  const { shown, related, book, words, at } = page;
  const { product } = shown;
  const { pick, t } = words;
  const variants = variantViews(shown, words);
  return {
    ...headOf(page),
    paragraphs: pick(product.description, product.descriptionEn).split("\n").filter(Boolean),
    images: product.images.map(({ url, alt, altEn, ground, sizes = [] }) => ({
      url,
      alt: pick(alt, altEn),
      ground,
      sizes,
    })),
    season: seasonView(product, words, at),
    certifications: product.certifications.filter(holdsOn(dayOf(at))).map((each) => ({
      name: pick(each.name, each.nameEn),
      year: each.year,
      source: each.source,
      number: each.number ?? "",
      validUntil: each.validUntil ?? null,
      href: marketAddress({ ...NO_CHOICES, certification: each.kind }),
    })),
    variants,
    soldOut: variants.every((variant) => variant.pieces === 0),
    most: Math.max(1, ...variants.map((variant) => variant.most)),
    tiered: variants.filter((variant) => variant.tiers.length > 0),
    storage: pick(product.storage, product.storageEn),
    harvest: product.harvest ?? "",
    shelfLifeDays: product.shelfLifeDays ?? null,
    batches: (product.batches ?? []).slice(0, BATCHES_SHOWN),
    returns: t(
      `catalogue:returns.${product.category === "tourism" ? "ticket" : product.perishable ? "fresh" : "usual"}`,
    ),
    priceNote: priceNote(product, words),
    moreOfSeller: cardsOf(related.ofSeller, book, words),
    moreOfCounty: cardsOf(related.ofCounty, book, words),
  };
}

/** What it is, where from and by whom. */
function headOf({ shown: { product, seller }, book, words }: Page) {
  const { pick, t } = words;
  const county = book.region(product.originCounty);
  const place = { county: pick(county.shortName, county.nameEn), href: `/counties/${county.slug}` };
  const name = pick(product.name, product.nameEn);
  return {
    title: name,
    name,
    description: pick(product.summary, product.summaryEn),
    summary: pick(product.summary, product.summaryEn),
    breadcrumb: [
      { href: "/products", text: t("common:nav.products") },
      { href: place.href, text: place.county },
    ],
    origin: { ...place, place: pick(product.place, product.placeEn) },
    kind: {
      text: t(`common:category.${product.category}`),
      href: marketAddress({ ...NO_CHOICES, category: product.category }),
    },
    seller: {
      name: pick(seller.name, seller.nameEn),
      href: `/sellers/${seller.slug}`,
      kind: seller.kind,
      invented: isInvented(seller),
    },
    freight: product.category === "tourism" ? null : seller.freight,
  };
}

/** The first that is to be had is chosen already. */
function variantViews({ product, pieces }: Shown, words: Words) {
  const { pick, t } = words;
  const first = product.variants.find((variant) => (pieces.get(variant.sku) ?? 0) > 0);
  return product.variants.map((variant) => {
    const left = pieces.get(variant.sku) ?? 0;
    return {
      sku: variant.sku,
      name: pick(variant.name, variant.nameEn),
      unit: pick(variant.unit, variant.unitEn),
      priceFen: variant.priceFen,
      netWeightGrams: variant.netWeightGrams,
      tiers: variant.tiers,
      // English would need a plural that nobody has written down: "20 or more" says enough.
      tierUnit: words.language === "en" ? "" : variant.unit,
      pieces: left,
      most: mostOf(variant, left),
      limit: variant.limitPerBuyer,
      stock: {
        words:
          left === 0
            ? t("common:word.soldOut")
            : left <= FEW
              ? t("catalogue:stock.few", { count: left })
              : t("catalogue:stock.there"),
        low: left <= FEW,
      },
      checked: variant.sku === first?.sku,
    };
  });
}

const mostOf = ({ limitPerBuyer }: Variant, left: number): number => Math.min(left, limitPerBuyer ?? MOST, MOST);

/** Twelve months, the fresh ones marked, and this one. */
function seasonView({ season }: Product, { pick, t }: Words, at: Date) {
  const present = monthNumber(at);
  const months = Array.from({ length: 12 }, (_, index) => index + 1);
  return {
    allYear: season.months.length === 12,
    now: season.months.includes(present),
    note: pick(season.note, season.noteEn),
    months: months.map((month) => ({
      text: t(`common:monthShort.${month}`),
      name: t(`common:month.${month}`),
      fresh: season.months.includes(month),
      present: month === present,
    })),
  };
}

/** Where a price comes from: a published source, or an assumption that must be called one. */
function priceNote({ priceSource, demo }: Product, { t }: Words): string | null {
  if (priceSource) return t("catalogue:price.published", { source: priceSource });
  return demo ? t("catalogue:price.assumed") : null;
}
