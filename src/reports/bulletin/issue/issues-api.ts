import { z } from "zod";
import { proofFields, proveAgain } from "../../../accounts/two-factor/prove-again";
import { OFFICIALS } from "../../../credits/visible";
import { gazetteer } from "../../../regions/gazetteer";
import { ApiRouter } from "../../../shared/api";
import { notFound, Refusal } from "../../../shared/errors";
import { now } from "../../../shared/time";
import { mustBe, type Role, type Viewer } from "../../../shared/viewer";
import { draftOf } from "../bulletin";
import { mustKnow } from "../known-months";
import { contentOf, hashContent } from "./content";
import { approveIssue, mustBeIssuable, returnIssue } from "./decide-issue";
import { ISSUE_STATES, type Issue, issuedOnes, type Listed, mustFindIssue } from "./issue";
import { contentHash, correction, documentNumber, reason } from "./issue-forms";
import { issues, maySee } from "./issue-view";
import { keepProposal, readyIssue } from "./propose-issue";

const CITY = ["city_official"] as const satisfies Role[];
const READERS = ["city_official", "admin"] as const satisfies Role[];
const ById = z.object({ id: z.string().regex(/^bul_[0-9a-z]{10,40}$/) });
const ByMonth = z.object({ month: z.string().max(7) });

const IssueAnswer = z.object({
  id: z.string(),
  number: z.string(),
  month: z.string(),
  state: z.enum(ISSUE_STATES),
  replaces: z.string().nullable(),
  correction: z.string(),
  asOf: z.iso.datetime(),
  issuedOn: z.string().nullable(),
  sha256: z.string().nullable(),
  papers: z.array(z.object({ kind: z.string(), sha256: z.string(), href: z.string() })),
});

const answerOf = ({ _id, number, month, state, replaces, correction: said, asOf, sealed }: Listed) => ({
  ...{ id: _id, number, month, state, correction: said },
  replaces: replaces?.number ?? null,
  asOf: asOf.toISOString(),
  issuedOn: sealed?.issuedOn ?? null,
  sha256: sealed?.sha256 ?? null,
  papers: (sealed?.papers ?? []).map(({ kind, sha256 }) => ({
    kind,
    sha256,
    href: `/bulletins/issues/${_id}.${kind}`,
  })),
});

function mustIssue(viewer: Viewer | undefined): Viewer {
  const city = mustBe(viewer, CITY);
  if (!issues(city)) throw new Refusal("FORBIDDEN");
  return city;
}

async function seen(viewer: Viewer, id: string): Promise<Issue> {
  const issue = await mustFindIssue(id);
  if (!maySee(issue, viewer)) throw notFound();
  return issue;
}

export const issuesApi = new ApiRouter("bulletins")
  .on(
    "get",
    "/bulletins",
    {
      summary: "Every bulletin that was issued, the newest month first",
      roles: OFFICIALS,
      answer: z.object({ items: z.array(IssueAnswer) }),
    },
    async () => ({ items: (await issuedOnes()).map(answerOf) }),
  )
  .on(
    "get",
    "/bulletins/drafts/{month}",
    {
      summary: "What a month's bulletin says now, and the hash to propose it by",
      roles: READERS,
      params: ByMonth,
      answer: z.object({ month: z.string(), title: z.string(), text: z.array(z.string()), contentHash: z.string() }),
    },
    async ({ params, res }) => {
      const [month, book] = [await mustKnow(params.month, now()), await gazetteer()];
      const content = contentOf(await draftOf(month, { gazetteer: book, at: now() }), book);
      const text = content.pieces.flatMap((piece) =>
        "heading" in piece ? [piece.heading] : "text" in piece ? [piece.text] : [],
      );
      res.set("Cache-Control", "no-store");
      return { month, title: content.title, text, contentHash: hashContent(content) };
    },
  )
  .on(
    "post",
    "/bulletins",
    {
      summary: "Propose to issue a month's bulletin under the office's own number",
      roles: CITY,
      body: z.strictObject({
        month: z.string().max(7),
        number: documentNumber,
        correction,
        contentHash,
        ...proofFields,
      }),
      answer: IssueAnswer,
      status: 201,
    },
    async ({ body, viewer: asker, res }) => {
      const viewer = mustIssue(asker);
      const issue = await readyIssue(await mustKnow(body.month, now()), body, viewer, now());
      await proveAgain(viewer, body, now());
      await keepProposal(issue, viewer, now());
      res.location(`/api/v1/bulletins/${issue._id}`);
      return answerOf(issue);
    },
  )
  .on(
    "get",
    "/bulletins/{id}",
    {
      summary: "One bulletin; those not issued are the city's own",
      roles: OFFICIALS,
      params: ById,
      answer: IssueAnswer,
    },
    async ({ params, viewer }) => answerOf(await seen(mustBe(viewer, OFFICIALS), params.id)),
  )
  .on(
    "post",
    "/bulletins/{id}/approval",
    {
      summary: "Issue and seal it, as the second person",
      roles: CITY,
      params: ById,
      body: z.strictObject(proofFields),
      answer: IssueAnswer,
    },
    async ({ params, body, viewer: asker }) => {
      const viewer = mustIssue(asker);
      mustBeIssuable(await seen(viewer, params.id), viewer);
      await proveAgain(viewer, body, now());
      return answerOf(await approveIssue(params.id, viewer, now()));
    },
  )
  .on(
    "post",
    "/bulletins/{id}/return",
    {
      summary: "Take one's own proposal back, or send somebody else's back and say why",
      roles: CITY,
      params: ById,
      body: z.strictObject({ reason }),
      answer: IssueAnswer,
    },
    async ({ params, body, viewer }) => answerOf(await returnIssue(params.id, body.reason, mustIssue(viewer), now())),
  );
