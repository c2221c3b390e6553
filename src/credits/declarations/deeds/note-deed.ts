import { audit } from "../../../accounts/audit/audit";
import type { AuditDeed } from "../../../accounts/audit/deeds";
import { type Concerned, tell } from "../../../accounts/notices/tell";
import { gazetteer } from "../../../regions/gazetteer";
import type { Viewer } from "../../../shared/viewer";
import type { Declaration, DeclarationDeed, HandedIn } from "../record/declaration";
import { hashesOf } from "../record/evidence";
import type { Side } from "../record/states";

export interface Noted {
  what: DeclarationDeed;
  by: Viewer;
  before: Pick<Declaration, "state">;
  note?: string;
}

const AUDITED: Readonly<Record<DeclarationDeed, AuditDeed>> = {
  submitted: "declaration.made",
  confirmed_by_county: "declaration.confirmed_by_county",
  confirmed_by_helper: "declaration.confirmed_by_helper",
  rejected: "declaration.rejected",
  withdrawn: "declaration.withdrawn",
  correction_asked: "declaration.correction_asked",
  correction_refused: "declaration.correction_refused",
  corrected: "declaration.corrected",
};

/** Writes a deed into the audit log and tells everybody it concerns, in the deed's own transaction. */
export async function noteDeed(after: HandedIn, { what, by, before, note = "" }: Noted, at: Date): Promise<void> {
  const { _id, number, declarer, facts, state } = after;
  await audit(
    {
      what: AUDITED[what],
      subject: { kind: "declaration", id: _id, name: number },
      by,
      before: { state: before.state },
      after: {
        state,
        ...(what === "submitted" || what === "confirmed_by_helper"
          ? { amountFen: facts.amountFen, evidence: hashesOf(after.evidence).map((hash) => hash.slice(0, 16)) }
          : {}),
      },
      note,
      organisation: declarer.organisation,
      regions: [facts.county, facts.helper],
    },
    at,
  );
  const county = (await gazetteer()).region(facts.county);
  const params = {
    ...{ number, organisation: declarer.name, organisationEn: declarer.nameEn, amountFen: facts.amountFen },
    ...{ county: county.shortName, countyEn: county.nameEn, reason: note },
  };
  for (const [index, to] of toldOf(after, what, by).entries())
    await tell(
      {
        key: `declaration:${_id}:${after.version}:${index}`,
        to,
        kind: `declaration_${what}`,
        params,
        href: `/declarations/${_id}`,
      },
      at,
    );
}

/** The office that speaks for a side. */
export const officeOf = ({ declarer, facts }: HandedIn, side: Side): Concerned => {
  if (side === "county") return { county: facts.county };
  return declarer.kind === "helper_authority" ? { city: true } : { helper: facts.helper };
};

function toldOf(declaration: HandedIn, what: DeclarationDeed, by: Viewer): Concerned[] {
  const declarer: Concerned = { organisation: declaration.declarer.organisation };
  const [county, helper] = [officeOf(declaration, "county"), officeOf(declaration, "helper")];
  const other = by.organisation?.region === declaration.facts.county ? helper : county;
  const told: Record<DeclarationDeed, Concerned[]> = {
    submitted: [county],
    confirmed_by_county: [helper, declarer],
    confirmed_by_helper: [declarer, county],
    rejected: declaration.confirmed.county ? [declarer, county] : [declarer],
    withdrawn: declaration.confirmed.county ? [county, helper] : [county],
    correction_asked: [other, declarer],
    correction_refused: [other],
    corrected: [declarer, other],
  };
  return told[what];
}
