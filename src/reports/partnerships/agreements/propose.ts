import { audit } from "../../../accounts/audit/audit";
import { type Agreement, AgreementModel, agreementId } from "../../../regions/agreement";
import {
  type AgreementVersion,
  AgreementVersionModel,
  asVersion,
  versionId,
} from "../../../regions/agreements/agreement-version";
import type { Paper, Stamp } from "../../../regions/two-sides";
import { invalidField, notFound, Refusal } from "../../../shared/errors";
import type { Fen } from "../../../shared/money";
import { dayOf, yearOf } from "../../../shared/time";
import { type Inside, stampOf } from "../inside";
import { placePaper } from "../kept-paper";
import { orTaken } from "../or-taken";
import { isDemo, tellDeciders } from "../tell-sides";

/** The first year of the mechanism (重庆日报 2022-01-05). */
const FIRST_YEAR = 2021;

export interface Promised {
  year: number;
  targetFen: Fen;
  /** Shanghai day, today or before. */
  signedOn: string;
  document: Paper | null;
  reason: string;
}

/** The years an agreement can be for, the latest first: one ahead, for those signed in December. */
export const agreementYears = (at: Date): number[] => {
  const last = yearOf(at) + 1;
  return Array.from({ length: last - FIRST_YEAR + 1 }, (_, back) => last - back);
};

/** "2026" as a year an agreement can be for; refuses NOT_FOUND. */
export function readYear(text: unknown, at: Date): number {
  const year = agreementYears(at).find((each) => String(each) === text);
  if (year === undefined) throw notFound();
  return year;
}

/**
 * Writes down a year's promise, to be confirmed by the other side; what stands stays in force until then. A proposal of the
 * same office that still waits is replaced. What changes nothing is answered as it stands. Refuses FORBIDDEN, INVALID beside
 * `signedOn`, ALREADY_PROPOSED while the other side's waits.
 */
export async function proposeAgreement(inside: Inside, asked: Promised, at: Date): Promise<AgreementVersion> {
  const by = stampOf(inside, at);
  if (asked.signedOn > dayOf(at)) throw invalidField("signedOn", "in_the_future");
  const demo = await isDemo(by.organisation);
  return orTaken(() => write(inside, asked, { by, demo }));
}

async function write(
  inside: Inside,
  { document, ...asked }: Promised,
  { by, demo }: { by: Stamp; demo: boolean },
): Promise<AgreementVersion> {
  const { _id: partnership } = inside.partnership;
  const { year, targetFen, signedOn } = asked;
  const current = (await AgreementModel.findById(agreementId(partnership, year)).lean()) as Agreement | null;
  if (current && !document && current.targetFen === targetFen && current.signedOn === signedOn)
    return asVersion(current);
  const versions = (await AgreementVersionModel.find({ partnership, year }).lean()) as AgreementVersion[];
  await replaceOwn(versions, by);
  if (current && !versions.some((each) => each.state === "in_force"))
    await AgreementVersionModel.insertMany([asVersion(current)]);
  const version = 1 + Math.max(current?.version ?? 0, ...versions.map((each) => each.version));
  const proposed: AgreementVersion = {
    _id: versionId(partnership, year, version),
    partnership,
    version,
    ...asked,
    document,
    state: "proposed",
    beforeFen: current?.targetFen ?? null,
    source: by.organisationName,
    by,
    decidedBy: null,
    decision: "",
    proposedAt: by.at,
    inForceFrom: null,
    inForceTo: null,
    demo,
  };
  await AgreementVersionModel.insertMany([proposed]);
  await placePaper(document);
  await note(inside, proposed, by);
  return proposed;
}

async function replaceOwn(versions: readonly AgreementVersion[], by: Stamp): Promise<void> {
  const waiting = versions.find((each) => each.state === "proposed");
  if (!waiting) return;
  if (waiting.by?.organisation !== by.organisation) throw new Refusal("ALREADY_PROPOSED");
  const { matchedCount } = await AgreementVersionModel.updateOne(
    { _id: waiting._id, state: "proposed" },
    { $set: { state: "withdrawn", decidedBy: by } },
  );
  if (matchedCount === 0) throw new Refusal("PARTNERSHIP_MOVED_ON");
}

async function note(inside: Inside, proposed: AgreementVersion, by: Stamp): Promise<void> {
  const { _id, partnership, year, version, targetFen, beforeFen, signedOn, reason, document } = proposed;
  await audit(
    {
      what: "agreement.proposed",
      subject: { kind: "agreement", id: `${partnership}:${year}`, name: `${partnership} ${year}` },
      by: inside.viewer,
      before: { targetFen: beforeFen },
      after: { targetFen, signedOn, version, ...(document ? { evidence: document.sha256.slice(0, 16) } : {}) },
      note: reason,
      regions: [inside.partnership.county, inside.viewer.organisation?.region],
    },
    by.at,
  );
  const href = `/partnerships/${partnership}/agreements/${year}`;
  const params = { year, targetFen, organisation: by.organisationName };
  await tellDeciders(inside, by, { key: `agreement:${_id}`, kind: "agreement_proposed", href, params });
}
