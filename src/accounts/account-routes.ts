import express, { type Request, type Response } from "express";
import { z } from "zod";
import { gazetteer } from "../regions/gazetteer";
import type { FieldError } from "../shared/errors";
import { attempt, line, mustRead, read, typed, withoutEmpty } from "../shared/form";
import { limit } from "../shared/rate-limit";
import { MINUTE, now } from "../shared/time";
import { allow, hasRole, type Viewer, viewerOf } from "../shared/viewer";
import { actFor, changeDetails, changePassword, endOtherSessions } from "./account";
import { belongings } from "./acting";
import { organisationOf } from "./organisation";
import { regionChoices, regionName } from "./region-choices";
import { password } from "./sign-in/password";
import { begin, enter, sessionOf } from "./sign-in/sign-in";
import { makeToken, revokeToken, tokensOf } from "./token";
import { twoFactorOf } from "./two-factor/two-factor";
import { type Acting, findUser, type User } from "./user";

export const accountPages = express.Router();

const DetailsForm = z.strictObject({ name: line(40), homeRegion: z.string().max(12).optional() });
const PasswordForm = z.strictObject({ current: password, chosen: password });
const TokenForm = z.strictObject({ name: line(40) });
const ActingForm = z.strictObject({ acting: z.string().max(60) });

/** Somebody at an unlocked screen must not be able to try passwords here instead of at the door. */
const guessLimit = limit("change-password", {
  windowMs: 15 * MINUTE,
  max: 10,
  keyOf: (req) => req.viewer?.id,
  failuresOnly: true,
});

accountPages.use("/account", allow(), (req, res, next) => {
  // A token that could make tokens would outlive its own revocation.
  sessionOf(req);
  res.set("Cache-Control", "no-store");
  next();
});

accountPages.get("/account", async (req, res) => draw(req, res, {}));

accountPages.post("/account", async (req, res) => {
  const { id } = viewerOf(req);
  const form = read(DetailsForm, withoutEmpty(req.body));
  const done = form.ok
    ? await attempt(() => changeDetails(id, { name: form.value.name, homeRegion: form.value.homeRegion ?? null }))
    : form;
  if (!done.ok)
    return draw(req, res, { details: { values: typed(req.body, ["name", "homeRegion"]), errors: done.errors } });
  res.redirect(303, "/account?done=details");
});

accountPages.post("/account/password", guessLimit, async (req, res) => {
  const session = sessionOf(req);
  const form = read(PasswordForm, withoutEmpty(req.body));
  const done = form.ok ? await attempt(() => changePassword({ session, ...form.value }, now())) : form;
  if (!done.ok) return draw(req, res, { password: { errors: done.errors } });
  await enter(done.value, req, res);
  res.redirect(303, "/account?done=password");
});

accountPages.post("/account/sessions/end", async (req, res) => {
  await begin(await endOtherSessions(sessionOf(req)), req);
  res.redirect(303, "/account?done=sessions");
});

accountPages.post("/account/acting", async (req, res) => {
  const { acting } = mustRead(ActingForm, withoutEmpty(req.body));
  await begin(await actFor(sessionOf(req), acting as Acting), req);
  res.redirect(303, "/account?done=acting");
});

accountPages.post("/account/tokens", async (req, res) => {
  const form = read(TokenForm, withoutEmpty(req.body));
  const made = form.ok ? await attempt(() => makeToken(viewerOf(req), form.value.name, now())) : form;
  if (!made.ok) return draw(req, res, { token: { values: typed(req.body, ["name"]), errors: made.errors } });
  // Drawn at once instead of after a redirect: the text is kept nowhere, so this is the only page that can show it.
  res.status(201).render("accounts/token-made", { title: req.words.t("accounts:token.madeTitle"), token: made.value });
});

accountPages.post("/account/tokens/:id/revocation", async (req, res) => {
  await revokeToken(viewerOf(req), req.params.id, now());
  res.redirect(303, "/account?done=token");
});

interface Drawn {
  values?: Record<string, string>;
  errors: FieldError[];
}

/** The forms of the page that were refused. */
interface Refused {
  details?: Drawn;
  password?: Drawn;
  token?: Drawn;
}

const DONE = ["details", "password", "sessions", "token", "acting", "joined", "left"];

async function draw(req: Request, res: Response, { details, password, token }: Refused): Promise<void> {
  const viewer = viewerOf(req);
  const user = await findUser(viewer.id);
  if (details ?? password ?? token) res.status(422);
  const { done } = req.query;
  res.render("accounts/show", {
    title: req.words.t("accounts:account.title"),
    identifier: user?.identifier,
    twoFactor: (await twoFactorOf(viewer.id)) !== null,
    role: req.words.t(`common:role.${viewer.roles[0]}`),
    citizen: hasRole(viewer, "buyer"),
    organisation: await organisationModel(viewer, req),
    choices: user ? await choicesOf(user, req) : [],
    regions: await regionChoices(req.words),
    details: details ?? { values: { name: viewer.name, homeRegion: viewer.homeRegion ?? "" }, errors: [] },
    password,
    token,
    tokens: (await tokensOf(viewer.id)).map(({ _id, name, createdAt, expiresAt, lastUsedAt }) => ({
      id: _id,
      name,
      createdAt,
      expiresAt,
      lastUsedAt,
    })),
    done: typeof done === "string" && DONE.includes(done) ? req.words.t(`accounts:done.${done}`) : undefined,
  });
}

/** What the organisation registered with; where it is registered decides whose purchases its orders are. */
async function organisationModel({ organisation }: Viewer, req: Request) {
  if (!organisation) return undefined;
  const record = await organisationOf(organisation.id);
  const region = organisation.region ? (await gazetteer()).region(organisation.region) : undefined;
  return {
    name: req.words.pick(organisation.name, record?.nameEn),
    kind: req.words.t(`common:organisationKind.${organisation.kind}`),
    region: region ? regionName(region, req.words) : undefined,
    registrationNumber: record?.registrationNumber,
    buys: organisation.kind === "institution",
  };
}

/** For whom one may act: every organisation one belongs to, and oneself. Nothing to choose without an organisation. */
async function choicesOf(user: User, req: Request) {
  const { t, pick } = req.words;
  const all = (await belongings(user, viewerOf(req))).map(
    ({ organisation: { _id, kind, name, nameEn }, role, acting }) => ({
      value: _id as string,
      text: pick(name, nameEn),
      help: `${t(`common:organisationKind.${kind}`)} · ${t(`accounts:role.${role}`)}`,
      checked: acting,
    }),
  );
  if (all.length === 0) return [];
  const alone = { value: "self", text: t("accounts:acting.self"), help: t("accounts:acting.selfHelp") };
  return [...all, { ...alone, checked: all.every(({ checked }) => !checked) }];
}
