import { audit } from "../../../accounts/audit/audit";
import type { AuditDeed } from "../../../accounts/audit/deeds";
import { type PartnershipChange, sourceLine } from "../../../regions/changes/change";
import type { Stamp } from "../../../regions/two-sides";
import type { Inside } from "../inside";
import { tellCity, tellDeciders, tellWriter } from "../tell-sides";

export type ChangeDeed = "suggested" | "proposed" | "confirmed" | "rejected" | "withdrawn";

const auditedAs = (deed: ChangeDeed, { kind }: PartnershipChange): AuditDeed => {
  if (deed === "proposed") return kind === "add" ? "helper.named" : "helper.ending_proposed";
  if (deed === "confirmed") return kind === "add" ? "helper.confirmed" : "helper.ended";
  return `helper.${deed}`;
};

/** What the book said of the helper before and after; null where it says nothing. */
function standing(deed: ChangeDeed, { kind }: PartnershipChange): { before: string | null; after: string | null } {
  if (kind === "end") return { before: "confirmed", after: deed === "confirmed" ? "ended" : "confirmed" };
  if (deed === "suggested") return { before: null, after: null };
  if (deed === "proposed") return { before: null, after: "unconfirmed" };
  return { before: "unconfirmed", after: deed === "confirmed" ? "confirmed" : null };
}

interface Noted {
  deed: ChangeDeed;
  by: Stamp;
  reason?: string;
}

/** Writes a step into the audit log and tells whom it concerns, in the step's own transaction. */
export async function noteChange(
  inside: Inside,
  change: PartnershipChange,
  { deed, by, reason = "" }: Noted,
): Promise<void> {
  const { county } = inside.partnership;
  const { before, after } = standing(deed, change);
  await audit(
    {
      what: auditedAs(deed, change),
      subject: { kind: "partnership", id: change.partnership, name: inside.book.region(county).shortName },
      by: inside.viewer,
      before: { status: before },
      after: { status: after, helper: inside.book.region(change.helper).name, day: change.day },
      note: [reason, sourceLine(change.source)].filter((text) => text !== "").join("；"),
      organisation: (change.suggestedBy ?? change.proposedBy)?.organisation ?? null,
      regions: [county, change.helper],
    },
    by.at,
  );
  await tellOf(inside, change, { deed, by, reason });
}

async function tellOf(inside: Inside, change: PartnershipChange, { deed, by, reason = "" }: Noted): Promise<void> {
  const helper = inside.book.region(change.helper);
  const told = {
    key: `change:${change._id}:${deed}`,
    kind: `helpers_${deed}`,
    href: `/partnerships/${change.partnership}/changes/${change._id}`,
    params: { helper: helper.shortName, helperEn: helper.nameEn, day: change.day, reason },
  };
  if (deed === "withdrawn") return;
  if (deed === "suggested") return tellCity(inside, by, told);
  if (deed === "proposed") return tellDeciders(inside, by, told);
  for (const [index, writer] of [change.suggestedBy, change.proposedBy].entries())
    if (writer && writer.user !== by.user)
      await tellWriter(inside, writer, { ...told, key: `${told.key}:${index}` }, by.at);
}
