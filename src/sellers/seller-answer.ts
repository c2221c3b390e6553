import { z } from "zod";
import { organisationOf } from "../accounts/organisation";
import { gazetteer } from "../regions/gazetteer";
import type { Words } from "../shared/words";
import { missingOf } from "./apply/application";
import { deedViews, documentView } from "./record/case-view";
import { DOCUMENT_KINDS } from "./record/document";
import { DEEDS } from "./record/dossier";
import { SELLER_KINDS, SELLER_STATES } from "./record/kinds";
import { isInvented, type Seller, type SellerCase } from "./seller";

export const SellerAnswer = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  kind: z.enum(SELLER_KINDS),
  county: z.object({ code: z.string(), name: z.string() }),
  place: z.string(),
  story: z.string(),
  registered: z.boolean(),
  invented: z.boolean(),
  source: z.string().nullable(),
  openedAt: z.iso.datetime().nullable(),
});

/** What the seller itself and those who vet it see besides. */
export const CaseAnswer = SellerAnswer.extend({
  state: z.enum(SELLER_STATES),
  version: z.int(),
  registrationNumber: z.string().nullable(),
  contact: z.object({ name: z.string(), phone: z.string() }).nullable(),
  sells: z.array(z.string()),
  linkage: z.object({ households: z.int(), ways: z.array(z.string()), words: z.string() }).nullable(),
  documents: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(DOCUMENT_KINDS),
      name: z.string(),
      number: z.string(),
      validUntil: z.string().nullable(),
      standing: z.enum(["valid", "soon", "expired"]),
      href: z.string(),
      replacedAt: z.iso.datetime().nullable(),
    }),
  ),
  history: z.array(
    z.object({
      what: z.enum(DEEDS),
      at: z.iso.datetime(),
      side: z.enum(["applicant", "county", "platform"]),
      office: z.string(),
      reason: z.string(),
    }),
  ),
  missing: z.array(z.object({ field: z.string(), code: z.string() })),
});

export async function sellerAnswer(seller: Seller, words: Words): Promise<z.infer<typeof SellerAnswer>> {
  const county = (await gazetteer()).region(seller.county);
  const organisation = await organisationOf(seller.organisation);
  return {
    id: seller._id,
    slug: seller.slug,
    name: words.pick(seller.name, seller.nameEn),
    kind: seller.kind,
    county: { code: county._id, name: words.pick(county.name, county.nameEn) },
    place: seller.place,
    story: words.pick(seller.story, seller.storyEn),
    registered: organisation?.registrationNumber != null,
    invented: isInvented(seller),
    source: seller.source,
    openedAt: seller.openedAt?.toISOString() ?? null,
  };
}

export async function caseAnswer(seller: SellerCase, words: Words, at: Date): Promise<z.infer<typeof CaseAnswer>> {
  const organisation = await organisationOf(seller.organisation);
  const where = `/api/v1/sellers/${seller._id}/documents`;
  const missing = Object.values(missingOf(seller, await gazetteer(), at)).flat();
  return {
    ...(await sellerAnswer(seller, words)),
    state: seller.state,
    version: seller.version ?? 0,
    registrationNumber: organisation?.registrationNumber ?? null,
    contact: organisation?.contact ?? null,
    sells: seller.sells,
    linkage: seller.linkage,
    documents: seller.documents.map((each) => {
      const { id, kind, number, validUntil, standing, href } = documentView(each, { where, at, words });
      const replacedAt = each.replacedAt?.toISOString() ?? null;
      return { id, kind, name: each.name, number, validUntil, standing, href, replacedAt };
    }),
    history: deedViews(seller, words, "applicant").map(({ what, at: when, side, office, reason }) => ({
      what,
      at: when.toISOString(),
      side,
      office,
      reason,
    })),
    missing: missing.map(({ field, code }) => ({ field, code })),
  };
}
