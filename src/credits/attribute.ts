import type { Gazetteer } from "../regions/gazetteer";
import { helpersOn, type Partnership } from "../regions/partnership";
import { isMainCity } from "../regions/region";
import type { CampaignId, PartnershipId, RegionCode } from "../shared/ids";
import { dayOf } from "../shared/time";

/** Changes whenever a rule below does; every entry keeps the version it was decided by. */
export const RULE_VERSION = 1;

export const BASES = ["help_sell", "purchase", "non_paired", "out_of_scope"] as const;
export type Basis = (typeof BASES)[number];
/** The bases that count for a partnership; the others are the county's and the city's alone. */
export const PAIRED: readonly Basis[] = ["help_sell", "purchase"];

/** What is known of a sale when it is to be credited. */
export interface Facts {
  /** Where the goods come from; never the seller's address. */
  county: RegionCode;
  /** Frozen at checkout: an institution's registered district, a citizen's declared or delivery district. */
  affiliation: RegionCode | null;
  /** The livestream, group buy, fair or outlet the order came through. */
  campaign: { id: CampaignId; helper: RegionCode; partnership: PartnershipId; registeredAt: Date } | null;
  orderedAt: Date;
  /** The deed's instant: helpers are those of its Shanghai day. */
  at: Date;
}

/** Why a campaign named on an order did not decide its credit. */
export type SetAside = "other_partnership" | "not_a_helper" | "registered_late";

/** Who is credited, and by which rule. */
export interface Attribution {
  /** The county's book, whether or not its partnership is credited. */
  book: PartnershipId;
  partnership: PartnershipId | null;
  helper: RegionCode | null;
  basis: Basis;
  ruleVersion: number;
  /** The campaign named on the order; `setAside` null when it decided. */
  campaign: { id: CampaignId; setAside: SetAside | null } | null;
}

/**
 * One sale, at most one partnership, one helper, one basis. Rules of the counting sheet, in the order they are asked:
 *
 * - 4a, 7: through a campaign of a current helper, registered before the order → `help_sell`, wherever the buyer lives.
 * - 4b, 5, 8: the buyer's affiliation is a current helper → `purchase`, credited to that helper alone.
 * - 6: any other main-city buyer → `non_paired`: in the county's and the city's figures, in no partnership's.
 * - 7: everybody else → `out_of_scope`: the county's sales only.
 * - 17: who is a helper is asked of the day of the deed; only confirmed links count.
 *
 * Throws for goods from anywhere but the 17 counties (rule 1): those are never credited, so nobody should ask.
 */
export function attribute(facts: Facts, gazetteer: Gazetteer): Attribution {
  const partnership = gazetteer.partnershipOf(facts.county);
  if (!partnership) throw new Error(`goods from ${facts.county} are not credited`);
  const helpers = helpersOn(partnership, dayOf(facts.at)).map((link) => link.region);
  const campaign = facts.campaign && { id: facts.campaign.id, setAside: setAside(facts, partnership, helpers) };
  const decided = { book: partnership._id, campaign, ruleVersion: RULE_VERSION };

  if (facts.campaign && campaign?.setAside === null)
    return { ...decided, basis: "help_sell", partnership: partnership._id, helper: facts.campaign.helper };
  if (facts.affiliation && helpers.includes(facts.affiliation))
    return { ...decided, basis: "purchase", partnership: partnership._id, helper: facts.affiliation };
  return {
    ...decided,
    basis: fromMainCity(facts, gazetteer) ? "non_paired" : "out_of_scope",
    partnership: null,
    helper: null,
  };
}

function setAside({ campaign, orderedAt }: Facts, partnership: Partnership, helpers: RegionCode[]): SetAside | null {
  if (!campaign) return null;
  if (campaign.partnership !== partnership._id) return "other_partnership";
  if (!helpers.includes(campaign.helper)) return "not_a_helper";
  return campaign.registeredAt < orderedAt ? null : "registered_late";
}

function fromMainCity({ affiliation }: Facts, gazetteer: Gazetteer): boolean {
  const region = affiliation && gazetteer.find(affiliation);
  return region ? isMainCity(region) : false;
}
