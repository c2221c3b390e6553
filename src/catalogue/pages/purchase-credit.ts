import { attribute } from "../../credits/attribute";
import type { Gazetteer } from "../../regions/gazetteer";
import { helpersOn } from "../../regions/partnership";
import type { RegionCode } from "../../shared/ids";
import { dayOf } from "../../shared/time";
import type { Words } from "../../shared/words";
import type { MyDistrict } from "../shop/district";

/** Which partnership stands behind a county's goods, and what buying them would mean for a visitor's district. */
export interface PurchaseCredit {
  href: string;
  /** "江北—酉阳", or the county alone while its helpers are not published. */
  pair: string;
  helpersKnown: boolean;
  /** What this purchase would be; null while the visitor's district is not known. */
  mine: { district: string; counts: boolean; sentence: string } | null;
  settled: boolean;
}

/** The rules are those of the ledger itself, asked for a purchase made now without a campaign. */
export function purchaseCredit(
  county: RegionCode,
  { region, settled }: MyDistrict,
  { book, words, at }: { book: Gazetteer; words: Words; at: Date },
): PurchaseCredit | null {
  const partnership = book.partnershipOf(county);
  if (!partnership) return null;
  const called = (code: RegionCode) => words.pick(book.region(code).shortName, book.region(code).nameEn);
  const helpers = helpersOn(partnership, dayOf(at)).map((link) => called(link.region));
  const pair = pairName(helpers, called(county), words);
  const { basis, helper } = attribute(
    { county, affiliation: region?._id ?? null, campaign: null, orderedAt: at, at },
    book,
  );
  const params = {
    district: region ? called(region._id) : "",
    county: called(county),
    pair: helper ? pairName([called(helper)], called(county), words) : pair,
  };
  const kind = basis === "non_paired" && helpers.length === 0 ? "helpers_unknown" : basis;
  return {
    href: `/partnerships/${partnership._id}`,
    pair,
    helpersKnown: helpers.length > 0,
    mine: region
      ? {
          district: params.district,
          counts: basis === "purchase",
          sentence: words.t(`catalogue:credit.${kind}`, params),
        }
      : null,
    settled,
  };
}

export const pairName = (helpers: readonly string[], county: string, words: Words): string =>
  [helpers.join(words.pick("、", ", ")), county].filter(Boolean).join(words.pick("—", " – "));
