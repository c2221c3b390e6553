import type { ParcelPlace } from "../regions/deliverable";
import { add, type Fen, fen, times } from "../shared/money";

/** So much for the first parcel weight, so much for each further step, nothing from a goods amount on. */
export interface FreightRule {
  baseFen: Fen;
  baseGrams: number;
  stepFen: Fen;
  stepGrams: number;
  /** Goods of this amount or more travel free; null: never. */
  freeOverFen: Fen | null;
}

/** A rule of its own for some places, named by their codes or by a parcel group; `served` false: nothing is sent there. */
export interface RegionalRule extends FreightRule {
  id: string;
  places: string[];
  served: boolean;
}

/** A seller's freight: a rule for everywhere, and others for the places that differ. Without `regions` it is the one rule of old. */
export interface FreightTemplate extends FreightRule {
  regions?: RegionalRule[] | undefined;
}

/** The rule for a place: one that names it, else one that names its group, else the seller's own. Null: nothing is sent there. */
export function ruleFor(template: FreightTemplate, place: ParcelPlace | null): FreightRule | null {
  const { regions = [] } = template;
  const own =
    place &&
    (regions.find((each) => each.places.includes(place.code)) ??
      regions.find((each) => each.places.includes(place.group)));
  if (!own) return template;
  return own.served ? own : null;
}

export interface Consignment {
  grams: number;
  goodsFen: Fen;
}

/** What sending `grams` costs by one rule. A begun step is a whole step; goods without weight cost the base, like a letter. */
export function priceOf(rule: FreightRule, { grams, goodsFen }: Consignment): Fen {
  if (rule.freeOverFen !== null && goodsFen >= rule.freeOverFen) return fen(0);
  const beyond = Math.max(0, grams - rule.baseGrams);
  return add(rule.baseFen, times(rule.stepFen, Math.ceil(beyond / rule.stepGrams)));
}

/** What a consignment costs to a place, or to nowhere in particular yet; null when the seller does not send there. */
export function freightOf(
  template: FreightTemplate,
  { region = null, ...consignment }: Consignment & { region?: ParcelPlace | null },
): Fen | null {
  const rule = ruleFor(template, region);
  return rule && priceOf(rule, consignment);
}
