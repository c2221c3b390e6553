import { Schema } from "mongoose";
import { collection } from "../../../shared/db";
import { notFound } from "../../../shared/errors";
import type { FileId, Id, UserId } from "../../../shared/ids";
import type { Month } from "../../../shared/time";
import type { Content } from "./content";

export type IssueId = Id<"bulletin_issue">;

/** A proposal is decided once; what was issued is never changed again: a correction is a further issue that names it. */
export const ISSUE_STATES = ["proposed", "issued", "withdrawn", "returned"] as const;
export type IssueState = (typeof ISSUE_STATES)[number];

export interface Act {
  by: UserId;
  /** As they were called when they did it. */
  name: string;
  at: Date;
}

/** A month's bulletin with its number: proposed by one person of the city, issued by a second. */
export interface Issue {
  _id: IssueId;
  month: Month;
  /** The office's own number, as it was typed. */
  number: string;
  /** The same as numbers are compared: without blanks, whatever the brackets. */
  numberKey: string;
  state: IssueState;
  content: Content;
  contentHash: string;
  /** The instant the figures are of. */
  asOf: Date;
  /** The issue of the same month that this one takes the place of. */
  replaces: { id: IssueId; number: string; issuedOn: string; sha256: string } | null;
  /** What was wrong with that one. */
  correction: string;
  proposed: Act;
  /** Who issued it, took it back or sent it back, and why. */
  decided: (Act & { reason: string }) | null;
  sealed: SealedIssue | null;
}

/** An issued bulletin's own bytes. */
export interface SealedIssue {
  issuedOn: string;
  json: string;
  sha256: string;
  papers: { kind: "pdf" | "docx"; file: FileId; sha256: string }[];
}

const text = { type: String, required: true } as const;
const mixed = { type: Schema.Types.Mixed, default: null } as never;
const standing = { state: { $in: ["proposed", "issued"] } };

const schema: Schema<Issue> = new Schema<Issue>(
  {
    _id: String,
    month: text,
    number: text,
    numberKey: text,
    state: { ...text, enum: ISSUE_STATES },
    content: { type: Schema.Types.Mixed, required: true } as never,
    contentHash: text,
    asOf: { type: Date, required: true },
    replaces: mixed,
    correction: { type: String, default: "" },
    proposed: { type: Schema.Types.Mixed, required: true } as never,
    decided: mixed,
    sealed: mixed,
  },
  { versionKey: false, minimize: false },
)
  .index({ numberKey: 1 }, { unique: true, partialFilterExpression: standing })
  // A month has one first issue, and each issue is replaced by one: two people cannot both propose the next.
  .index({ month: 1, "replaces.id": 1 }, { unique: true, partialFilterExpression: standing })
  .index({ state: 1, month: -1 })
  .index({ "sealed.sha256": 1 }, { partialFilterExpression: { "sealed.sha256": { $gt: "" } } })
  .index({ "sealed.papers.sha256": 1 }, { partialFilterExpression: { "sealed.sha256": { $gt: "" } } });

function refuse(): never {
  throw new Error("a bulletin that was decided is never changed");
}
schema.pre(["updateMany", "replaceOne", "deleteOne", "deleteMany", "findOneAndReplace", "findOneAndDelete"], refuse);
schema.pre(["updateOne", "findOneAndUpdate"], function () {
  if (this.getFilter().state !== "proposed") refuse();
});

export const IssueModel = collection<Issue>("bulletin_issues", schema);

const BRACKETS: Record<string, string> = { "〔": "[", "【": "[", "(": "[", "〕": "]", "】": "]", ")": "]" };

/** A number as it is compared: one typed with other brackets, widths, blanks or signs nobody sees is the same one. */
export const numberKeyOf = (number: string): string =>
  number
    .normalize("NFKC")
    .replace(/[\s\u2800\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "")
    .replace(/[〔【(〕】)]/g, (sign) => BRACKETS[sign] as string)
    .toUpperCase();

/** Whether a number stands on another bulletin; one that was sent back has given it free. */
export const isTaken = async (numberKey: string): Promise<boolean> =>
  (await IssueModel.exists({ numberKey, state: { $in: ["proposed", "issued"] } })) !== null;

/** Refuses with NOT_FOUND. */
export async function mustFindIssue(id: string): Promise<Issue> {
  const issue = (await IssueModel.findOne({ _id: String(id) } as Record<string, unknown>).lean()) as Issue | null;
  if (!issue) throw notFound();
  return issue;
}

/** A month's issues and proposals, the newest first. */
export const issuesOf = async (month: Month): Promise<Issue[]> =>
  (await IssueModel.find({ month }).sort({ _id: -1 }).lean()) as Issue[];

/** The issue of a month that stands; null before the first. */
export const standingIssue = (issues: readonly Issue[]): Issue | null =>
  issues.find((each) => each.state === "issued" && !issues.some((other) => replacesIt(other, each))) ?? null;

const replacesIt = (other: Issue, { _id }: Issue): boolean => other.state === "issued" && other.replaces?.id === _id;

export const openProposal = (issues: readonly Issue[]): Issue | null =>
  issues.find((each) => each.state === "proposed") ?? null;

/** What took an issue's place. */
export const successorOf = async (id: IssueId): Promise<Issue | null> =>
  (await IssueModel.findOne({ state: "issued", "replaces.id": id } as Record<string, unknown>).lean()) as Issue | null;

/** An issue in a list: without what it says and its sealed text. */
export type Listed = Omit<Issue, "content" | "sealed"> & { sealed: Omit<SealedIssue, "json"> | null };
const LISTED = { content: 0, "sealed.json": 0 } as const;

const MOST = 200;

/** Everything that was issued, the newest month first. */
export const issuedOnes = async (): Promise<Listed[]> =>
  (await IssueModel.find({ state: "issued" }, LISTED).sort({ month: -1, _id: -1 }).limit(MOST).lean()) as Listed[];

/** What waits for a second person, the oldest month first. */
export const waitingIssues = async (): Promise<Listed[]> =>
  (await IssueModel.find({ state: "proposed" }, LISTED).sort({ month: 1 }).limit(MOST).lean()) as Listed[];
