import { dayOf } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import type { Content } from "./content";
import type { Issue } from "./issue";

/** What an issued bulletin says, for people and programs; its papers are made from it alone. */
export interface SealedBulletin extends Content {
  kind: "liangqun-bulletin";
  format: 1;
  number: string;
  month: string;
  asOf: string;
  replaces: { number: string; issuedOn: string; sha256: string } | null;
  correction: string;
  contentHash: string;
  proposedBy: string;
  proposedAt: string;
  issuedBy: string;
  office: string;
  issuedAt: string;
  issuedOn: string;
}

/** The canonical text: keys in this order, no spaces, one line; its SHA-256 is the bulletin's hash. */
export function sealedIssueJson(issue: Issue, by: Viewer, at: Date): string {
  const { number, month, asOf, replaces, correction, content, contentHash, proposed } = issue;
  const sealed: SealedBulletin = {
    ...{ kind: "liangqun-bulletin", format: 1, number, month, title: content.title, asOf: asOf.toISOString() },
    replaces: replaces && { number: replaces.number, issuedOn: replaces.issuedOn, sha256: replaces.sha256 },
    ...{ correction, pieces: content.pieces, figures: content.figures, contentHash },
    proposedBy: proposed.name,
    proposedAt: proposed.at.toISOString(),
    issuedBy: by.name,
    office: by.organisation?.name ?? "",
    issuedAt: at.toISOString(),
    issuedOn: dayOf(at),
  };
  return JSON.stringify(sealed);
}

/** Reads a sealed text back; only ever called on what was sealed here. */
export const readSealedIssue = (json: string): SealedBulletin => JSON.parse(json) as SealedBulletin;
