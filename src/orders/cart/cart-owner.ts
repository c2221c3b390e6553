import { createHash } from "node:crypto";
import type { Request, Response } from "express";
import { cookieOf, cookieOptions } from "../../shared/cookies";
import { newSecret } from "../../shared/ids";
import { DAY } from "../../shared/time";
import type { Viewer } from "../../shared/viewer";

/** A guest's cart hangs on a secret in a cookie; the database keeps only its hash. */
export const CART_COOKIE = "cart";

const guestOwner = (secret: string): string => `guest:${createHash("sha256").update(secret).digest("base64url")}`;
export const userOwner = (viewer: Viewer): string => `user:${viewer.id}`;

export function guestCartOwner(req: Request): string | undefined {
  const secret = cookieOf(req, CART_COOKIE);
  return secret && /^[\w-]{43}$/.test(secret) ? guestOwner(secret) : undefined;
}

/** Whose cart this request speaks of; undefined for a guest who has put nothing in yet. */
export const cartOwner = (req: Request): string | undefined =>
  req.viewer ? userOwner(req.viewer) : guestCartOwner(req);

/** The same, giving a new guest the cookie. */
export function cartOwnerForWriting(req: Request, res: Response): string {
  const owner = cartOwner(req);
  if (owner) return owner;
  const secret = newSecret();
  res.cookie(CART_COOKIE, secret, cookieOptions(req.app.get("production") === true, 60 * DAY));
  return guestOwner(secret);
}

export const forgetGuestCart = (res: Response): void => {
  res.clearCookie(CART_COOKIE, { path: "/" });
};
