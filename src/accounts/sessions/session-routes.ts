import express from "express";
import { now } from "../../shared/time";
import { allow, viewerOf } from "../../shared/viewer";
import type { Words } from "../../shared/words";
import { endOtherSessions } from "../account";
import { audit } from "../audit/audit";
import { leave, sessionOf } from "../sign-in/sign-in";
import { endSession, type SessionNote, sessionsOf } from "./session-note";

/** Where one is signed in. */
export const sessionPages = express.Router();

sessionPages.get("/account/sessions", allow(), async (req, res) => {
  const member = sessionOf(req);
  const sessions = await sessionsOf(member, now());
  const others = sessions.filter(({ sid }) => sid !== req.sessionID);
  res.set("Cache-Control", "no-store").render("accounts/sessions", {
    title: req.words.t("two-factor:sessions.title"),
    breadcrumb: { items: [{ href: "/account", text: req.words.t("accounts:account.title") }] },
    sessions: sessions.map((each) => ({ ...sessionView(each, req.words), here: each.sid === req.sessionID })),
    others: others.length > 0,
    done: req.query.done === "ended" ? req.words.t("two-factor:sessions.ended") : undefined,
  });
});

sessionPages.post("/account/sessions/all/end", allow(), async (req, res) => {
  await endOtherSessions(sessionOf(req));
  await leave(req, res);
  res.redirect(303, "/sign-in");
});

sessionPages.post("/account/sessions/:id/end", allow(), async (req, res) => {
  const ended = await endSession(sessionOf(req).id, String(req.params.id));
  const viewer = viewerOf(req);
  if (viewer.organisation)
    await audit({ what: "session.ended", subject: { kind: "session", id: ended._id }, by: viewer }, now());
  res.redirect(303, "/account/sessions?done=ended");
});

/** The session's own name in the store is nobody's to see. */
const sessionView = ({ _id, browser, system, network, createdAt, seenAt }: SessionNote, { t }: Words) => ({
  id: _id,
  device: t("two-factor:sessions.device", {
    browser: t(`two-factor:sessions.browser.${browser}`),
    system: t(`two-factor:sessions.system.${system}`),
  }),
  network,
  createdAt,
  seenAt,
});
