import { type PartnershipChange, PartnershipChangeModel } from "../../../regions/changes/change";
import { type Change, earliestDay, wrongWith } from "../../../regions/changes/rules";
import { nameHelper } from "../../../regions/changes/write-link";
import { type Partnership, PartnershipModel } from "../../../regions/partnership";
import { invalidField, notFound } from "../../../shared/errors";
import { newId, type RegionCode } from "../../../shared/ids";
import { dayOf } from "../../../shared/time";
import { type Inside, stampOf } from "../inside";
import { orTaken } from "../or-taken";
import { isDemo } from "../tell-sides";
import { noteChange } from "./note-change";

export type Asked = Pick<PartnershipChange, "kind" | "helper" | "day" | "source" | "note">;

/** The partnership as the database has it now, not as this process remembers it. */
export async function freshPartnership({ partnership }: Pick<Inside, "partnership">): Promise<Partnership> {
  const found = (await PartnershipModel.findById(partnership._id).lean()) as Partnership | null;
  if (!found) throw notFound();
  return found;
}

/**
 * Refuses INVALID beside `day` for one that has begun or begins within the minute (from_tomorrow), beside `helper` for what is
 * no helping unit, stands already or does not stand.
 */
export function mustBePossible(inside: Inside, standing: Partnership, change: Change, at: Date): void {
  if (!inside.book.find(change.helper)?.helper) throw invalidField("helper", "not_a_helper");
  const wrong = wrongWith(standing, change, at);
  if (wrong) throw invalidField(wrong.field, wrong.code, wrong.field === "day" ? { day: earliestDay(at) } : undefined);
}

/**
 * Writes down a change of helpers with its source. The city's is a proposal, which a second person of the city confirms; a
 * helper to come is named in the book at once, unconfirmed, and credits nothing. A county's or a helper's is a suggestion,
 * which the city takes up or not. Refuses FORBIDDEN, INVALID, ALREADY_PROPOSED, PARTNERSHIP_MOVED_ON.
 */
export async function askChange(inside: Inside, asked: Asked, at: Date): Promise<PartnershipChange> {
  const by = stampOf(inside, at);
  if (asked.source.day > dayOf(at)) throw invalidField("sourceDay", "in_the_future");
  mustBePossible(inside, await freshPartnership(inside), asked, at);
  const city = by.speaks === "city";
  const change: PartnershipChange = {
    _id: newId("chg", at),
    partnership: inside.partnership._id,
    ...asked,
    helper: asked.helper as RegionCode,
    state: city ? "proposed" : "suggested",
    open: true,
    suggestedBy: city ? null : by,
    proposedBy: city ? by : null,
    decidedBy: null,
    decision: "",
    at,
    movedAt: at,
    demo: await isDemo(by.organisation),
  };
  return orTaken(async () => {
    await PartnershipChangeModel.insertMany([change]);
    if (city && change.kind === "add") await nameHelper(change);
    await noteChange(inside, change, { deed: city ? "proposed" : "suggested", by });
    return change;
  });
}
