import { type Request, type Response, Router } from "express";
import { proveAgain, wayToProve } from "../../../accounts/two-factor/prove-again";
import { OFFICIALS } from "../../../credits/visible";
import { gazetteer } from "../../../regions/gazetteer";
import { type FieldError, notFound, Refusal } from "../../../shared/errors";
import { attempt, read, typed, withoutEmpty } from "../../../shared/form";
import { now } from "../../../shared/time";
import { allow, hasRole, viewerOf } from "../../../shared/viewer";
import { type SealedKind, sendSealed } from "../../statements/papers/send-sealed";
import { approveIssue, mustBeIssuable, returnIssue } from "./decide-issue";
import { type Issue, issuedOnes, mustFindIssue, waitingIssues } from "./issue";
import { ApproveForm, ReturnForm } from "./issue-forms";
import { hasMoved, issueLine, issues, issueView, maySee } from "./issue-view";

/** Issued bulletins: a register for every official, and the city's decision about what was proposed. */
export const issuePages: Router = Router();
const officials = allow(...OFFICIALS);

issuePages.get("/bulletins", officials, async (req, res) => {
  const [issued, writes] = [await issuedOnes(), hasRole(req.viewer, "city_official", "admin")];
  const waiting = writes ? await waitingIssues() : [];
  res.set("Cache-Control", "no-store").render("bulletin/list", {
    title: req.words.t("bulletin:list.title"),
    issued: issued.map((each) => issueLine(each, issued, req.words)),
    waiting: waiting.map((each) => issueLine(each, [], req.words)),
    writes,
  });
});

// "issues" is no month, so that the page of one month does not answer for it.
issuePages.get("/bulletins/issues", (_req, res) => res.redirect(302, "/bulletins"));

issuePages.get("/bulletins/issues/:file", officials, async (req, res) => {
  const [, id = "", kind] = /^(bul_[0-9a-z]{10,40})(?:\.(pdf|docx|json))?$/.exec(String(req.params.file)) ?? [];
  const issue = await seen(req, id);
  if (!kind) return draw(req, res, { issue });
  if (!issue.sealed) throw notFound();
  const name = issue.number.replace(/[\\/:*?"<>|\s]+/g, "-");
  await sendSealed(res, { name, sealed: issue.sealed, kind: kind as SealedKind, open: false });
});

issuePages.post("/bulletins/issues/:id/approval", officials, async (req, res) => {
  const issue = await decidable(req);
  const form = read(ApproveForm, withoutEmpty(req.body));
  const result = form.ok
    ? await attempt(async () => {
        // Before anybody's code is used up for what they may not issue.
        mustBeIssuable(issue, viewerOf(req));
        await proveAgain(viewerOf(req), form.value, now());
        await approveIssue(issue._id, viewerOf(req), now());
      })
    : form;
  if (result.ok) return res.redirect(303, `/bulletins/issues/${issue._id}?done=approval`);
  await draw(req, res.status(422), { issue, refused: { deed: "approval", errors: result.errors } });
});

issuePages.post("/bulletins/issues/:id/return", officials, async (req, res) => {
  const issue = await decidable(req);
  const form = read(ReturnForm, withoutEmpty(req.body));
  const result = form.ok ? await attempt(() => returnIssue(issue._id, form.value.reason, viewerOf(req), now())) : form;
  if (result.ok) return res.redirect(303, `/bulletins/issues/${issue._id}?done=return`);
  await draw(req, res.status(422), { issue, refused: { deed: "return", errors: result.errors } });
});

/** Refuses with NOT_FOUND whatever the viewer may not see. */
async function seen(req: Request, id: string): Promise<Issue> {
  const issue = await mustFindIssue(id);
  if (!maySee(issue, viewerOf(req))) throw notFound();
  return issue;
}

async function decidable(req: Request): Promise<Issue> {
  const issue = await seen(req, String(req.params.id));
  if (!issues(req.viewer)) throw new Refusal("FORBIDDEN");
  return issue;
}

interface Drawn {
  issue: Issue;
  refused?: { deed: "approval" | "return"; errors: FieldError[] };
}

async function draw(req: Request, res: Response, { issue, refused }: Drawn): Promise<void> {
  const [at, viewer, { words }] = [now(), viewerOf(req), req];
  const view = await issueView(issue, { viewer, words });
  const done = ["proposal", "approval", "return"].find((each) => each === req.query.done);
  res.set("Cache-Control", "no-store").render("bulletin/issue", {
    ...view,
    moved: view.decides && (await hasMoved(issue, at, await gazetteer())),
    way: view.decides ? await wayToProve(viewer.id) : null,
    done: done && !refused ? words.t(`bulletin:issue.done.${done}`) : null,
    approval: { errors: refused?.deed === "approval" ? refused.errors : [] },
    returning: {
      errors: refused?.deed === "return" ? refused.errors : [],
      reason: typed(req.body, ["reason"]).reason ?? "",
    },
  });
}
