import { createHash } from "node:crypto";
import { inTransaction } from "../../../shared/db";
import { invalidField, notFound } from "../../../shared/errors";
import { newId } from "../../../shared/ids";
import { readDocument } from "../../../shared/uploads/document";
import { dropFile, fileById, keepFile, type StoredFile } from "../../../shared/uploads/files";
import type { SentFile } from "../../../shared/uploads/upload";
import type { Viewer } from "../../../shared/viewer";
import { declarationFor, ownDeclaration } from "../record/concerning";
import { changeDeclaration, type Declaration } from "../record/declaration";
import { EVIDENCE_KINDS, type Evidence, type EvidenceKind, MOST_EVIDENCE, standing } from "../record/evidence";
import { mending, mustBeWritable } from "./write";

export const EVIDENCE_BYTES = 10_000_000;

export interface Bringing {
  id: string;
  kind: string;
  file: SentFile | undefined;
}

const sha256 = (body: Buffer): string => createHash("sha256").update(body).digest("hex");

/**
 * Adds one paper: a PDF as it is, or a photograph re-made by us. Refuses INVALID beside `evidenceKind` or `evidence`:
 * required, not_an_option, not_a_document, too_many_here, evidence_twice; whose it is not: NOT_FOUND.
 */
export async function bringEvidence(viewer: Viewer, { id, kind, file }: Bringing, at: Date): Promise<Declaration> {
  const found = await ownDeclaration(viewer, id);
  mustBeWritable(viewer, found);
  const of = EVIDENCE_KINDS.find((each) => each === kind);
  if (!of) throw invalidField("evidenceKind", "not_an_option");
  if (!file || file.body.length === 0) throw invalidField("evidence", "required");
  const { body, mediaType } = await readDocument("evidence", file);
  return inTransaction(async () => {
    const now = await ownDeclaration(viewer, id);
    mustBeWritable(viewer, now);
    const paper = { kind: of, name: file.name, mediaType, bytes: body.length };
    const hashes = { sha256: sha256(body), sentSha256: sha256(file.body) };
    mustFit(now, hashes);
    const kept = await keepFile(
      { body, mediaType, name: file.name, purpose: "evidence", owner: now.declarer.organisation },
      at,
    );
    const by = { id: viewer.id, name: viewer.name };
    const evidence: Evidence = { id: newId("evd", at), file: kept, ...paper, ...hashes, at, by, removedAt: null };
    return changeDeclaration(now, { evidence: [...now.evidence, evidence], movedAt: at }, mending(now));
  });
}

function mustFit({ evidence }: Declaration, { sentSha256 }: Pick<Evidence, "sentSha256">): void {
  const there = standing(evidence);
  if (there.length >= MOST_EVIDENCE) throw invalidField("evidence", "too_many_here", { maximum: MOST_EVIDENCE });
  if (there.some((each) => each.sentSha256 === sentSha256)) throw invalidField("evidence", "evidence_twice");
}

/** Takes a paper out. What officials have seen is kept, marked as removed; what they have not is gone. */
export async function removeEvidence(viewer: Viewer, id: string, evidence: string, at: Date): Promise<Declaration> {
  return inTransaction(async () => {
    const found = await ownDeclaration(viewer, id);
    mustBeWritable(viewer, found);
    const paper = standing(found.evidence).find((each) => each.id === evidence);
    if (!paper) throw notFound();
    const seen = found.submittedAt !== null && paper.at < found.submittedAt;
    if (!seen) await dropFile(paper.file);
    const left = found.evidence.flatMap((each) =>
      each.id !== evidence ? [each] : seen ? [{ ...each, removedAt: at }] : [],
    );
    return changeDeclaration(found, { evidence: left, movedAt: at }, mending(found));
  });
}

/** A paper for those its declaration concerns; NOT_FOUND for everybody else. */
export async function openEvidence(viewer: Viewer, id: string, evidence: string): Promise<StoredFile> {
  const { evidence: papers } = await declarationFor(viewer, id);
  const paper = papers.find((each) => each.id === evidence);
  if (!paper) throw notFound();
  return fileById(paper.file);
}

/** What the form offers first: the paper that is still missing. */
export function nextKind(evidence: readonly Evidence[]): EvidenceKind {
  const there = new Set(standing(evidence).map(({ kind }) => kind));
  if (!there.has("invoice")) return "invoice";
  if (!there.has("bank_receipt") && !there.has("logistics")) return "bank_receipt";
  return there.has("pledge") ? "stock_ledger" : "pledge";
}
