import { organisationOf } from "../../../accounts/organisation";
import { Refusal } from "../../../shared/errors";
import { newId, newOrderNumber, type RegionCode } from "../../../shared/ids";
import { dayOf } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import { mayDeclare } from "../record/concerning";
import { type DeclarationContent, emptyContent } from "../record/content";
import { changeDeclaration, type Declaration, DeclarationModel, movedOn } from "../record/declaration";
import { EDITABLE } from "../record/states";

/** Whose declarations the viewer writes. Refuses with FORBIDDEN whoever writes none. */
export async function declarerOf(viewer: Viewer): Promise<Declaration["declarer"]> {
  const organisation = viewer.organisation && (await organisationOf(viewer.organisation.id));
  if (!mayDeclare(viewer) || !organisation?.region) throw new Refusal("FORBIDDEN");
  return {
    organisation: organisation._id,
    name: organisation.name,
    nameEn: organisation.nameEn,
    kind: organisation.kind === "institution" ? "institution" : "helper_authority",
    region: organisation.region as RegionCode,
  };
}

/** A declaration nobody else sees yet, with a number of its own: SB, the Shanghai day, eight characters. */
export function newDeclaration(
  declarer: Declaration["declarer"],
  { content = emptyContent(), imported = null }: Partial<Pick<Declaration, "content" | "imported">>,
  at: Date,
): Declaration {
  return {
    _id: newId("dec", at),
    number: newOrderNumber(dayOf(at)).replace(/^LQ/, "SB"),
    state: "draft",
    version: 1,
    declarer,
    content,
    facts: null,
    county: null,
    helper: null,
    evidence: [],
    signals: [],
    confirmed: { county: null, helper: null },
    correction: null,
    history: [],
    imported,
    createdAt: at,
    submittedAt: null,
    movedAt: at,
    demo: false,
  };
}

export async function startDeclaration(
  viewer: Viewer,
  given: Partial<Pick<Declaration, "content">>,
  at: Date,
): Promise<Declaration> {
  const fresh = newDeclaration(await declarerOf(viewer), given, at);
  await DeclarationModel.insertMany([fresh]);
  return fresh;
}

/** Refuses with FORBIDDEN whoever only looks, with DECLARATION_MOVED_ON what is with the officials or done. */
export function mustBeWritable(viewer: Viewer, { state }: Pick<Declaration, "state">): void {
  if (!mayDeclare(viewer)) throw new Refusal("FORBIDDEN");
  if (!EDITABLE.includes(state)) throw movedOn();
}

/** Keeps what was typed, right or wrong. A rejected declaration that is written on is being mended. */
export async function saveContent(
  viewer: Viewer,
  declaration: Declaration,
  content: DeclarationContent,
  at: Date,
): Promise<Declaration> {
  mustBeWritable(viewer, declaration);
  if (JSON.stringify(content) === JSON.stringify(declaration.content)) return declaration;
  return changeDeclaration(declaration, { content, movedAt: at }, mending(declaration));
}

export const mending = ({ state }: Pick<Declaration, "state">): { to?: "mended" } =>
  state === "rejected" ? { to: "mended" } : {};

/** A draft that was never handed in leaves nothing behind but its papers' files, which go with it. */
export async function dropDraft(declaration: Declaration): Promise<void> {
  const { _id, version } = declaration;
  const { deletedCount } = await DeclarationModel.deleteOne({ _id, version, state: "draft", submittedAt: null });
  if (deletedCount === 0) throw movedOn();
}
