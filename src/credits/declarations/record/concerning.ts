import { UserModel } from "../../../accounts/user";
import { notFound, Refusal } from "../../../shared/errors";
import type { OrganisationId } from "../../../shared/ids";
import { hasDuty, hasRole, type Role, type Viewer } from "../../../shared/viewer";
import { type Declaration, DeclarationModel, type DoneBy, type HandedIn } from "./declaration";
import type { Side } from "./states";

/** Who has to do with declarations at all. */
export const CONCERNED = [
  "institution",
  "county_official",
  "helper_official",
  "city_official",
] as const satisfies Role[];
export const DECLARERS = ["institution", "helper_official"] as const satisfies Role[];
export const CONFIRMERS = ["county_official", "helper_official", "city_official"] as const satisfies Role[];

type Filter = Record<string, unknown>;
const HANDED_IN = { submittedAt: { $gt: new Date(0) } };
/** What nobody may see. */
const NOTHING = { _id: "" };

/**
 * Rule 21, as a part of every query: the declarer's own; what was handed in of goods of the official's county, or in the name
 * of the official's district; the city all that was handed in. Drafts are their writers' alone.
 */
export function concerning(viewer: Viewer): Filter {
  const { organisation } = viewer;
  if (!organisation) return NOTHING;
  const { id, region } = organisation;
  if (hasRole(viewer, "city_official")) return HANDED_IN;
  if (hasRole(viewer, "institution")) return { "declarer.organisation": id };
  if (hasRole(viewer, "county_official") && region) return { county: region, ...HANDED_IN };
  if (hasRole(viewer, "helper_official") && region)
    return { $or: [{ "declarer.organisation": id }, { helper: region, ...HANDED_IN }] };
  return NOTHING;
}

/** Refuses with NOT_FOUND what is not there and what does not concern the viewer, alike. */
export async function declarationFor(viewer: Viewer, id: string): Promise<Declaration> {
  const found = (await DeclarationModel.findOne({
    $and: [{ _id: String(id) }, concerning(viewer)],
  }).lean()) as Declaration | null;
  if (!found) throw notFound();
  return found;
}

/** The declarer's own; every other is not found. */
export async function ownDeclaration(viewer: Viewer, id: string): Promise<Declaration> {
  const found = await declarationFor(viewer, id);
  if (!isDeclarer(viewer, found)) throw notFound();
  return found;
}

export const isDeclarer = (viewer: Viewer, { declarer }: Pick<Declaration, "declarer">): boolean =>
  viewer.organisation?.id === declarer.organisation;

/** Those of an organisation's people who buy or pay write its declarations. */
export const mayDeclare = (viewer: Viewer): boolean =>
  viewer.organisation !== undefined &&
  viewer.organisation.region !== null &&
  hasRole(viewer, ...DECLARERS) &&
  (hasDuty(viewer.organisation.role, "orders") || hasDuty(viewer.organisation.role, "finance"));

/**
 * The side a viewer speaks for: the county's office for the sale, the helper's office for the purchase. What the helper's
 * office has itself declared is looked at by the city in its place, for nobody confirms their own.
 */
export function sideOf(viewer: Viewer, declaration: Pick<Declaration, "county" | "helper" | "declarer">): Side | null {
  const { organisation } = viewer;
  if (!organisation || !hasDuty(organisation.role, "finance")) return null;
  const { county, helper, declarer } = declaration;
  if (hasRole(viewer, "county_official")) return organisation.region === county ? "county" : null;
  if (declarer.kind === "helper_authority") return hasRole(viewer, "city_official") ? "helper" : null;
  return hasRole(viewer, "helper_official") && organisation.region === helper ? "helper" : null;
}

/** Why somebody speaks for no side: what is theirs is not for them to judge, and of an office's people only some judge. */
export const speaksForNone = (viewer: Viewer, declaration: Pick<Declaration, "declarer">): Refusal =>
  new Refusal(isDeclarer(viewer, declaration) ? "OWN_ORGANISATION" : "FORBIDDEN");

/**
 * Nobody confirms what they or their people have declared or sold (OWN_ORGANISATION), and nobody both sides
 * (SECOND_PERSON_NEEDED): another person of another organisation.
 */
export async function mustBeApart(viewer: Viewer, { declarer, facts, history, confirmed }: HandedIn): Promise<void> {
  const parties = [declarer.organisation, facts.seller.organisation, facts.buyer.organisation].filter(
    (each): each is OrganisationId => each !== null,
  );
  const wrote = history.some(({ side, by }) => side === "declarer" && by.id === viewer.id);
  const member = { _id: viewer.id, "memberships.organisation": { $in: parties } };
  if (wrote || (await UserModel.exists(member)) !== null) throw new Refusal("OWN_ORGANISATION");
  const { county } = confirmed;
  if (county && (county.id === viewer.id || county.organisation === viewer.organisation?.id))
    throw new Refusal("SECOND_PERSON_NEEDED");
}

export function doneBy(viewer: Viewer): DoneBy {
  if (!viewer.organisation) throw new Refusal("FORBIDDEN");
  return {
    id: viewer.id,
    name: viewer.name,
    organisation: viewer.organisation.id,
    organisationName: viewer.organisation.name,
  };
}
