import { type Audited, audit } from "../../accounts/audit/audit";
import type { AuditDeed } from "../../accounts/audit/deeds";
import { type Concerned, tell } from "../../accounts/notices/tell";
import { OrganisationModel } from "../../accounts/organisation";
import { UserModel } from "../../accounts/user";
import { gazetteer } from "../../regions/gazetteer";
import { inTransaction } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import { hasDuty, hasRole, type Viewer } from "../../shared/viewer";
import { missingOf } from "../apply/application";
import { moveCase, movedOn } from "../record/case";
import { doneBy } from "../record/done-by";
import type { DeedName } from "../record/dossier";
import type { SellerState } from "../record/kinds";
import type { SellerCase } from "../seller";
import { caseFor } from "./cases";
import { slugFor } from "./slug";

/** The steps of vetting: 县级推荐, 平台审核, and what the platform may do to an open shop. */
export const DECISIONS = ["recommendation", "approval", "return", "suspension", "lifting"] as const;
export type Decision = (typeof DECISIONS)[number];

interface Rule {
  /** From which states each side may decide so. */
  county: readonly SellerState[];
  platform: readonly SellerState[];
  to: SellerState;
  deed: DeedName;
  /** Without a reason nobody learns what to mend. */
  needsReason: boolean;
  /** Who is told besides the seller itself. */
  tells: "county" | "platform" | null;
}

export const RULES: Readonly<Record<Decision, Rule>> = {
  recommendation: {
    county: ["applied"],
    platform: [],
    to: "recommended",
    deed: "recommended",
    needsReason: false,
    tells: "platform",
  },
  approval: {
    county: [],
    platform: ["recommended"],
    to: "open",
    deed: "approved",
    needsReason: false,
    tells: "county",
  },
  return: {
    county: ["applied"],
    platform: ["recommended"],
    to: "returned",
    deed: "returned",
    needsReason: true,
    tells: null,
  },
  suspension: {
    county: [],
    platform: ["open"],
    to: "suspended",
    deed: "suspended",
    needsReason: true,
    tells: "county",
  },
  lifting: { county: [], platform: ["suspended"], to: "open", deed: "lifted", needsReason: false, tells: "county" },
};

const sideOf = (viewer: Viewer): "county" | "platform" => (hasRole(viewer, "admin") ? "platform" : "county");

/** What the viewer may decide on a seller as it stands; nothing for those who may only look. */
export const decisionsFor = (viewer: Viewer, { state }: Pick<SellerCase, "state">): Decision[] =>
  maySay(viewer) ? DECISIONS.filter((each) => RULES[each][sideOf(viewer)].includes(state)) : [];

/** Of an office's people, those with one of its other duties or none of them look on. */
const maySay = ({ organisation }: Viewer): boolean => organisation !== undefined && hasDuty(organisation.role, "goods");

export interface Decided {
  id: string;
  decision: Decision;
  reason: string;
  /** The version the official was looking at, where a page says it. */
  version?: number | undefined;
}

/**
 * One step of a seller's vetting, with everybody concerned told in the same transaction. Refuses NOT_FOUND for what lies in
 * another county, FORBIDDEN where the step is not the viewer's to take, OWN_ORGANISATION, SELLER_MOVED_ON when the seller is
 * elsewhere by now or was taken this step before, APPLICATION_INCOMPLETE when a licence ran out meanwhile.
 */
export async function decide(
  viewer: Viewer,
  { id, decision, reason, version }: Decided,
  at: Date,
): Promise<SellerCase> {
  const rule = RULES[decision];
  const side = sideOf(viewer);
  const by = await doneBy(viewer);
  const opening = await openingOf(viewer, id, decision, at);
  return inTransaction(async () => {
    const seller = await caseFor(viewer, id);
    if (!maySay(viewer) || rule[side].length === 0) throw new Refusal("FORBIDDEN");
    if (await belongsTo(viewer, seller)) throw new Refusal("OWN_ORGANISATION");
    if (!rule[side].includes(seller.state) || (version !== undefined && version !== seller.version))
      throw movedOn(seller);
    if (decision === "recommendation" || decision === "approval") await mustBeComplete(seller, at);
    const moved = await moveCase(seller, rule.to, { what: rule.deed, at, by, reason }, opening);
    if (decision === "return") await freeNumber(seller);
    await tellAll(moved, rule, reason, at);
    await audit(auditOf(seller, moved, { deed: rule.deed, by: viewer, reason }), at);
    return moved;
  });
}

/** What a shop gets when it opens for the first time. Spelled before the transaction, for the dictionary takes its time. */
async function openingOf(viewer: Viewer, id: string, decision: Decision, at: Date): Promise<Partial<SellerCase>> {
  if (decision !== "approval") return {};
  const seller = await caseFor(viewer, id);
  return seller.openedAt ? {} : { openedAt: at, slug: await slugFor(seller.name, seller._id) };
}

async function belongsTo(viewer: Viewer, seller: SellerCase): Promise<boolean> {
  const member = { _id: viewer.id, "memberships.organisation": seller.organisation };
  return (
    viewer.organisation?.id === seller.organisation ||
    seller.history.some(({ by }) => by.side === "applicant" && by.user === viewer.id) ||
    (await UserModel.exists(member)) !== null
  );
}

async function mustBeComplete(seller: SellerCase, at: Date): Promise<void> {
  const missing = Object.values(missingOf(seller, await gazetteer(), at)).flat();
  if (missing.length > 0) throw new Refusal("APPLICATION_INCOMPLETE", { fields: missing });
}

const auditOf = (
  before: SellerCase,
  { _id: id, name, state, organisation, county }: SellerCase,
  { deed, by, reason }: { deed: DeedName; by: Viewer; reason: string },
): Audited => ({
  what: `seller.${deed}` as AuditDeed,
  subject: { kind: "seller", id, name },
  by,
  before: { state: before.state },
  after: { state },
  note: reason,
  organisation,
  regions: [county],
});

/** Nobody has vouched for the number of a returned application, so it keeps nobody else from using it. */
const freeNumber = async ({ organisation }: SellerCase): Promise<void> => {
  await OrganisationModel.updateOne({ _id: organisation }, { $set: { registrationNumber: null } });
};

async function tellAll(seller: SellerCase, { deed, tells }: Rule, reason: string, at: Date): Promise<void> {
  const key = `seller:${seller._id}:${seller.version}`;
  const params = { name: seller.name, reason };
  const desk = `/desk/sellers/${seller._id}`;
  await tell({ key, to: { organisation: seller.organisation }, kind: `seller_${deed}`, params, href: "/apply" }, at);
  const office: Concerned | null =
    tells === "county" ? { county: seller.county } : tells === "platform" ? { platform: true } : null;
  if (office) await tell({ key, to: office, kind: `seller_${deed}_office`, params, href: desk }, at);
}
