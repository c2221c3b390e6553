import type { FieldError } from "../../../shared/errors";
import type { FileId, UserId } from "../../../shared/ids";

/** The papers the county rules ask for: invoice, bank receipt or logistics table, stock ledger, truthfulness pledge. */
export const EVIDENCE_KINDS = ["invoice", "bank_receipt", "logistics", "stock_ledger", "pledge", "other"] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export const MOST_EVIDENCE = 20;

/** One paper behind a declaration. */
export interface Evidence {
  id: string;
  kind: EvidenceKind;
  file: FileId;
  name: string;
  mediaType: string;
  bytes: number;
  /** SHA-256 of the file as it is kept and opened here. */
  sha256: string;
  /** SHA-256 of what was sent; a photograph is re-made by us, so the two differ. */
  sentSha256: string;
  at: Date;
  by: { id: UserId; name: string };
  /** Taken out by the declarer after it had been handed in: kept, and no part of it any more. */
  removedAt: Date | null;
}

export const standing = (evidence: readonly Evidence[]): Evidence[] =>
  evidence.filter((each) => each.removedAt === null);

/** What must be there before anybody is asked to confirm: an invoice, proof of payment or of delivery, the pledge. */
export function missingEvidence(evidence: readonly Evidence[]): FieldError[] {
  const there = (...kinds: EvidenceKind[]): boolean => standing(evidence).some(({ kind }) => kinds.includes(kind));
  const missing: FieldError[] = [];
  if (!there("invoice")) missing.push({ field: "evidence", code: "evidence_invoice" });
  if (!there("bank_receipt", "logistics")) missing.push({ field: "evidence", code: "evidence_proof" });
  if (!there("pledge")) missing.push({ field: "evidence", code: "evidence_pledge" });
  return missing;
}

/** The fingerprints that go into the entries, in one order whatever the order of bringing. */
export const hashesOf = (evidence: readonly Evidence[]): string[] =>
  [...new Set(standing(evidence).map((each) => each.sha256))].sort();
