import express, { type Request, type Response } from "express";
import { z } from "zod";
import type { FieldError } from "../../shared/errors";
import { attempt, read, typed, withoutEmpty } from "../../shared/form";
import { now } from "../../shared/time";
import { viewerOf } from "../../shared/viewer";
import { organisationOf } from "../organisation";
import { begin, enter, sessionOf, signUpLimit } from "../sign-in/sign-in";
import { acceptAs, acceptAsNew, accountOf, NewPerson } from "./accept";
import { invitationOf } from "./invitation";
import { roleWord } from "./roles";

export const invitationPages = express.Router();

/** The link's secret, out of the address or the form; what cannot be one opens nothing. */
const Secret = z.string().max(100).catch("");

invitationPages.use("/invitation", (_req, res, next) => {
  // The address carries the secret: it is kept by nobody and told to no other site.
  res.set({ "Cache-Control": "no-store", "Referrer-Policy": "same-origin" });
  next();
});

invitationPages.get("/invitation", async (req, res) => draw(req, res, { secret: Secret.parse(req.query.token) }));

invitationPages.post("/invitation", signUpLimit, async (req, res) => {
  const { token, ...given } = withoutEmpty(req.body);
  const secret = Secret.parse(token);
  if (req.viewer) {
    await begin(await acceptAs(sessionOf(req), secret, now()), req);
    return res.redirect(303, "/account?done=joined");
  }
  const form = read(NewPerson, given);
  const { language } = req.words;
  const done = form.ok ? await attempt(() => acceptAsNew(secret, { person: form.value, language }, now())) : form;
  if (!done.ok) {
    res.status(422);
    return draw(req, res, { secret, values: typed(req.body, ["name"]), errors: done.errors });
  }
  await enter(done.value, req, res);
  res.redirect(303, "/account?done=joined");
});

interface Drawn {
  secret: string;
  values?: Record<string, string>;
  errors?: FieldError[];
}

/** Three ways in: a new person makes an account, a known one signs in first, one who is signed in says yes. */
async function draw(req: Request, res: Response, { secret, values = {}, errors = [] }: Drawn): Promise<void> {
  const invitation = await invitationOf(secret, now());
  const organisation = await organisationOf(invitation.organisation);
  const account = await accountOf(invitation);
  const { t, pick } = req.words;
  const kind = organisation?.kind ?? "institution";
  res.render("accounts/invitation", {
    title: t("accounts:invitation.title", { organisation: pick(organisation?.name ?? "", organisation?.nameEn) }),
    kind: t(`common:organisationKind.${kind}`),
    role: t(roleWord(kind, invitation.role)),
    roleHelp: t(roleWord(kind, invitation.role).replace("role.", "roleHelp.")),
    email: invitation.email,
    expiresAt: invitation.expiresAt,
    secret,
    values,
    errors,
    viewerName: req.viewer && viewerOf(req).name,
    forAnother: req.viewer !== undefined && account !== null && account._id !== req.viewer.id,
    known: !req.viewer && account !== null,
    fresh: !req.viewer && account === null,
    signInHref: `/sign-in?next=${encodeURIComponent(`/invitation?token=${secret}`)}`,
  });
}
