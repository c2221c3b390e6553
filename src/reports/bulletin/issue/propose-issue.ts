import { audit } from "../../../accounts/audit/audit";
import { tell } from "../../../accounts/notices/tell";
import { closableFrom } from "../../../credits/statements/book-month";
import { gazetteer } from "../../../regions/gazetteer";
import { inTransaction, isDuplicate } from "../../../shared/db";
import { invalidField, Refusal } from "../../../shared/errors";
import { newId } from "../../../shared/ids";
import type { Month } from "../../../shared/time";
import type { Viewer } from "../../../shared/viewer";
import { draftOf } from "../bulletin";
import { contentOf, hashContent } from "./content";
import {
  type Issue,
  type IssueId,
  IssueModel,
  issuesOf,
  isTaken,
  numberKeyOf,
  openProposal,
  standingIssue,
} from "./issue";

export interface Proposal {
  number: string;
  /** What is corrected, where the month has been issued before. */
  correction: string;
  /** The hash of what the proposer has read. */
  contentHash: string;
}

/**
 * A month's bulletin as it would be issued under the office's own number: what it says at this moment, for a second person to
 * read and issue. Kept by `keepProposal`, once the proposer has shown who they are. Refuses MONTH_NOT_OVER, BULLETIN_CHANGED
 * when it says something else than what was read, ALREADY_PROPOSED, and INVALID beside `number` when it is taken and beside
 * `correction` when a later issue says no reason.
 */
export async function readyIssue(
  month: Month,
  { number, correction, contentHash }: Proposal,
  by: Viewer,
  at: Date,
): Promise<Issue> {
  if (at < closableFrom(month)) throw new Refusal("MONTH_NOT_OVER", { params: { month } });
  const book = await gazetteer();
  const content = contentOf(await draftOf(month, { gazetteer: book, at }), book);
  if (hashContent(content) !== contentHash) throw new Refusal("BULLETIN_CHANGED");
  const issues = await issuesOf(month);
  if (openProposal(issues)) throw new Refusal("ALREADY_PROPOSED");
  const numberKey = numberKeyOf(number);
  if (await isTaken(numberKey)) throw invalidField("number", "bulletin_number_taken");
  const replaced = standingIssue(issues);
  if (replaced && !correction) throw invalidField("correction", "correction_needed");
  return {
    _id: newId<"bulletin_issue">("bul", at) satisfies IssueId,
    ...{ month, number, numberKey, state: "proposed", content, contentHash, asOf: at },
    replaces: replaced && replacedBy(replaced),
    correction: replaced ? correction : "",
    proposed: { by: by.id, name: by.name, at },
    ...{ decided: null, sealed: null },
  };
}

const replacedBy = ({ _id: id, number, sealed }: Issue): NonNullable<Issue["replaces"]> => ({
  id,
  number,
  issuedOn: sealed?.issuedOn ?? "",
  sha256: sealed?.sha256 ?? "",
});

/** Keeps a proposal and tells the city. Two at once: one is kept, the other refused as by `readyIssue`. */
export async function keepProposal(issue: Issue, by: Viewer, at: Date): Promise<void> {
  const { _id, number, month, replaces, correction } = issue;
  try {
    await inTransaction(async () => {
      await IssueModel.insertMany([issue]);
      const subject = { kind: "bulletin", id: _id, name: number } as const;
      const after = { month, ...(replaces && { replaces: replaces.number }) };
      await audit({ what: "bulletin.proposed", subject, by, after, note: correction }, at);
      const told = { to: { city: true } as const, kind: "bulletin_proposed", params: { number, month } };
      await tell({ key: `bulletin_proposed:${_id}`, ...told, href: issueHref(_id) }, at);
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    if (/numberKey/.test(String((error as Error).message))) throw invalidField("number", "bulletin_number_taken");
    throw new Refusal("ALREADY_PROPOSED");
  }
}

export const issueHref = (id: IssueId): string => `/bulletins/issues/${id}`;
