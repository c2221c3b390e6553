import { type Proof, proveAgain } from "../../../accounts/two-factor/prove-again";
import { inTransaction } from "../../../shared/db";
import { Refusal } from "../../../shared/errors";
import type { Viewer } from "../../../shared/viewer";
import { post } from "../../post";
import { declarationFor, doneBy, mustBeApart, sideOf, speaksForNone } from "../record/concerning";
import { changeDeclaration, type Declaration, type HandedIn, isHandedIn, movedOn } from "../record/declaration";
import { freeInvoice } from "../record/invoice";
import type { Side } from "../record/states";
import { reversalOf } from "./entries-of";
import { noteDeed } from "./note-deed";

interface OnConfirmed {
  found: HandedIn;
  side: Side;
}

/** A confirmed declaration, for somebody who speaks for one of its sides. */
async function confirmedFor(viewer: Viewer, id: string): Promise<OnConfirmed> {
  const found = await declarationFor(viewer, id);
  const side = sideOf(viewer, found);
  if (side === null) throw speaksForNone(viewer, found);
  if (!isHandedIn(found) || found.state !== "confirmed") throw movedOn();
  await mustBeApart(viewer, { ...found, confirmed: { county: null, helper: null } });
  return { found, side };
}

/** One side says, with its reason, that a confirmed declaration must be taken back. Refuses as confirming does. */
export async function askCorrection(
  viewer: Viewer,
  { id, reason, ...proof }: Proof & { id: string; reason: string },
  at: Date,
): Promise<Declaration> {
  const { found, side } = await confirmedFor(viewer, id);
  if (found.correction) throw movedOn();
  await proveAgain(viewer, proof, at);
  const what = "correction_asked" as const;
  return inTransaction(async () => {
    const by = doneBy(viewer);
    const deed = { what, at, by, side, note: reason };
    const changed = (await changeDeclaration(found, { correction: { side, by, reason, at } }, { deed })) as HandedIn;
    await noteDeed(changed, { what, by: viewer, before: found, note: reason }, at);
    return changed;
  });
}

/**
 * The other side agrees, and further entries take the declaration's own back, booked where a deed of today is booked; or it
 * does not agree, and everything stays. Another person of another organisation: else SECOND_PERSON_NEEDED.
 */
export async function answerCorrection(
  viewer: Viewer,
  { id, agree, ...proof }: Proof & { id: string; agree: boolean },
  at: Date,
): Promise<Declaration> {
  const { found, side } = await confirmedFor(viewer, id);
  const { correction } = found;
  if (!correction) throw movedOn();
  if (correction.side === side || correction.by.id === viewer.id) throw new Refusal("SECOND_PERSON_NEEDED");
  await proveAgain(viewer, proof, at);
  const what = agree ? ("corrected" as const) : ("correction_refused" as const);
  return inTransaction(async () => {
    if (agree) {
      await freeInvoice(found._id, found.facts.invoice);
      await post(await reversalOf(found, at), at);
    }
    const deed = { what, at, by: doneBy(viewer), side, note: correction.reason };
    const changes = agree ? { movedAt: at } : { correction: null };
    const changed = (await changeDeclaration(found, changes, {
      ...(agree && { to: "corrected" as const }),
      deed,
    })) as HandedIn;
    await noteDeed(changed, { what, by: viewer, before: found, note: correction.reason }, at);
    return changed;
  });
}
