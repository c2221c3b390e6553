import { audit } from "../../../accounts/audit/audit";
import type { AuditDeed } from "../../../accounts/audit/deeds";
import { type Proof, proveAgain } from "../../../accounts/two-factor/prove-again";
import { AgreementModel, agreementId } from "../../../regions/agreement";
import { type AgreementVersion, AgreementVersionModel, versionId } from "../../../regions/agreements/agreement-version";
import { forgetGazetteer } from "../../../regions/gazetteer";
import type { Stamp } from "../../../regions/two-sides";
import { afterCommit, inTransaction } from "../../../shared/db";
import { notFound, Refusal } from "../../../shared/errors";
import { type Inside, mustBeOther, stampOf } from "../inside";
import { tellWriter } from "../tell-sides";

export interface Which {
  year: number;
  version: number;
}

async function waiting({ partnership }: Inside, { year, version }: Which): Promise<AgreementVersion & { by: Stamp }> {
  const found = (await AgreementVersionModel.findById(
    versionId(partnership._id, year, version),
  ).lean()) as AgreementVersion | null;
  if (!found) throw notFound();
  if (found.state !== "proposed" || !found.by) throw new Refusal("PARTNERSHIP_MOVED_ON");
  return { ...found, by: found.by };
}

/**
 * The other side confirms: from this moment the new amount is the year's target, and the one before is kept as replaced.
 * Refuses NOT_FOUND, FORBIDDEN, PARTNERSHIP_MOVED_ON, SECOND_PERSON_NEEDED, INVALID beside `password` or `code`.
 */
export async function confirmAgreement(
  inside: Inside,
  { year, version, ...proof }: Which & Proof,
  at: Date,
): Promise<AgreementVersion> {
  const decidedBy = stampOf(inside, at);
  const found = await waiting(inside, { year, version });
  await mustBeOther(inside, found.by);
  await proveAgain(inside.viewer, proof, at);
  return inTransaction(async () => {
    const { partnership } = found;
    await AgreementVersionModel.updateMany(
      { partnership, year, state: "in_force" },
      { $set: { state: "replaced", inForceTo: at } },
    );
    const source = `${found.by.organisationName}填报，${decidedBy.organisationName}确认`;
    const inForce = await move(found, { state: "in_force", decidedBy, inForceFrom: at, source });
    await AgreementModel.updateOne(
      { _id: agreementId(partnership, year) },
      {
        $set: {
          ...{ partnership, year, targetFen: found.targetFen, signedOn: found.signedOn, source },
          ...{ demo: found.demo, version, document: found.document },
        },
      },
      { upsert: true },
    );
    const what = found.beforeFen === null ? "agreement.signed" : "agreement.changed";
    await note(inside, found, { what, kind: "agreement_confirmed", decidedBy });
    afterCommit(forgetGazetteer);
    return inForce;
  });
}

/** The other side turns it down, with the reason. Refuses NOT_FOUND, FORBIDDEN, PARTNERSHIP_MOVED_ON, SECOND_PERSON_NEEDED. */
export async function rejectAgreement(
  inside: Inside,
  { reason, ...which }: Which & { reason: string },
  at: Date,
): Promise<AgreementVersion> {
  const decidedBy = stampOf(inside, at);
  const found = await waiting(inside, which);
  await mustBeOther(inside, found.by);
  return inTransaction(async () => {
    const moved = await move(found, { state: "rejected", decidedBy, decision: reason });
    await note(inside, found, { what: "agreement.rejected", kind: "agreement_rejected", decidedBy, reason });
    return moved;
  });
}

/** The office that wrote it down takes it back. Refuses NOT_FOUND, FORBIDDEN, PARTNERSHIP_MOVED_ON. */
export async function withdrawAgreement(inside: Inside, which: Which, at: Date): Promise<AgreementVersion> {
  const decidedBy = stampOf(inside, at);
  const found = await waiting(inside, which);
  if (found.by.organisation !== decidedBy.organisation) throw new Refusal("FORBIDDEN");
  return inTransaction(async () => {
    const moved = await move(found, { state: "withdrawn", decidedBy });
    await note(inside, found, { what: "agreement.withdrawn", decidedBy });
    return moved;
  });
}

async function move(found: AgreementVersion, changes: Partial<AgreementVersion>): Promise<AgreementVersion> {
  const moved = (await AgreementVersionModel.findOneAndUpdate(
    { _id: found._id, state: "proposed" },
    { $set: changes },
    { returnDocument: "after" },
  ).lean()) as AgreementVersion | null;
  if (!moved) throw new Refusal("PARTNERSHIP_MOVED_ON");
  return moved;
}

interface Noted {
  what: AuditDeed;
  /** How the writer is told; nobody tells themselves. */
  kind?: string;
  decidedBy: Stamp;
  reason?: string;
}

async function note(
  inside: Inside,
  { _id, partnership, year, version, targetFen, beforeFen, by }: AgreementVersion & { by: Stamp },
  { what, kind, decidedBy, reason = "" }: Noted,
): Promise<void> {
  await audit(
    {
      what,
      subject: { kind: "agreement", id: `${partnership}:${year}`, name: `${partnership} ${year}` },
      by: inside.viewer,
      before: { targetFen: beforeFen },
      after: { targetFen, version },
      note: reason,
      organisation: by.organisation,
      regions: [inside.partnership.county, inside.viewer.organisation?.region],
    },
    decidedBy.at,
  );
  if (!kind) return;
  const href = `/partnerships/${partnership}/agreements/${year}`;
  const params = { year, targetFen, organisation: decidedBy.organisationName, reason };
  await tellWriter(inside, by, { key: `agreement:${_id}:decided`, kind, href, params }, decidedBy.at);
}
