import type { Gazetteer } from "../../regions/gazetteer";
import type { Words } from "../../shared/words";
import type { SellerCase } from "../seller";
import { current, requiredDocuments, type SellerDocument, standing } from "./document";

/**
 * A seller's history, oldest first. The applicant reads which office did something; officials read the person's name as well,
 * and nobody reads an applicant's.
 */
export function deedViews({ history }: Pick<SellerCase, "history">, words: Words, reader: "applicant" | "official") {
  return history.map(({ what, at, by, reason }) => ({
    what,
    text: words.t(`sellers:deed.${what}`),
    at,
    side: by.side,
    office: words.pick(by.office, by.officeEn),
    person: reader === "official" && by.side !== "applicant" ? by.name : null,
    reason: what === "document_renewed" ? words.t(`sellers:document.kind.${reason}`) : reason,
  }));
}

/** A paper as lists show it. `where` is the address its file opens under. */
export const documentView = (
  document: SellerDocument,
  { where, at, words }: { where: string; at: Date; words: Words },
) => ({
  id: document.id,
  kind: document.kind,
  title: document.name || words.t(`sellers:document.kind.${document.kind}`),
  number: document.number,
  validUntil: document.validUntil,
  standing: standing(document, at),
  fileName: document.fileName,
  href: `${where}/${document.id}`,
  at: document.at,
  replacedAt: document.replacedAt,
});

/** Papers in the order in which they are asked for, replaced ones last. */
export function documentViews(seller: SellerCase, facts: { where: string; at: Date; words: Words }) {
  const order = requiredDocuments(seller.kind, seller.sells);
  const place = ({ kind }: SellerDocument): number => (order.indexOf(kind) + order.length + 1) % (order.length + 1);
  const held = current(seller.documents).sort((a, b) => place(a) - place(b));
  return {
    current: held.map((each) => documentView(each, facts)),
    replaced: seller.documents
      .filter((each) => each.replacedAt !== null)
      .map((each) => documentView(each, facts))
      .reverse(),
  };
}

/** What the seller claims, in the reader's words. */
export function claimsOf(seller: SellerCase, book: Gazetteer, words: Words) {
  const county = book.find(seller.county);
  return {
    kind: words.t(`common:sellerKind.${seller.kind}`),
    county: county ? words.pick(county.name, county.nameEn) : seller.county,
    place: seller.place,
    sells: seller.sells.map((each) => words.t(`sellers:sells.${each}`)),
    linkage: seller.linkage && {
      households: seller.linkage.households,
      ways: seller.linkage.ways.map((each) => words.t(`sellers:way.${each}`)),
      words: seller.linkage.words,
    },
  };
}
