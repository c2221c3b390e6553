import { Schema } from "mongoose";
import { collection, wholeNumber } from "../../shared/db";
import type { PartnershipId } from "../../shared/ids";
import type { Fen } from "../../shared/money";
import { type Agreement, agreementId } from "../agreement";
import { type Paper, paperSchema, type Stamp, stampSchema, VERSION_STATES, type VersionState } from "../two-sides";

/** One wording of a partnership's promise for a year: what it says, from whom, why, and what stood before it. */
export interface AgreementVersion {
  /** `<partnership>:<year>:<version>`. */
  _id: string;
  partnership: PartnershipId;
  year: number;
  version: number;
  state: VersionState;
  targetFen: Fen;
  /** What was in force when it was proposed; null for a year's first. */
  beforeFen: Fen | null;
  /** Shanghai day of signing. */
  signedOn: string | null;
  document: Paper | null;
  /** Why it was changed; empty for a year's first. */
  reason: string;
  source: string;
  /** Null: it was in the book before anybody could propose. */
  by: Stamp | null;
  decidedBy: Stamp | null;
  /** Why it was turned down. */
  decision: string;
  proposedAt: Date | null;
  inForceFrom: Date | null;
  inForceTo: Date | null;
  demo: boolean;
}

const text = { type: String, required: true } as const;
const instant = { type: Date, default: null } as const;
export const AgreementVersionModel = collection<AgreementVersion>(
  "agreement_versions",
  new Schema<AgreementVersion>(
    {
      _id: String,
      partnership: text,
      year: { type: Number, required: true },
      version: { type: Number, required: true },
      state: { ...text, enum: VERSION_STATES },
      targetFen: { type: Number, required: true },
      beforeFen: { type: Number, default: null },
      signedOn: { type: String, default: null },
      document: { type: paperSchema, default: null },
      reason: { type: String, default: "" },
      source: { type: String, default: "" },
      by: { type: stampSchema, default: null },
      decidedBy: { type: stampSchema, default: null },
      decision: { type: String, default: "" },
      proposedAt: instant,
      inForceFrom: instant,
      inForceTo: instant,
      demo: { type: Boolean, default: false },
    },
    { versionKey: false },
  )
    .index({ partnership: 1, year: -1, version: -1 }, { unique: true })
    // One proposal at a time, and never two versions in force.
    .index(
      { partnership: 1, year: 1 },
      { unique: true, partialFilterExpression: { state: "proposed" }, name: "pending" },
    )
    .index(
      { partnership: 1, year: 1, state: 1 },
      { unique: true, partialFilterExpression: { state: "in_force" }, name: "in_force" },
    )
    .index({ state: 1, proposedAt: 1 }),
  { properties: { targetFen: wholeNumber(0) } },
);

export const versionId = (partnership: PartnershipId, year: number, version: number): string =>
  `${agreementId(partnership, year)}:${version}`;

/** An agreement that was in the book before versions were kept, as the year's first version. */
export const asVersion = (agreement: Agreement): AgreementVersion => ({
  _id: versionId(agreement.partnership, agreement.year, agreement.version ?? 1),
  partnership: agreement.partnership,
  year: agreement.year,
  version: agreement.version ?? 1,
  state: "in_force",
  targetFen: agreement.targetFen,
  beforeFen: null,
  signedOn: agreement.signedOn,
  document: agreement.document ?? null,
  reason: "",
  source: agreement.source,
  by: null,
  decidedBy: null,
  decision: "",
  proposedAt: null,
  inForceFrom: null,
  inForceTo: null,
  demo: agreement.demo,
});

/** Every version of a partnership's years, the newest first; what stands in the book without one is a first version. */
export async function agreementVersions(
  partnership: PartnershipId,
  standing: readonly Agreement[],
): Promise<AgreementVersion[]> {
  const kept = (await AgreementVersionModel.find({ partnership })
    .sort({ year: -1, version: -1 })
    .lean()) as AgreementVersion[];
  const years = new Set(kept.filter((each) => each.state === "in_force").map((each) => each.year));
  const bare = standing.filter((each) => each.partnership === partnership && !years.has(each.year)).map(asVersion);
  return [...kept, ...bare].sort((a, b) => b.year - a.year || b.version - a.version);
}
