import type { Seller } from "../../sellers/seller";
import { dayOf } from "../../shared/time";
import type { DraftContent, ListingContent } from "../shelf/content";
import type { Flag } from "../shelf/draft";
import { perHalfKiloFen } from "../variant";
import { compare } from "./references";

/**
 * What the officials, and the shop before it hands in, should look at twice: a price far above the reference (the amounts and
 * what the reference stands on are in the flag), an origin in another county than the shop, a certificate that has run out or
 * has no paper. A flag refuses nothing.
 */
export async function flagsOf(
  { listing, content, seller }: { listing: ListingContent; content: DraftContent; seller: Seller },
  at: Date,
): Promise<Flag[]> {
  const today = dayOf(at);
  const elsewhere = listing.originCounty !== seller.county;
  const ranOut = content.certificates.filter(({ validUntil }) => validUntil !== "" && validUntil < today);
  const paperless = content.certificates.filter(({ file, source }) => file === null && source === "");
  return [
    ...(await dearFlags(listing, seller)),
    ...(elsewhere ? [{ code: "other_county", params: {} }] : []),
    ...ranOut.map(({ name, validUntil }) => ({ code: "certificate_ran_out", params: { name, validUntil } })),
    ...paperless.map(({ name }) => ({ code: "certificate_without_paper", params: { name } })),
  ];
}

async function dearFlags(listing: ListingContent, seller: Seller): Promise<Flag[]> {
  const compared = await compare(listing, seller._id);
  return compared.flatMap(({ sku, reference, above }) => {
    const variant = listing.variants.find((each) => each.sku === sku);
    if (!variant || !reference || above === null) return [];
    const { basis, goods, demo, sources, perHalfKiloFen: referenceFen } = reference;
    const asked = perHalfKiloFen(variant.priceFen, variant.netWeightGrams) ?? variant.priceFen;
    return [
      {
        code: "dear",
        params: {
          variant: variant.name,
          askedFen: asked,
          referenceFen,
          above,
          basis,
          goods,
          demo,
          source: sources.join("；"),
        },
      },
    ];
  });
}
