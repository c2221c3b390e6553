import type { Gazetteer } from "../../../regions/gazetteer";
import { hasDuty, hasRole, type Viewer } from "../../../shared/viewer";
import type { Words } from "../../../shared/words";
import { minuteOf } from "../../exports/files/paper";
import { monthWord } from "../../statements/pages/month-word";
import { draftOf } from "../bulletin";
import { contentOf, hashContent } from "./content";
import { type Issue, issuesOf, type Listed, successorOf, waitingIssues } from "./issue";
import { issueHref } from "./propose-issue";

/** Whoever of the city proposes and issues; the others of it look. */
export const issues = (viewer: Viewer | undefined): boolean =>
  hasRole(viewer, "city_official") && hasDuty(viewer?.organisation?.role ?? "member", "finance");

/** What is not issued is the city's own. */
export const maySee = ({ state }: Issue, viewer: Viewer): boolean =>
  state === "issued" || hasRole(viewer, "city_official", "admin");

/** One bulletin with its number: proposed, issued, or sent back. */
export async function issueView(issue: Issue, { viewer, words }: { viewer: Viewer; words: Words }) {
  const { _id, month, number, state, content, replaces, correction, proposed, decided, sealed } = issue;
  const own = proposed.by === viewer.id;
  const successor = sealed && (await successorOf(_id));
  return {
    title: content.title,
    lede: ledeOf(issue, words),
    verifyHref: sealed && `/verify?q=${sealed.sha256}`,
    ...{ number, month, state, own, correction, proposed, decided },
    monthWord: monthWord(month, words),
    pieces: content.pieces,
    asOf: issue.asOf,
    issuedOn: sealed?.issuedOn ?? null,
    sealed: sealed && { ...sealed, files: filesOf(issue) },
    replaces: replaces && { ...replaces, href: issueHref(replaces.id) },
    successor: successor && { number: successor.number, href: issueHref(successor._id) },
    href: issueHref(_id),
    decides: state === "proposed" && issues(viewer),
  };
}

/** How far it is, and through whom. */
function ledeOf({ state, proposed, decided, sealed }: Issue, words: Words): string {
  const { name, at, reason } = decided ?? { ...proposed, reason: "" };
  const params = { name, at: minuteOf(at), reason, proposer: proposed.name, issuer: name, day: sealed?.issuedOn };
  return words.t(`bulletin:issue.${state}Lede`, params);
}

const filesOf = ({ _id, sealed }: Issue) => [
  ...(sealed?.papers ?? []).map(({ kind, sha256 }) => ({
    kind: kind as string,
    sha256,
    href: `${issueHref(_id)}.${kind}`,
  })),
  { kind: "json", sha256: sealed?.sha256 ?? "", href: `${issueHref(_id)}.json` },
];

/** Whether the ledger says something else by now than what was proposed: the second person should know. */
export async function hasMoved({ state, month, contentHash }: Issue, at: Date, gazetteer: Gazetteer): Promise<boolean> {
  if (state !== "proposed") return false;
  return hashContent(contentOf(await draftOf(month, { gazetteer, at }), gazetteer)) !== contentHash;
}

/** A line of the register. */
export const issueLine = (issue: Listed, all: readonly Listed[], words: Words) => {
  const successor = all.find((each) => each.state === "issued" && each.replaces?.id === issue._id);
  return {
    href: issueHref(issue._id),
    number: issue.number,
    monthWord: monthWord(issue.month, words),
    issuedOn: issue.sealed?.issuedOn ?? null,
    replaces: issue.replaces?.number ?? null,
    successor: successor?.number ?? null,
    proposed: issue.proposed,
  };
};

/** What stands beside a month's draft: how its issue is. */
export async function draftIssues(month: Issue["month"], words: Words) {
  const all = await issuesOf(month);
  const last = all[0];
  const line = (issue: Issue) => issueLine(issue, all, words);
  const issued = all.filter((each) => each.state === "issued").map(line);
  return {
    issued,
    waiting: all.filter((each) => each.state === "proposed").map(line)[0] ?? null,
    returned: last?.state === "returned" ? { number: last.number, ...last.decided } : null,
    correcting: issued.length > 0,
  };
}

/** What waits on the desk of the city for a second person; null for everybody else. */
export async function bulletinWork(viewer: Viewer, words: Words) {
  if (!issues(viewer)) return null;
  const waiting = (await waitingIssues()).filter(({ proposed }) => proposed.by !== viewer.id);
  return waiting.length === 0 ? null : { rows: waiting.map((each) => issueLine(each, [], words)) };
}
