import { inTransaction } from "../../../shared/db";
import { Refusal } from "../../../shared/errors";
import { paragraph } from "../../../shared/form";
import type { Viewer } from "../../../shared/viewer";
import {
  declarationFor,
  doneBy,
  mayDeclare,
  mustBeApart,
  ownDeclaration,
  sideOf,
  speaksForNone,
} from "../record/concerning";
import { changeDeclaration, type Declaration, type HandedIn, isHandedIn, movedOn } from "../record/declaration";
import { freeInvoice } from "../record/invoice";
import type { Side } from "../record/states";
import { turnOf } from "./confirm";
import { noteDeed } from "./note-deed";

/** Why; without it nobody learns what to mend. */
export const reason = paragraph(300).refine((text) => text.length > 0, "required");

export interface TurnedDown {
  id: string;
  reason: string;
  version?: number | undefined;
}

/**
 * Sends a declaration back with the reason: the side whose turn it is. Its invoice lines are free again until it is handed in
 * anew. Refuses NOT_FOUND, OWN_ORGANISATION, DECLARATION_MOVED_ON.
 */
export async function rejectDeclaration(viewer: Viewer, asked: TurnedDown, at: Date): Promise<Declaration> {
  const found = await declarationFor(viewer, asked.id);
  if (sideOf(viewer, found) === null) throw speaksForNone(viewer, found);
  const side = turnOf(viewer, found);
  if (!side || !isHandedIn(found) || (asked.version !== undefined && asked.version !== found.version)) throw movedOn();
  await mustBeApart(viewer, found);
  return end(found, { to: "rejected", side, by: viewer, note: asked.reason }, at);
}

/** The declarer takes it back while nothing is credited. Refuses NOT_FOUND, FORBIDDEN, DECLARATION_MOVED_ON. */
export async function withdrawDeclaration(viewer: Viewer, id: string, at: Date): Promise<Declaration> {
  const found = await ownDeclaration(viewer, id);
  if (!mayDeclare(viewer)) throw new Refusal("FORBIDDEN");
  if (!isHandedIn(found)) throw movedOn();
  return end(found, { to: "withdrawn", side: "declarer", by: viewer, note: "" }, at);
}

interface Ending {
  to: "rejected" | "withdrawn";
  side: Side | "declarer";
  by: Viewer;
  note: string;
}

const end = (found: HandedIn, { to, side, by, note }: Ending, at: Date): Promise<Declaration> =>
  inTransaction(async () => {
    await freeInvoice(found._id, found.facts.invoice);
    const deed = { what: to, at, by: doneBy(by), side, note };
    const moved = (await changeDeclaration(found, { movedAt: at }, { to, deed })) as HandedIn;
    await noteDeed(moved, { what: to, by, before: found, note }, at);
    return moved;
  });
