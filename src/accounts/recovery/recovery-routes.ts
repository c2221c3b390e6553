import express, { type Request, type RequestHandler, type Response } from "express";
import { z } from "zod";
import type { FieldError } from "../../shared/errors";
import { attempt, read, typed, withoutEmpty } from "../../shared/form";
import { limit } from "../../shared/rate-limit";
import { HOUR, now } from "../../shared/time";
import { password } from "../sign-in/password";
import { named } from "../sign-in/sign-in";
import { identifier } from "../user";
import { askForReset, recover } from "./recover";
import { personOfReset } from "./reset";

export const recoveryPages = express.Router();

export const Asking = z.strictObject({ identifier });
const Choosing = z.strictObject({ token: z.string().max(100).catch(""), password });

/** One door for every address, known or not; nobody's letter box is filled, and no network asks for a whole town. */
export const askLimits: RequestHandler[] = [
  limit("reset-account", { windowMs: HOUR, max: 5, keyOf: named }),
  limit("reset-network", { windowMs: HOUR, max: 30 }),
];

recoveryPages.use(["/password-reset", "/new-password"], (_req, res, next) => {
  res.set({ "Cache-Control": "no-store", "Referrer-Policy": "same-origin" });
  next();
});

recoveryPages.get("/password-reset", (req, res) => drawAsking(req, res));

recoveryPages.post("/password-reset", ...askLimits, async (req, res) => {
  const form = read(Asking, withoutEmpty(req.body));
  if (!form.ok) {
    res.status(422);
    return drawAsking(req, res, typed(req.body, ["identifier"]), form.errors);
  }
  await askForReset(form.value.identifier, req.words.language, now());
  res.redirect(303, "/password-reset?asked=1");
});

recoveryPages.get("/new-password", async (req, res) => {
  const secret = z.string().max(100).catch("").parse(req.query.token);
  await personOfReset(secret, now());
  drawChoosing(req, res, secret);
});

recoveryPages.post("/new-password", async (req, res) => {
  const form = read(Choosing, withoutEmpty(req.body));
  const done = form.ok
    ? await attempt(() => recover({ secret: form.value.token, chosen: form.value.password }, now()))
    : form;
  if (!done.ok) {
    res.status(422);
    return drawChoosing(req, res, typed(req.body, ["token"]).token ?? "", done.errors);
  }
  res.redirect(303, "/sign-in?done=reset");
});

function drawAsking(req: Request, res: Response, values: Record<string, string> = {}, errors: FieldError[] = []): void {
  res.render("accounts/password-reset", {
    title: req.words.t("accounts:reset.title"),
    asked: req.query.asked === "1",
    values,
    errors,
  });
}

function drawChoosing(req: Request, res: Response, secret: string, errors: FieldError[] = []): void {
  res.render("accounts/new-password", { title: req.words.t("accounts:reset.newTitle"), secret, errors });
}
