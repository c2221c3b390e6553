import type { FieldError } from "../../../shared/errors";
import type { FormResult } from "../../../shared/form";
import type { RegionCode } from "../../../shared/ids";
import { CATEGORIES, type Category, CERTIFICATIONS, type CertificationKind } from "../../kinds";
import type { Batch, Certification, Picture } from "../../product";
import { readYearly } from "../../yearly/read-yearly";
import type { DraftCertificate, DraftContent, ListingContent } from "../content";
import { Collector } from "./collector";
import { categoryOf, groundOf, isFresh, isKind } from "./follows";
import { countOf, isDay } from "./numbers";
import { readVariants } from "./read-variants";

/**
 * The strict reading at submission: everything that is wrong at once, each beside its field ("variants.0.price",
 * "pictures"), or what a product is published from. That the county is one of the 17 is for who knows the gazetteer.
 */
export function readDraft(content: DraftContent): FormResult<ListingContent> {
  const { listing, errors } = leniently(content);
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: listing };
}

/** The same reading with stand-ins (empty texts, zero) for what cannot be read: for a preview, never for a sale. */
export function leniently(content: DraftContent): { listing: ListingContent; errors: FieldError[] } {
  const collector = new Collector();
  const kind = readKind(content, collector);
  const name = collector.line("name", content.name, 60, 2);
  const summary = collector.line("summary", content.summary, 100, 4);
  const variants = readVariants(content.variants, kind.category, collector);
  const listing: ListingContent = {
    name,
    nameEn: collector.line("nameEn", content.nameEn, 100) || name,
    ...kind,
    originCounty: collector.line("originCounty", content.originCounty, 20, 1) as RegionCode,
    place: collector.line("place", content.place, 40),
    placeEn: collector.line("placeEn", content.placeEn, 60),
    summary,
    summaryEn: collector.line("summaryEn", content.summaryEn, 200) || summary,
    description: collector.paragraph("description", content.description, 2000) || summary,
    descriptionEn: collector.paragraph("descriptionEn", content.descriptionEn, 4000),
    season: readSeason(content, collector),
    harvest: collector.line("harvest", content.harvest, 60),
    shelfLifeDays: readDays(content.shelfLifeDays, collector),
    yearly: readYearly(content, variants, collector),
    storage: collector.line("storage", content.storage, 100),
    storageEn: collector.line("storageEn", content.storageEn, 160),
    variants,
    images: readPictures(content, name, collector),
    certifications: content.certificates.map(certificationOf).filter((each) => each !== null),
    batches: content.batches.filter((each) => isDay(each.date)).map(({ number, date }): Batch => ({ number, date })),
  };
  return { listing, errors: collector.errors };
}

function readKind(
  { kind, category, perishable }: DraftContent,
  collector: Collector,
): { kind: string; category: Category; perishable: boolean } {
  if (!isKind(kind)) {
    collector.refuse("kind", kind === "" ? "required" : "not_an_option");
    return { kind, category: "agricultural", perishable: false };
  }
  const chosen = CATEGORIES.find((each) => each === category);
  if (category !== "" && !chosen) collector.refuse("category", "not_an_option");
  if (!["", "yes", "no"].includes(perishable)) collector.refuse("perishable", "not_an_option");
  return {
    kind,
    category: chosen ?? categoryOf(kind),
    perishable: perishable === "" ? isFresh(kind) : perishable === "yes",
  };
}

const ALL_YEAR = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

function readSeason({ months, seasonNote, seasonNoteEn }: DraftContent, collector: Collector) {
  const chosen = ALL_YEAR.filter((month) => months.includes(String(month)));
  if (chosen.length < new Set(months).size) collector.refuse("months", "not_an_option");
  return {
    months: chosen.length === 0 ? ALL_YEAR : chosen,
    note: collector.line("seasonNote", seasonNote, 60),
    noteEn: collector.line("seasonNoteEn", seasonNoteEn, 100),
  };
}

const readDays = (text: string, collector: Collector): number | null =>
  collector.count("shelfLifeDays", text, {
    read: (typed) => ({ value: countOf(typed), code: "not_a_whole_number" }),
    min: 1,
    max: 3650,
    whenEmpty: null,
  });

function readPictures({ pictures, kind }: DraftContent, name: string, collector: Collector): Picture[] {
  if (pictures.length === 0) collector.refuse("pictures", "picture_required");
  return pictures.map((picture, index) => {
    const alt = collector.line(`pictures.${index}.alt`, picture.alt, 80) || name;
    const sizes = picture.sizes.map(({ width, height, file }) => ({ width, height, url: pictureAddress(file) }));
    const shown = sizes.find(({ width }) => width >= 800) ?? sizes.at(-1);
    return {
      url: picture.url ?? shown?.url ?? "",
      alt,
      altEn: collector.line(`pictures.${index}.altEn`, picture.altEn, 120) || alt,
      ground: picture.ground || groundOf(kind),
      ...(sizes.length > 0 ? { sizes } : {}),
    };
  });
}

export const pictureAddress = (file: string): string => `/pictures/${file}`;

/** Certificates are read strictly where they are added; here nothing can be wrong with one any more. */
export function certificationOf(certificate: DraftCertificate): Certification | null {
  const kind = CERTIFICATIONS.find((each): each is CertificationKind => each === certificate.kind);
  if (!kind) return null;
  return {
    kind,
    name: certificate.name,
    nameEn: certificate.nameEn || certificate.name,
    year: countOf(certificate.year),
    source: certificate.source,
    number: certificate.number,
    validUntil: certificate.validUntil || null,
  };
}
