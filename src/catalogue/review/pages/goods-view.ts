import type { Seller } from "../../../sellers/seller";
import type { Product } from "../../product";
import type { DraftContent } from "../../shelf/content";
import { perHalfKiloFen, type Variant } from "../../variant";
import type { SoldInYear } from "../../yearly/sold-in-year";
import { firstMonth, type Yearly } from "../../yearly/yearly";
import { soldText, yearlyText } from "../../yearly/yearly-words";
import type { Compared } from "../references";
import type { Seen } from "../seen";
import { type Reader, weight, yuan } from "./change-words";
import { basisInWords } from "./flag-words";

/** What buyers would be shown, of a draft or of what is on sale. */
export type Goods = Pick<
  Product,
  | "name"
  | "nameEn"
  | "category"
  | "kind"
  | "originCounty"
  | "place"
  | "placeEn"
  | "summary"
  | "summaryEn"
  | "description"
  | "descriptionEn"
  | "season"
  | "storage"
  | "storageEn"
  | "perishable"
  | "images"
  | "harvest"
  | "shelfLifeDays"
  | "yearly"
> & { variants: readonly (Variant & { stock?: number })[] };

/** Everything of the goods, as an official reads it: pictures, words in both languages, sizes beside their reference. */
export function goodsView(
  goods: Goods,
  { seller, compared, sold }: { seller: Seller; compared: readonly Compared[]; sold: SoldInYear | null },
  reader: Reader,
) {
  const { pick } = reader.words;
  return {
    images: goods.images.map(({ url, alt, altEn, ground }) => ({ url, alt: pick(alt, altEn), ground })),
    summary: pick(goods.summary, goods.summaryEn),
    paragraphs: pick(goods.description, goods.descriptionEn).split("\n").filter(Boolean),
    other: otherLanguage(goods, reader),
    facts: factsOf(goods, { seller, sold }, reader),
    variants: goods.variants.map((variant) =>
      variantView(
        variant,
        compared.find(({ sku }) => sku === variant.sku),
        reader,
      ),
    ),
  };
}

/** The texts buyers of the other language would read; officials answer for both. */
function otherLanguage(goods: Goods, { words }: Reader) {
  const english = words.language === "en";
  return {
    lang: english ? "zh-CN" : "en",
    name: english ? goods.name : goods.nameEn,
    summary: english ? goods.summary : goods.summaryEn,
    description: english ? goods.description : goods.descriptionEn,
  };
}

function factsOf(goods: Goods, { seller, sold }: { seller: Seller; sold: SoldInYear | null }, { book, words }: Reader) {
  const { t, pick } = words;
  const [origin, home] = [book.find(goods.originCounty), book.find(seller.county)];
  const rows: [string, string | null | undefined][] = [
    ["originCounty", origin && pick(origin.name, origin.nameEn)],
    ["place", pick(goods.place, goods.placeEn)],
    ["shopCounty", home && pick(home.name, home.nameEn)],
    ["category", t(`common:category.${goods.category}`)],
    ["kind", t(`common:kind.${goods.kind}`)],
    ["perishable", t(`common:word.${goods.perishable ? "yes" : "no"}`)],
    ["season_months", months(goods.season.months, words)],
    ["season_note", pick(goods.season.note, goods.season.noteEn)],
    ["harvest", goods.harvest],
    ["yearly", goods.yearly && yearlyFrom(goods.yearly, goods.season.months, words)],
    ["yearly_sold", sold && soldText(sold, words)],
    ["shelfLifeDays", goods.shelfLifeDays ? t("common:count.days", { count: goods.shelfLifeDays }) : null],
    ["storage", pick(goods.storage, goods.storageEn)],
  ];
  return rows.filter(([, text]) => text).map(([field, text]) => ({ what: t(`review:field.${field}`), text }));
}

const yearlyFrom = (yearly: Yearly, fresh: readonly number[], words: Reader["words"]): string =>
  words.t("review:value.yearly", {
    amount: yearlyText(yearly, words),
    month: words.t(`common:monthShort.${firstMonth(fresh)}`),
  });

const months = (fresh: readonly number[], { t, pick }: Reader["words"]): string =>
  fresh.length === 12
    ? t("review:value.allYear")
    : fresh.map((month) => t(`common:monthShort.${month}`)).join(pick("、", ", "));

function variantView(variant: Goods["variants"][number], compared: Compared | undefined, { words }: Reader) {
  const { pick, t } = words;
  const { priceFen, netWeightGrams, tiers, limitPerBuyer, stock } = variant;
  const reference = compared?.reference ?? null;
  return {
    sku: variant.sku,
    name: pick(variant.name, variant.nameEn),
    unit: pick(variant.unit, variant.unitEn),
    weight: netWeightGrams ? weight(netWeightGrams) : null,
    priceFen,
    halfFen: perHalfKiloFen(priceFen, netWeightGrams),
    tiers: tiers.map((tier) => t("review:value.tier", { quantity: tier.minQuantity, price: yuan(tier.priceFen) })),
    limit: limitPerBuyer,
    stock: stock ?? null,
    referenceFen: reference?.perHalfKiloFen ?? null,
    basis: reference && basisInWords({ ...reference, source: reference.sources.join("；") }, t),
    above: compared?.above ?? null,
  };
}

/** Certificates and batch papers of a draft, each with the door to its file where there is one. */
export function papersView(id: string, { certificates, batches }: DraftContent, today: string, { words }: Reader) {
  const href = (paper: { id: string; file: unknown }) => (paper.file ? `/review/${id}/papers/${paper.id}` : null);
  return {
    certificates: certificates.map((each) => ({
      name: words.pick(each.name, each.nameEn || null),
      kind: words.t(`common:certification.${each.kind}`),
      number: each.number,
      source: each.source,
      validUntil: each.validUntil,
      ranOut: each.validUntil !== "" && each.validUntil < today,
      href: href(each),
    })),
    batches: batches.map((each) => ({ number: each.number, date: each.date, href: href(each) })),
  };
}

/** What goods are called: as handed in, else as on the market. */
export const nameOf = ({ draft, product }: Pick<Seen, "draft" | "product">, { pick }: Reader["words"]): string =>
  draft ? pick(draft.content.name, draft.content.nameEn || null) : pick(product?.name ?? "", product?.nameEn);
