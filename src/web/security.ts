import { csrfSync } from "csrf-sync";
import type { Express, Request, RequestHandler } from "express";
import helmet from "helmet";
import type { Config } from "../shared/config";
import { Refusal } from "../shared/errors";
import { speaksByToken } from "./session";

/**
 * What a browser may do with our pages, and which requests are ours. No page carries inline script or style, so the
 * policy allows files of our own alone and needs no nonce.
 */
export function setSecurityHeaders(app: Express, config: Config): void {
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", "data:"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
          formAction: ["'self'", "https://checkout.stripe.com", "https://connect.stripe.com"],
          ...(config.production ? { upgradeInsecureRequests: [] } : {}),
        },
      },
      strictTransportSecurity: config.production ? { maxAge: 63_072_000, includeSubDomains: true } : false,
      referrerPolicy: { policy: "strict-origin-when-cross-origin" },
      crossOriginOpenerPolicy: { policy: "same-origin" },
    }),
  );
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

const { generateToken, isRequestValid } = csrfSync({
  getTokenFromRequest: (req) => {
    const inBody: unknown = (req.body as Record<string, unknown> | undefined)?._csrf;
    const inHeader = req.headers["x-csrf-token"];
    return typeof inBody === "string" ? inBody : typeof inHeader === "string" ? inHeader : undefined;
  },
});

/** The token of a signed-in session; "" for guests and programs, who have no session to abuse. */
export const csrfTokenOf = (req: Request): string => (req.session && req.user ? generateToken(req) : "");

/**
 * Two locks on every request that changes something. A browser says where the request comes from (Sec-Fetch-Site, Origin):
 * it must be here; that protects guests' carts and the sign-in form. A signed-in session must also carry its own token.
 * Programs with a bearer token or without cookies have no standing that a foreign page could use.
 */
export function refuseForgedRequests(config: Config): RequestHandler {
  const own = new URL(config.publicUrl).host;
  return (req, _res, next) => {
    if (SAFE.has(req.method)) return next();
    if (!comesFromHere(req, own, config.production)) throw new Refusal("FORGED_REQUEST");
    if (req.session && req.user && !speaksByToken(req) && !isRequestValid(req)) throw new Refusal("FORGED_REQUEST");
    next();
  };
}

/** In development people come by localhost, 127.0.0.1 or a forwarded port; in production there is one address. */
function comesFromHere(req: Request, own: string, production: boolean): boolean {
  const site = req.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  const { origin } = req.headers;
  if (origin === undefined) return true;
  const host = URL.canParse(origin) ? new URL(origin).host : "";
  return host !== "" && (host === own || (!production && host === req.headers.host));
}
