import { type Proof, proveAgain } from "../../../accounts/two-factor/prove-again";
import {
  CHANGE_MOVES,
  type ChangeState,
  type PartnershipChange,
  PartnershipChangeModel,
} from "../../../regions/changes/change";
import { earliestDay, isAhead } from "../../../regions/changes/rules";
import { confirmHelper, endHelper, nameHelper, unnameHelper } from "../../../regions/changes/write-link";
import { inTransaction } from "../../../shared/db";
import { invalidField, notFound, Refusal } from "../../../shared/errors";
import { type Inside, mustBeOther, stampOf } from "../inside";
import { freshPartnership, mustBePossible } from "./ask-change";
import { type ChangeDeed, noteChange } from "./note-change";

/** Refuses with NOT_FOUND. */
export async function changeOf({ partnership }: Pick<Inside, "partnership">, id: string): Promise<PartnershipChange> {
  const found = (await PartnershipChangeModel.findOne({
    _id: id,
    partnership: partnership._id,
  }).lean()) as PartnershipChange | null;
  if (!found) throw notFound();
  return found;
}

const mustMove = ({ state }: PartnershipChange, to: ChangeState): void => {
  if (!(CHANGE_MOVES[state] as readonly string[]).includes(to)) throw new Refusal("PARTNERSHIP_MOVED_ON");
};

/** The city takes a suggestion up: it is now its proposal. Refuses NOT_FOUND, FORBIDDEN, PARTNERSHIP_MOVED_ON, INVALID. */
export async function adoptChange(inside: Inside, id: string, at: Date): Promise<PartnershipChange> {
  const by = cityStamp(inside, at);
  const found = await changeOf(inside, id);
  mustMove(found, "proposed");
  mustBePossible(inside, await freshPartnership(inside), found, at);
  return inTransaction(async () => {
    const moved = await move(found, { state: "proposed", proposedBy: by, movedAt: at });
    if (moved.kind === "add") await nameHelper(moved);
    await noteChange(inside, moved, { deed: "proposed", by });
    return moved;
  });
}

/**
 * The second person of the city confirms; the book says it from this moment, and it holds from its day on. Refuses NOT_FOUND,
 * FORBIDDEN, PARTNERSHIP_MOVED_ON, SECOND_PERSON_NEEDED, INVALID beside `day` once that day has begun, beside `password` or
 * `code`.
 */
export async function confirmChange(
  inside: Inside,
  { id, ...proof }: Proof & { id: string },
  at: Date,
): Promise<PartnershipChange> {
  const by = cityStamp(inside, at);
  const found = await changeOf(inside, id);
  mustMove(found, "confirmed");
  if (!found.proposedBy) throw new Refusal("PARTNERSHIP_MOVED_ON");
  await mustBeOther(inside, found.proposedBy);
  if (!isAhead(found.day, at)) throw invalidField("day", "from_tomorrow", { day: earliestDay(at) });
  await proveAgain(inside.viewer, proof, at);
  return inTransaction(async () => {
    const moved = await move(found, { state: "confirmed", open: false, decidedBy: by, movedAt: at });
    if (moved.kind === "add") await confirmHelper(moved);
    else await endHelper(moved);
    await noteChange(inside, moved, { deed: "confirmed", by });
    return moved;
  });
}

/** Any person of the city turns it down, with the reason. Refuses NOT_FOUND, FORBIDDEN, PARTNERSHIP_MOVED_ON. */
export async function rejectChange(
  inside: Inside,
  { id, reason }: { id: string; reason: string },
  at: Date,
): Promise<PartnershipChange> {
  cityStamp(inside, at);
  return end(inside, await changeOf(inside, id), { to: "rejected", reason }, at);
}

/** The office that wrote it down takes it back. Refuses NOT_FOUND, FORBIDDEN, PARTNERSHIP_MOVED_ON. */
export async function withdrawChange(inside: Inside, id: string, at: Date): Promise<PartnershipChange> {
  const by = stampOf(inside, at);
  const found = await changeOf(inside, id);
  if (writerOf(found)?.organisation !== by.organisation) throw new Refusal("FORBIDDEN");
  return end(inside, found, { to: "withdrawn", reason: "" }, at);
}

/** Whose word it is as it stands: the proposal's, else the suggestion's. */
export const writerOf = ({ proposedBy, suggestedBy }: PartnershipChange) => proposedBy ?? suggestedBy;

async function end(
  inside: Inside,
  found: PartnershipChange,
  { to, reason }: { to: "rejected" | "withdrawn"; reason: string },
  at: Date,
): Promise<PartnershipChange> {
  const by = stampOf(inside, at);
  mustMove(found, to);
  return inTransaction(async () => {
    const ended = { state: to, open: false, decidedBy: by, decision: reason, movedAt: at } as const;
    const moved = await move(found, ended);
    if (found.state === "proposed" && found.kind === "add") await unnameHelper(found);
    await noteChange(inside, moved, { deed: to satisfies ChangeDeed, by, reason });
    return moved;
  });
}

/** Only the city changes who stands beside whom. */
function cityStamp(inside: Inside, at: Date) {
  if (inside.speaks !== "city") throw new Refusal("FORBIDDEN");
  return stampOf(inside, at);
}

async function move(found: PartnershipChange, changes: Partial<PartnershipChange>): Promise<PartnershipChange> {
  const moved = (await PartnershipChangeModel.findOneAndUpdate(
    { _id: found._id, state: found.state, movedAt: found.movedAt },
    { $set: changes },
    { returnDocument: "after" },
  ).lean()) as PartnershipChange | null;
  if (!moved) throw new Refusal("PARTNERSHIP_MOVED_ON");
  return moved;
}
