import type { FileId } from "../../shared/ids";
import { DAY, dayOf, later } from "../../shared/time";
import type { SellerKind, Sells } from "./kinds";

/**
 * The papers a seller shows. A 承诺达标合格证 is none of them: it goes with each batch and belongs to the goods.
 * "other" is whatever else speaks for the seller: an organic certificate, the leave to use a geographical indication.
 */
export const DOCUMENT_KINDS = ["business_licence", "food_licence", "scenic_permit", "other"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export interface SellerDocument {
  id: string;
  kind: DocumentKind;
  /** What it is, for "other". */
  name: string;
  /** Empty for the business licence, whose number is the seller's registration number. */
  number: string;
  /** The last Shanghai day on which it holds, "2027-03-31"; null when it does not run out. */
  validUntil: string | null;
  file: FileId;
  fileName: string;
  at: Date;
  /** Another one has taken its place. */
  replacedAt: Date | null;
  /** When its owner was told that it soon runs out, and when that it has: each is told once. */
  soonTold: Date | null;
  expiryTold: Date | null;
}

/** How long before its last day the owner is reminded. */
export const SOON_DAYS = 30;
/** The most papers a seller keeps at once, replaced ones not counted. */
export const MOST_DOCUMENTS = 12;

/** What must be shown: everybody the business licence, makers of food theirs, a scenic area its own. */
export function requiredDocuments(kind: SellerKind | null, sells: readonly Sells[]): DocumentKind[] {
  return [
    "business_licence",
    ...(sells.includes("food") ? (["food_licence"] as const) : []),
    ...(kind === "scenic_area" ? (["scenic_permit"] as const) : []),
  ];
}

export const current = (documents: readonly SellerDocument[]): SellerDocument[] =>
  documents.filter((each) => each.replacedAt === null);

/** A document holds through its last day in Shanghai. */
export const isExpired = ({ validUntil }: Pick<SellerDocument, "validUntil">, at: Date): boolean =>
  validUntil !== null && validUntil < dayOf(at);

/** The last day on which a document that is still good counts as running out soon. */
export const soonDay = (at: Date): string => dayOf(later(at, SOON_DAYS * DAY));

/** How a document stands today. */
export function standing(document: Pick<SellerDocument, "validUntil">, at: Date): "valid" | "soon" | "expired" {
  if (isExpired(document, at)) return "expired";
  return document.validUntil !== null && document.validUntil <= soonDay(at) ? "soon" : "valid";
}

/** Required papers that are not there, or no longer good. */
export function missingDocuments(
  {
    kind,
    sells,
    documents,
  }: { kind: SellerKind | null; sells: readonly Sells[]; documents: readonly SellerDocument[] },
  at: Date,
): { kind: DocumentKind; why: "required" | "expired" }[] {
  return requiredDocuments(kind, sells).flatMap((wanted) => {
    const held = current(documents).filter((each) => each.kind === wanted);
    if (held.some((each) => !isExpired(each, at))) return [];
    return [{ kind: wanted, why: held.length > 0 ? ("expired" as const) : ("required" as const) }];
  });
}
