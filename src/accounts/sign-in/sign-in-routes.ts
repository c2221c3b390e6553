import express, { type Request, type Response } from "express";
import { z } from "zod";
import { Refusal } from "../../shared/errors";
import { type FormResult, read, typed, withoutEmpty } from "../../shared/form";
import { now } from "../../shared/time";
import type { Viewer } from "../../shared/viewer";
import type { Member } from "../acting";
import { beginHalf } from "../two-factor/half-session";
import { twoFactorOf } from "../two-factor/two-factor";
import { letIn } from "./let-in";
import { authenticate } from "./passport";
import { Credentials, homeOf, leave, localPath, signInLimits } from "./sign-in";

export const signInPages = express.Router();

const SignInForm = Credentials.extend({ next: z.string().optional() });

/** Where to go after the door: the page that was asked for, when it is one of ours. */
export const onward = (next: unknown, viewer: Viewer): string => localPath(next) ?? homeOf(viewer);

signInPages.get("/sign-in", (req, res) => {
  if (req.viewer) return res.redirect(303, onward(req.query.next, req.viewer));
  draw(req, res, { identifier: "", next: localPath(req.query.next) ?? "" });
});

signInPages.post("/sign-in", ...signInLimits, async (req, res) => {
  const found = await tryToSignIn(req, res);
  if (!found.ok) {
    res.status(422);
    return draw(req, res, typed(req.body, ["identifier", "next"]), found.errors);
  }
  const { next } = req.body as Record<string, unknown>;
  const [member, at] = [found.value, now()];
  if (await twoFactorOf(member.id)) {
    const half = { user: member.id, version: member.sessionVersion, next: localPath(next) ?? "" };
    await beginHalf(half, { req, res, at });
    return res.redirect(303, "/sign-in/code");
  }
  await letIn(member, { req, res, at });
  res.redirect(303, onward(next, member));
});

signInPages.post("/sign-out", async (req, res) => {
  await leave(req, res);
  res.redirect(303, "/");
});

async function tryToSignIn(req: Request, res: Response): Promise<FormResult<Member>> {
  const form = read(SignInForm, withoutEmpty(req.body));
  if (!form.ok) return form;
  try {
    return { ok: true, value: await authenticate(req, res) };
  } catch (error) {
    // Which of the two was wrong is not said, so the words stand beside the second.
    if (error instanceof Refusal && error.code === "WRONG_CREDENTIALS")
      return { ok: false, errors: [{ field: "password", code: "wrong_credentials" }] };
    throw error;
  }
}

function draw(req: Request, res: Response, values: Record<string, string>, errors: unknown[] = []): void {
  res.set("Cache-Control", "no-store").render("accounts/sign-in", {
    title: req.words.t("accounts:signIn.title"),
    values,
    errors,
    reset: req.query.done === "reset",
    nextQuery: values.next ? `?next=${encodeURIComponent(values.next)}` : "",
  });
}
