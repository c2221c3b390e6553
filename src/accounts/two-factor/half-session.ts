import { createHash } from "node:crypto";
import type { Request, Response } from "express";
import { Schema } from "mongoose";
import { cookieOf, cookieOptions } from "../../shared/cookies";
import { collection } from "../../shared/db";
import { Refusal } from "../../shared/errors";
import { newSecret, type UserId } from "../../shared/ids";
import { later, MINUTE } from "../../shared/time";

/** Somebody has shown the password and not yet the code. It opens no page but the one that asks for the code. */
export interface HalfSession {
  _id: string;
  user: UserId;
  /** A password changed meanwhile ends it. */
  version: number;
  next: string;
  expiresAt: Date;
}

const HalfSessionModel = collection<HalfSession>(
  "half_sessions",
  new Schema<HalfSession>(
    {
      _id: String,
      user: { type: String, required: true },
      version: { type: Number, required: true },
      next: { type: String, default: "" },
      expiresAt: { type: Date, required: true },
    },
    { versionKey: false },
  ).index({ expiresAt: 1 }, { expireAfterSeconds: 0 }),
);

const LIFETIME_MS = 5 * MINUTE;

const isProduction = (req: Request): boolean => req.app.get("production") === true;
const cookieName = (req: Request): string => (isProduction(req) ? "__Host-half" : "half");
const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** Begins one and gives its cookie. */
export async function beginHalf(
  { user, version, next }: Pick<HalfSession, "user" | "version" | "next">,
  { req, res, at }: { req: Request; res: Response; at: Date },
): Promise<void> {
  const secret = newSecret();
  await HalfSessionModel.insertMany([{ _id: hashOf(secret), user, version, next, expiresAt: later(at, LIFETIME_MS) }]);
  res.cookie(cookieName(req), secret, cookieOptions(isProduction(req), LIFETIME_MS));
}

/** Whose half session this browser has; undefined when there is none or its minutes are over. */
export async function halfOf(req: Request, at: Date): Promise<HalfSession | undefined> {
  const secret = cookieOf(req, cookieName(req));
  const half = secret ? ((await HalfSessionModel.findById(hashOf(secret)).lean()) as HalfSession | null) : null;
  return half && half.expiresAt > at ? half : undefined;
}

/** Ends it, once: of two answers at the same moment only one lets somebody in. Refuses with SIGN_IN_FIRST the other. */
export async function endHalf({ _id }: HalfSession, { req, res }: { req: Request; res: Response }): Promise<void> {
  res.clearCookie(cookieName(req), { path: "/", httpOnly: true, sameSite: "lax", secure: isProduction(req) });
  const { deletedCount } = await HalfSessionModel.deleteOne({ _id });
  if (deletedCount === 0) throw new Refusal("SIGN_IN_FIRST");
}
