import type { RequestHandler } from "express";
import { Refusal } from "../../shared/errors";
import type { Member } from "../acting";

/** What stays open to somebody who has to set up the second proof first. */
const OPEN = /^\/(?:account\/two-factor(?:\/|$)|sign-out$|sign-in$|assets\/|api\/v1\/session$)/;

/**
 * Whoever must have two proofs and signed in with one is led to set the second up before anything else: pages lead there,
 * programs are refused with TWO_FACTOR_MISSING.
 */
export const leadToSetUp: RequestHandler = (req, res, next) => {
  const member = req.user as Member | undefined;
  if (!member?.mustSetUp || req.viewer !== member || OPEN.test(req.path)) return next();
  if (req.path.startsWith("/api/") || req.method !== "GET") throw new Refusal("TWO_FACTOR_MISSING");
  res.set("Cache-Control", "no-store").redirect(303, "/account/two-factor");
};
