import { OrganisationModel } from "../../../accounts/organisation";
import { gazetteer } from "../../../regions/gazetteer";
import { Refusal } from "../../../shared/errors";
import type { CampaignId, ProductId, RegionCode, Sku } from "../../../shared/ids";
import { negate } from "../../../shared/money";
import { type Attribution, attribute } from "../../attribute";
import type { Deed, Measure } from "../../deed";
import { entriesOfLine } from "../../entries";
import type { Entry } from "../../entry";
import { dayStart } from "../record/day";
import type { HandedIn } from "../record/declaration";
import { hashesOf } from "../record/evidence";
import type { DeclaredLine } from "../record/facts";

const MEASURES_IN_ORDER = ["paid", "recognised"] as const;

/**
 * The entries of a declaration both sides have confirmed: each line once per measure, both of the day of delivery, which is
 * when the goods were there and, as the evidence shows, paid or owed by invoice (docs/decisions/020-declared-sales.md). Who is credited is asked
 * of the one rule of the house; it must come to what was declared, else DECLARATION_NOT_CREDITED.
 */
export async function deedsOf(declaration: HandedIn): Promise<Deed[]> {
  const { _id, facts, evidence } = declaration;
  const attribution = await attributionOf(declaration);
  const hashes = hashesOf(evidence);
  const institution = await institutionOf(facts);
  return facts.lines.flatMap((line) =>
    MEASURES_IN_ORDER.map((measure) => ({
      key: keyOf(declaration, line.line, measure),
      measure,
      amountFen: line.amountFen,
      attribution,
      ...aboutLine(declaration, line),
      ...institution,
      order: null,
      line: lineId(declaration, line.line),
      source: { kind: "declaration" as const, id: _id },
      opensOrder: false,
      reverses: null,
      occurredAt: dayStart(facts.day),
      evidence: hashes,
    })),
  );
}

const lineId = ({ _id }: Pick<HandedIn, "_id">, line: string): string => `${_id}:${line}`;
const keyOf = ({ _id }: Pick<HandedIn, "_id">, line: string, measure: Measure): string =>
  `declared:${_id}:${line}:${measure}`;

/** An entry counts whole units; the exact quantity stands in the declaration. */
const aboutLine = ({ _id, facts }: HandedIn, { line, name, category, milli }: DeclaredLine) => ({
  county: facts.county,
  category,
  buyerKind: "institution" as const,
  affiliation: facts.basis === "purchase" ? facts.helper : (null as RegionCode | null),
  product: { id: `${_id}:${line}` as ProductId, name },
  sku: `${_id}:${line}` as Sku,
  quantity: Math.floor(milli / 1000),
  seller: { id: facts.seller.id, name: facts.seller.name },
});

/** Who bought, where that is an institution registered here; a helper's office or a firm it names is not one. */
async function institutionOf({ buyer }: HandedIn["facts"]): Promise<Pick<Deed, "institution">> {
  if (!buyer.organisation) return {};
  const known = await OrganisationModel.exists({ _id: buyer.organisation, kind: "institution" });
  return known ? { institution: { id: buyer.organisation, name: buyer.name } } : {};
}

/** A deal the helper organised stands where a registered campaign would: it was there before the goods moved. */
async function attributionOf({ _id, facts }: HandedIn): Promise<Attribution> {
  const { county, helper, partnership, basis, day } = facts;
  const at = dayStart(day);
  const campaign =
    basis === "help_sell" ? { id: _id as string as CampaignId, helper, partnership, registeredAt: new Date(0) } : null;
  const affiliation = basis === "purchase" ? helper : null;
  const found = attribute({ county, affiliation, campaign, orderedAt: at, at }, await gazetteer());
  if (found.partnership !== partnership || found.helper !== helper || found.basis !== basis)
    throw new Refusal("DECLARATION_NOT_CREDITED");
  return { ...found, campaign: null };
}

/** What takes a confirmed declaration back, line by line: the recognised before the paid it stands on. */
export async function reversalOf(declaration: HandedIn, at: Date): Promise<Deed[]> {
  const deeds: Deed[] = [];
  for (const { line } of declaration.facts.lines) {
    const story = await entriesOfLine(lineId(declaration, line));
    for (const measure of ["recognised", "paid"] as const) {
      const entry = story.find((each) => each.key === keyOf(declaration, line, measure));
      if (entry) deeds.push(takenBack(entry, declaration, at));
    }
  }
  return deeds;
}

const takenBack = (entry: Entry, { _id }: HandedIn, at: Date): Deed => ({
  key: `un${entry.key}`,
  measure: entry.measure,
  amountFen: negate(entry.amountFen),
  attribution: {
    ...{ book: entry.book, partnership: entry.partnership, helper: entry.helper },
    ...{ basis: entry.basis, ruleVersion: entry.ruleVersion, campaign: null },
  },
  ...{ county: entry.county, category: entry.category, buyerKind: entry.buyerKind, affiliation: entry.affiliation },
  ...{ product: entry.product, sku: entry.sku, seller: entry.seller, order: null, line: entry.line },
  ...(entry.institution && { institution: entry.institution }),
  quantity: entry.quantity === 0 ? 0 : -entry.quantity,
  source: { kind: "adjustment", id: _id },
  opensOrder: false,
  reverses: entry.key,
  occurredAt: at,
});
