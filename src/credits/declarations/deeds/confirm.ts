import { type Proof, proveAgain } from "../../../accounts/two-factor/prove-again";
import { inTransaction } from "../../../shared/db";
import { type FieldError, notFound, Refusal } from "../../../shared/errors";
import { line, read } from "../../../shared/form";
import type { Viewer } from "../../../shared/viewer";
import { post } from "../../post";
import { declarationFor, doneBy, mustBeApart, sideOf, speaksForNone } from "../record/concerning";
import { changeDeclaration, type Declaration, type HandedIn, isHandedIn, movedOn } from "../record/declaration";
import { type Signal, unspoken, withNotes } from "../record/signal";
import type { Side } from "../record/states";
import { findSignals } from "../signals/find-signals";
import { deedsOf } from "./entries-of";
import { noteDeed } from "./note-deed";

export interface Confirming extends Proof {
  id: string;
  side: Side;
  /** Why it counts in spite of each signal, by the signal's key. */
  notes: Readonly<Record<string, string>>;
  /** The version the official was looking at, where a page says it. */
  version?: number | undefined;
}

const Note = line(300);

/**
 * One side's confirmation: the county's of the sale, then the helper's of the purchase; with the second the entries are
 * posted, in the same transaction. Refuses NOT_FOUND for what is not this side's, DECLARATION_MOVED_ON when it is not its turn,
 * OWN_ORGANISATION, SECOND_PERSON_NEEDED, INVALID beside `notes.<key>` while a signal has no word of this side, and beside
 * `password` or `code`.
 */
export async function confirmDeclaration(viewer: Viewer, asked: Confirming, at: Date): Promise<Declaration> {
  const { side, notes } = asked;
  const found = await onTurn(viewer, asked);
  await mustBeApart(viewer, found);
  const signals = withNotes(await findSignals(found), found.signals);
  const noted = notedBy(viewer, { side, notes, signals }, at);
  await proveAgain(viewer, asked, at);
  return inTransaction(async () => {
    const by = doneBy(viewer);
    const what = side === "county" ? "confirmed_by_county" : "confirmed_by_helper";
    const note = ownNotes(noted, side, viewer).join("；");
    const moved = (await changeDeclaration(
      found,
      { signals: noted, confirmed: { ...found.confirmed, [side]: { ...by, at } }, movedAt: at },
      { to: side === "county" ? "county_confirmed" : "confirmed", deed: { what, at, by, side, note } },
    )) as HandedIn;
    if (side === "helper") await post(await deedsOf(moved), at);
    await noteDeed(moved, { what, by: viewer, before: found, note }, at);
    return moved;
  });
}

const TURN: Readonly<Record<Side, Declaration["state"]>> = { county: "submitted", helper: "county_confirmed" };

/** The side whose turn it is, when the viewer speaks for it. */
export function turnOf(viewer: Viewer, declaration: Declaration): Side | null {
  const side = sideOf(viewer, declaration);
  return side && declaration.state === TURN[side] ? side : null;
}

async function onTurn(viewer: Viewer, { id, side, version }: Confirming): Promise<HandedIn> {
  const found = await declarationFor(viewer, id);
  const own = sideOf(viewer, found);
  if (own !== side) throw own === null ? speaksForNone(viewer, found) : notFound();
  if (!isHandedIn(found) || found.state !== TURN[side] || (version !== undefined && version !== found.version))
    throw movedOn();
  return found;
}

function notedBy(
  viewer: Viewer,
  { side, notes, signals }: Pick<Confirming, "side" | "notes"> & { signals: Signal[] },
  at: Date,
): Signal[] {
  const fields: FieldError[] = [];
  const open = new Set(unspoken(signals, side).map(({ key }) => key));
  const noted = signals.map((signal) => {
    if (!open.has(signal.key)) return signal;
    const note = read(Note, notes[signal.key] ?? "");
    if (!note.ok) {
      fields.push({ ...(note.errors[0] ?? { code: "required" }), field: `notes.${signal.key}` });
      return signal;
    }
    return { ...signal, notes: [...signal.notes, { side, by: viewer.id, name: viewer.name, note: note.value, at }] };
  });
  if (fields.length > 0) throw new Refusal("INVALID", { fields });
  return noted;
}

const ownNotes = (signals: readonly Signal[], side: Side, { id }: Viewer): string[] =>
  signals.flatMap(({ notes }) => notes.filter((each) => each.side === side && each.by === id).map(({ note }) => note));
