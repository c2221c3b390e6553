import express, { type Request, type Response } from "express";
import { z } from "zod";
import type { FieldError } from "../../../shared/errors";
import { attempt, read, withoutEmpty } from "../../../shared/form";
import { limit } from "../../../shared/rate-limit";
import { MINUTE, now } from "../../../shared/time";
import { toMember } from "../../acting";
import { letIn } from "../../sign-in/let-in";
import { homeOf, localPath } from "../../sign-in/sign-in";
import { findUser, mayEnter } from "../../user";
import { endHalf, type HalfSession, halfOf } from "../half-session";
import { showCode } from "../second-proof";
import { twoFactorOf } from "../two-factor";

/** The second step of signing in: a code, within five minutes of the password. */
export const codePages = express.Router();

const CodeForm = z.strictObject({ code: z.string().min(1).max(40) });
const codeLimit = limit("sign-in-code", { windowMs: 15 * MINUTE, max: 60, failuresOnly: true });

codePages.get("/sign-in/code", async (req, res) => {
  const half = await halfOf(req, now());
  if (!half) return res.redirect(303, "/sign-in");
  draw(req, res, half);
});

codePages.post("/sign-in/code", codeLimit, async (req, res) => {
  const at = now();
  const half = await halfOf(req, at);
  const user = half && (await findUser(half.user));
  const held = half && (await twoFactorOf(half.user));
  if (!half || !user || !held || !mayEnter(user) || user.sessionVersion !== half.version)
    return res.redirect(303, "/sign-in");
  const form = read(CodeForm, withoutEmpty(req.body));
  const shown = form.ok ? await attempt(() => showCode(held, form.value.code, at)) : form;
  if (!shown.ok) {
    res.status(422);
    return draw(req, res, half, shown.errors);
  }
  await endHalf(half, { req, res });
  const member = await toMember(user, at);
  await letIn(member, { req, res, at });
  res.redirect(303, localPath(half.next) ?? homeOf(member));
});

function draw(req: Request, res: Response, { expiresAt }: HalfSession, errors: FieldError[] = []): void {
  const title = req.words.t("two-factor:signIn.title");
  res.set("Cache-Control", "no-store").render("accounts/sign-in-code", { title, expiresAt, errors });
}
