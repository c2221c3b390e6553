import { parseCookie } from "cookie";
import type { CookieOptions, Request } from "express";

/** One cookie of the request; undefined when it is absent or unreasonably long. */
export function cookieOf(req: Request, name: string): string | undefined {
  const header = req.headers.cookie;
  if (!header || header.length > 8192) return undefined;
  const value = parseCookie(header)[name];
  return value && value.length <= 512 ? value : undefined;
}

const YEAR_MS = 365 * 86_400_000;

/** What every cookie of ours has in common: not readable by scripts, not sent by other sites' forms. */
export const cookieOptions = (production: boolean, maxAgeMs = YEAR_MS): CookieOptions => ({
  httpOnly: true,
  sameSite: "lax",
  secure: production,
  path: "/",
  maxAge: maxAgeMs,
});
