import { type Fen, formatYuan } from "../../shared/money";
import type { Certification, Picture, Product } from "../product";
import type { Variant } from "../variant";
import { typedYearly } from "../yearly/read-yearly";
import type { DraftCertificate, DraftContent, DraftPicture, DraftVariant } from "./content";
import { categoryOf, isKind } from "./reading/follows";

/** A product as its producer would have typed it: what an edit of goods on sale begins from. */
export function contentOf(product: Product): DraftContent {
  const { name, nameEn, kind, originCounty, place, placeEn, summary, summaryEn, season, storage, storageEn } = product;
  return {
    name,
    nameEn: otherThan(nameEn, name),
    kind,
    category: isKind(kind) && categoryOf(kind) === product.category ? "" : product.category,
    originCounty,
    place,
    placeEn,
    summary,
    summaryEn: otherThan(summaryEn, summary),
    description: otherThan(product.description, summary),
    descriptionEn: product.descriptionEn,
    months: season.months.length === 12 ? [] : season.months.map(String),
    seasonNote: season.note,
    seasonNoteEn: season.noteEn,
    harvest: product.harvest ?? "",
    shelfLifeDays: numberText(product.shelfLifeDays),
    ...typedYearly(product.yearly),
    storage,
    storageEn,
    perishable: product.perishable ? "yes" : "no",
    variants: product.variants.map(variantOf),
    pictures: product.images.map(pictureOf),
    certificates: product.certifications.map(certificateOf),
    batches: (product.batches ?? []).map((batch, index) => ({ id: `b${index}`, ...batch, file: null })),
  };
}

/** English that was only ever the Chinese standing in for it is not written English. */
const otherThan = (text: string, original: string): string => (text === original ? "" : text);

const numberText = (value: number | null | undefined): string => (value == null ? "" : String(value));

/** 5900 → "59", 5990 → "59.90": as people type it. */
export const yuanText = (amount: Fen): string => formatYuan(amount).replaceAll(",", "").replace(/\.00$/, "");

function variantOf(variant: Variant): DraftVariant {
  const { sku, name, nameEn, unit, unitEn, netWeightGrams, priceFen, tiers, limitPerBuyer } = variant;
  const inKilos = netWeightGrams !== null && netWeightGrams >= 1000;
  return {
    sku,
    listed: true,
    name,
    nameEn,
    unit,
    unitEn,
    weight: netWeightGrams === null ? "" : String(inKilos ? netWeightGrams / 1000 : netWeightGrams),
    weightUnit: inKilos || netWeightGrams === null ? "kg" : "g",
    price: yuanText(priceFen),
    tiers: tiers.map((tier) => ({ minQuantity: String(tier.minQuantity), price: yuanText(tier.priceFen) })),
    limit: numberText(limitPerBuyer),
    stock: "",
  };
}

function pictureOf({ url, alt, altEn, ground, sizes = [] }: Picture, index: number): DraftPicture {
  const uploaded = sizes.map(({ width, height, url: at }) => ({ width, height, file: fileIn(at) }));
  return { id: `p${index}`, sizes: uploaded, url: uploaded.length > 0 ? null : url, alt, altEn, ground };
}

const fileIn = (address: string): DraftPicture["sizes"][number]["file"] =>
  address.split("/").at(-1) as DraftPicture["sizes"][number]["file"];

const certificateOf = (certificate: Certification, index: number): DraftCertificate => ({
  id: `c${index}`,
  kind: certificate.kind,
  name: certificate.name,
  nameEn: otherThan(certificate.nameEn, certificate.name),
  number: certificate.number ?? "",
  year: numberText(certificate.year),
  source: certificate.source,
  validUntil: certificate.validUntil ?? "",
  file: null,
});
