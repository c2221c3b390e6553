import type { Request, RequestHandler } from "express";
import type { UserId } from "../../shared/ids";
import { mustBe, mustHaveDuty, mustSit } from "../../shared/viewer";

/** The guard of the doors through which money leaves: the platform's people who look after its money. Tokens pay nothing. */
export const clerksOnly: RequestHandler = (req, res, next) => {
  mustHaveDuty(mustBe(req.viewer, ["admin"]), "finance");
  mustSit(req);
  res.set("Cache-Control", "no-store");
  next();
};

export const clerkOf = (req: Request): UserId => mustBe(req.viewer, ["admin"]).id;

/** A field that a form may send once or many times. */
export const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === "string");
