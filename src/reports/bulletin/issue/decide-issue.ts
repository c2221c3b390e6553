import { audit } from "../../../accounts/audit/audit";
import { tell } from "../../../accounts/notices/tell";
import { sha256 } from "../../../credits/statements/figures";
import { gazetteer } from "../../../regions/gazetteer";
import { helpersOn } from "../../../regions/partnership";
import { inTransaction } from "../../../shared/db";
import { invalidField, Refusal } from "../../../shared/errors";
import { dayOf, later, monthAfter, monthStart } from "../../../shared/time";
import { keepFile } from "../../../shared/uploads/files";
import type { Viewer } from "../../../shared/viewer";
import { type Issue, IssueModel, mustFindIssue, type SealedIssue } from "./issue";
import { printIssue } from "./papers";
import { issueHref } from "./propose-issue";
import { sealedIssueJson } from "./sealed-issue";

/** All offices are told in the same transaction. */
const BOUNDS = { ms: 20_000 };

/** Refuses BULLETIN_MOVED_ON, and SECOND_PERSON_NEEDED to whoever proposed it. */
export function mustBeIssuable({ state, proposed }: Issue, by: Viewer): void {
  if (state !== "proposed") throw new Refusal("BULLETIN_MOVED_ON");
  if (proposed.by === by.id) throw new Refusal("SECOND_PERSON_NEEDED");
}

/**
 * Issues what was proposed, as the second person: its text, its PDF and its letter are kept byte for byte with their hashes.
 * Every county, every helper of the month and the city are told. Refuses as `mustBeIssuable`.
 */
export async function approveIssue(id: string, by: Viewer, at: Date): Promise<Issue> {
  const issue = await mustFindIssue(id);
  mustBeIssuable(issue, by);
  const json = sealedIssueJson(issue, by, at);
  const papers = await printIssue(json);
  return inTransaction(async () => {
    const kept: SealedIssue["papers"] = [];
    for (const { kind, mediaType, body } of papers) {
      const file = { body, mediaType, name: `${issue.number}.${kind}`, purpose: "paper", owner: null } as const;
      kept.push({ kind, file: await keepFile(file, at), sha256: sha256(body) });
    }
    const sealed: SealedIssue = { issuedOn: dayOf(at), json, sha256: sha256(json), papers: kept };
    const issued = await decide(issue, { by, at, state: "issued", reason: "" }, sealed);
    await tellEverybody(issued, at);
    return issued;
  }, BOUNDS);
}

/** Whoever proposed it takes it back; anybody else of the city sends it back and says why. Refuses BULLETIN_MOVED_ON. */
export async function returnIssue(id: string, reason: string, by: Viewer, at: Date): Promise<Issue> {
  const issue = await mustFindIssue(id);
  if (issue.state !== "proposed") throw new Refusal("BULLETIN_MOVED_ON");
  const own = issue.proposed.by === by.id;
  if (!own && !reason) throw invalidField("reason", "required");
  return inTransaction(async () => {
    const ended = await decide(issue, { by, at, state: own ? "withdrawn" : "returned", reason });
    const { _id, number, month, proposed } = issue;
    if (!own)
      await tell(
        {
          key: `bulletin_returned:${_id}`,
          to: { user: proposed.by },
          kind: "bulletin_returned",
          params: { number, month, reason },
          href: issueHref(_id),
        },
        at,
      );
    return ended;
  });
}

interface Decision {
  by: Viewer;
  at: Date;
  state: "issued" | "withdrawn" | "returned";
  reason: string;
}

async function decide(issue: Issue, { by, at, state, reason }: Decision, sealed?: SealedIssue): Promise<Issue> {
  const decided = { by: by.id, name: by.name, at, reason };
  const after = (await IssueModel.findOneAndUpdate(
    { _id: issue._id, state: "proposed" } as Record<string, unknown>,
    { $set: { state, decided, ...(sealed && { sealed }) } },
    { returnDocument: "after" },
  ).lean()) as Issue | null;
  if (!after) throw new Refusal("BULLETIN_MOVED_ON");
  const { _id, number, month, replaces } = issue;
  await audit(
    {
      what: `bulletin.${state}`,
      subject: { kind: "bulletin", id: _id, name: number },
      by,
      before: { state: "proposed" },
      after: { state, month, ...(sealed && { sha256: sealed.sha256 }), ...(replaces && { replaces: replaces.number }) },
      note: reason,
    },
    at,
  );
  return after;
}

/** The parties are those of the month's last day. */
async function tellEverybody({ _id, number, month, replaces }: Issue, at: Date): Promise<void> {
  const { partnerships } = await gazetteer();
  const day = dayOf(later(monthStart(monthAfter(month)), -1));
  const helpers = new Set(partnerships.flatMap((each) => helpersOn(each, day).map((link) => link.region)));
  const kind = replaces ? "bulletin_corrected" : "bulletin_issued";
  const params = { number, month, ...(replaces && { replaced: replaces.number }) };
  const offices = [
    { city: true as const },
    ...partnerships.map(({ county }) => ({ county })),
    ...[...helpers].map((helper) => ({ helper })),
  ];
  for (const to of offices) await tell({ key: `${kind}:${_id}`, to, kind, params, href: issueHref(_id) }, at);
}
