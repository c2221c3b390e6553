import { MongoStore } from "connect-mongo";
import type { Express, NextFunction, Request, RequestHandler, Response } from "express";
import session from "express-session";
import mongoose from "mongoose";
import passport from "passport";
import { noteSeen } from "../accounts/sessions/session-note";
import { configurePassport } from "../accounts/sign-in/passport";
import { viewerOfToken } from "../accounts/token";
import type { Config } from "../shared/config";
import { cookieOf } from "../shared/cookies";
import { Refusal } from "../shared/errors";
import { now } from "../shared/time";
import type { Viewer } from "../shared/viewer";

/**
 * Who is asking. A visitor gets a session only by signing in or up: pages for guests never touch the session store.
 * Programs come with a bearer token instead and have no session at all.
 */
const DOORS_TO_A_SESSION = new Set([
  "/sign-in",
  "/sign-in/code",
  "/sign-up",
  "/invitation",
  "/api/v1/session",
  "/api/v1/users",
  "/api/v1/invitations/acceptance",
]);
/** The router overlooks capitals and a slash at the end, so a door is looked up here as it finds it there. */
const doorOf = ({ path }: Request): string => path.toLowerCase().replace(/(?<=.)\/$/, "");
const WEEK_MS = 7 * 86_400_000;

export const sessionCookieName = (config: Config): string => (config.production ? "__Host-sid" : "sid");

export function setUpSession(app: Express, config: Config): void {
  const name = sessionCookieName(config);
  const store = MongoStore.create({
    client: mongoose.connection.getClient(),
    dbName: mongoose.connection.name,
    collectionName: "sessions",
    touchAfter: 600,
  });
  const withSession = session({
    name,
    secret: config.sessionSecrets,
    store,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: "lax", secure: config.production, path: "/", maxAge: WEEK_MS },
  });
  configurePassport(passport);
  const recall: RequestHandler = passport.session() as RequestHandler;
  app.use((req, res, next) => {
    if (req.method !== "GET" && DOORS_TO_A_SESSION.has(doorOf(req))) return withSession(req, res, next);
    return cookieOf(req, name) ? withSession(req, res, next) : next();
  });
  app.use((req, res, next) => (req.session ? recall(req, res, next) : next()));
  app.use(nameViewer);
}

/** A program that names itself by a bearer token; a browser never does so by itself. */
export const speaksByToken = (req: Request): boolean => /^bearer /i.test(req.headers.authorization ?? "");

/** Passport's user becomes the viewer; a bearer token names one without a session. */
async function nameViewer(req: Request, res: Response, next: NextFunction): Promise<void> {
  const token = speaksByToken(req) ? (req.headers.authorization ?? "").slice(7) : undefined;
  const viewer = token === undefined ? (req.user as Viewer | undefined) : await viewerOfToken(token, now());
  if (token !== undefined && !viewer) throw new Refusal("SIGN_IN_FIRST");
  if (viewer) {
    req.viewer = viewer;
    if (token === undefined) await noteSeen(req, now());
    res.set("Cache-Control", "no-store");
  }
  next();
}
