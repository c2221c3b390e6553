import express, { type Request, type Response } from "express";
import { toString as drawQr } from "qrcode";
import { z } from "zod";
import type { FieldError } from "../../../shared/errors";
import { attempt, read, withoutEmpty } from "../../../shared/form";
import { MINUTE, now } from "../../../shared/time";
import { allow, viewerOf } from "../../../shared/viewer";
import { endOtherSessions } from "../../account";
import { begin, homeOf, sessionOf } from "../../sign-in/sign-in";
import { findUser } from "../../user";
import { base32 } from "../base32";
import { mustHaveTwoFactor } from "../must-have";
import { proofFields, proveAgain } from "../prove-again";
import { beginSetUp, confirmSetUp, renewRecovery, turnOff, waitingSecret } from "../set-up";
import { otpauth } from "../totp";
import { twoFactorOf } from "../two-factor";

/** One's own two-factor sign-in. */
export const setUpPages = express.Router();

const HERE = "/account/two-factor";
const CodeForm = z.strictObject({ code: z.string().min(1).max(40) });
const ProofForm = z.strictObject(proofFields);

setUpPages.use(HERE, allow(), (req, res, next) => {
  sessionOf(req);
  res.set("Cache-Control", "no-store");
  next();
});

setUpPages.get(HERE, async (req, res) => draw(req, res));

/** Whoever came in a moment ago need not show the password again; an open screen must not hand out a second key. */
setUpPages.post(HERE, async (req, res) => {
  const fresh = now().getTime() - sessionOf(req).signedInAt < 10 * MINUTE;
  const done = fresh ? ({ ok: true } as const) : await prove(req);
  if (!done.ok) return draw(req, res, done.errors);
  await beginSetUp(viewerOf(req), now());
  res.redirect(303, `${HERE}/set-up`);
});

setUpPages.get(`${HERE}/set-up`, async (req, res) => drawSetUp(req, res));

setUpPages.post(`${HERE}/set-up`, async (req, res) => {
  const form = read(CodeForm, withoutEmpty(req.body));
  const done = form.ok ? await attempt(() => confirmSetUp(viewerOf(req), form.value.code, now())) : form;
  if (!done.ok) {
    res.status(422);
    return drawSetUp(req, res, done.errors);
  }
  await begin(await endOtherSessions(sessionOf(req)), req);
  drawCodes(req, res, done.value);
});

setUpPages.post(`${HERE}/recovery-codes`, async (req, res) => {
  const done = await prove(req);
  if (!done.ok) return draw(req, res, done.errors);
  drawCodes(req, res, await renewRecovery(viewerOf(req)));
});

setUpPages.post(`${HERE}/removal`, async (req, res) => {
  const done = await prove(req);
  if (!done.ok) return draw(req, res, done.errors);
  await turnOff(viewerOf(req), now());
  res.redirect(303, `${HERE}?done=off`);
});

async function prove(req: Request) {
  const form = read(ProofForm, withoutEmpty(req.body));
  return form.ok ? attempt(() => proveAgain(viewerOf(req), form.value, now())) : form;
}

async function draw(req: Request, res: Response, errors: FieldError[] = []): Promise<void> {
  const member = sessionOf(req);
  const held = await twoFactorOf(member.id);
  const user = await findUser(member.id);
  res.status(errors.length > 0 ? 422 : 200).render("accounts/two-factor", {
    title: req.words.t("two-factor:title"),
    on: held !== null,
    since: held?.confirmedAt,
    left: held?.recovery.length,
    few: held !== null && held.recovery.length <= 3,
    first: member.mustSetUp === true,
    required: user !== null && (await mustHaveTwoFactor(user)),
    fresh: now().getTime() - member.signedInAt < 10 * MINUTE,
    off: req.query.done === "off",
    errors,
  });
}

async function drawSetUp(req: Request, res: Response, errors: FieldError[] = []): Promise<void> {
  const secret = await waitingSecret(viewerOf(req));
  if (!secret) return res.redirect(303, HERE);
  const user = await findUser(viewerOf(req).id);
  const address = otpauth(secret, { issuer: req.words.t("two-factor:issuer"), account: user?.identifier ?? "" });
  const svg = await drawQr(address, { type: "svg", errorCorrectionLevel: "M", margin: 4 });
  res.render("accounts/two-factor-set-up", {
    title: req.words.t("two-factor:setUp.title"),
    picture: `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`,
    secret: base32(secret).match(/.{4}/g)?.join(" "),
    errors,
  });
}

/** Drawn at once instead of after a redirect: the codes are kept nowhere, so this is the only page that can show them. */
function drawCodes(req: Request, res: Response, codes: string[]): void {
  res.status(201).render("accounts/two-factor-codes", {
    title: req.words.t("two-factor:codes.title"),
    codes,
    all: codes.join("\n"),
    homeHref: homeOf(viewerOf(req)),
  });
}
