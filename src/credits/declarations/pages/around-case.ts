import { hasRole, type Viewer } from "../../../shared/viewer";
import { type Entry, EntryModel } from "../../entry";
import { CONFIRMERS, concerning, isDeclarer } from "../record/concerning";
import { type Declaration, DeclarationModel, isHandedIn } from "../record/declaration";
import { type Signal, withNotes } from "../record/signal";
import { findSignals } from "../signals/find-signals";

export interface AroundCase {
  signals: Signal[];
  open: ReadonlySet<string>;
  entries: Entry[];
}

/** What stands around a declaration for an official: today's findings, the others they point at, the entries it became. */
export async function around(declaration: Declaration, viewer: Viewer): Promise<AroundCase> {
  if (!hasRole(viewer, ...CONFIRMERS)) return { signals: [], open: new Set(), entries: [] };
  const signals = isDeclarer(viewer, declaration) ? [] : await signalsOf(declaration);
  const named = [...new Set(signals.flatMap((signal) => signal.declarations))];
  const open =
    named.length > 0
      ? await DeclarationModel.distinct("_id", { $and: [{ _id: { $in: named } }, concerning(viewer)] })
      : [];
  const entries = (await EntryModel.find({ "source.id": declaration._id })
    .sort({ line: 1, turn: 1 })
    .lean()) as Entry[];
  return { signals, open: new Set(open as string[]), entries };
}

/** While somebody is still to decide, as of now; afterwards as they were decided on. */
async function signalsOf(declaration: Declaration): Promise<Signal[]> {
  const deciding = declaration.state === "submitted" || declaration.state === "county_confirmed";
  if (!deciding || !isHandedIn(declaration)) return declaration.signals;
  return withNotes(await findSignals(declaration), declaration.signals);
}
