import type { Request, RequestHandler, Response } from "express";
import { z } from "zod";
import { Refusal } from "../../shared/errors";
import { log } from "../../shared/log";
import { limit, networkOf } from "../../shared/rate-limit";
import { DAY, MINUTE, now } from "../../shared/time";
import type { Viewer } from "../../shared/viewer";
import { type Member, toMember } from "../acting";
import { forgetSession, noteSession } from "../sessions/session-note";
import { foldIdentifier, mayEnter, type User, UserModel } from "../user";
import { isKnownNetwork, rememberNetwork } from "./known-networks";
import { password, passwordMatches } from "./password";
import { countRefused } from "./refused-sign-ins";

export const Credentials = z.strictObject({ identifier: z.string().min(1).max(120), password });
export type Credentials = z.infer<typeof Credentials>;

/** Refuses with WRONG_CREDENTIALS, in the same words and the same time whether the name, the password or the standing is wrong. */
export async function signIn({ identifier, password: given }: Credentials, at: Date): Promise<Member> {
  const user = (await UserModel.findOne({ identifier: foldIdentifier(identifier) }).lean()) as User | null;
  const right = await passwordMatches(user?.passwordHash, given);
  if (!user || !right || !mayEnter(user)) {
    await countRefused(user, identifier, at);
    throw new Refusal("WRONG_CREDENTIALS");
  }
  return toMember(user, at);
}

/** What rooms above do when somebody has signed in, such as taking over the guest's cart. */
export type AfterSignIn = (viewer: Viewer, req: Request, res: Response) => Promise<void>;
export const onSignIn: AfterSignIn[] = [];

/** Begins a session for the member, under a new id: whatever the visitor's session was called before opens nothing. */
export async function begin(member: Member, req: Request): Promise<void> {
  const before = req.sessionID;
  await new Promise<void>((resolve, reject) =>
    req.logIn(member, (error: unknown) => (error ? reject(error) : resolve())),
  );
  req.viewer = member;
  await noteSession(member, req, before, now());
}

/** Begins a session for somebody who has just shown who they are, and remembers from where. */
export async function enter(member: Member, req: Request, res: Response): Promise<void> {
  await begin(member, req);
  await rememberNetwork(member.id, networkOf(req));
  for (const welcome of onSignIn) {
    // The person is in by now: a cart that could not be taken over must not look like a refused password.
    await welcome(member, req, res).catch((error: unknown) =>
      log.error({ err: error, requestId: req.id }, "after signing in"),
    );
  }
}

/** The session behind a door that tokens must not open; refuses with FORBIDDEN where a program speaks by one. */
export function sessionOf(req: Request): Member {
  if (!req.session || !req.user || req.headers.authorization !== undefined) throw new Refusal("FORBIDDEN");
  return req.user as Member;
}

/** The session's two names: development, and production with its prefix that binds it to this host. */
const COOKIES = ["sid", "__Host-sid"];

/** Ends the session here and in the store; the old cookie then names nothing. */
export async function leave(req: Request, res: Response): Promise<void> {
  const { session, sessionID } = req;
  if (session) await forgetSession(sessionID);
  if (session)
    await new Promise<void>((resolve, reject) =>
      session.destroy((error: unknown) => (error ? reject(error) : resolve())),
    );
  for (const name of COOKIES)
    res.clearCookie(name, { path: "/", httpOnly: true, sameSite: "lax", secure: name.startsWith("__Host-") });
}

/** The identifier a form or a call names, as it is stored; for counting tries. */
export const named = (req: Request): string | undefined => {
  const identifier: unknown = (req.body as Record<string, unknown> | undefined)?.identifier;
  return typeof identifier === "string" ? foldIdentifier(identifier.slice(0, 120)) : undefined;
};

const tooMany = new WeakMap<Request, Refusal>();

/** What a wrong password is answered with where only the right one is still let through. */
export const refusedForTooMany = (req: Request): Refusal | undefined => tooMany.get(req);

/** A hundred tries a day beyond the limits, and a known network is one like any other. */
const trust = limit("sign-in-known", {
  windowMs: DAY,
  max: 100,
  keyOf: (req) => `${named(req)} ${networkOf(req)}`,
  failuresOnly: true,
});

/**
 * Too many wrong tries must not lock out the person they are aimed at: from a network where this person has signed in
 * before, the right password still opens; a wrong one is answered as everywhere else.
 */
const sparingThePerson =
  (limiter: RequestHandler): RequestHandler =>
  (req, res, next) =>
    limiter(req, res, (refusal?: unknown) => {
      if (!(refusal instanceof Refusal) || tooMany.has(req)) return next(tooMany.has(req) ? undefined : refusal);
      isKnownNetwork(named(req) ?? "", networkOf(req)).then((known) => {
        if (!known) return next(refusal);
        tooMany.set(req, refusal);
        trust(req, res, next);
      }, next);
    });

/** Stand before every door that takes a password to let somebody in. Only refused tries count. */
export const signInLimits: RequestHandler[] = [
  limit("sign-in-account", { windowMs: 15 * MINUTE, max: 10, keyOf: named, failuresOnly: true }),
  limit("sign-in-network", { windowMs: 15 * MINUTE, max: 40, failuresOnly: true }),
].map(sparingThePerson);

/** New accounts from one network: a bureau may enrol its people in a day, a script may not enrol thousands. */
export const signUpLimit: RequestHandler = limit("sign-up", { windowMs: 60 * MINUTE, max: 40 });

/** A local address to go on to: path letters only, never another host, never a door that signs out or answers programs. */
const LOCAL_PATH =
  /^\/(?!(?:api|webhooks|sign-in|sign-up|sign-out)(?:[/?]|$))(?:[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)*\/?)?(?:\?[\w.~=&%+-]*)?$/;

/** `?next=` as far as it can be trusted; anything else is nowhere in particular. */
export const localPath = (next: unknown): string | undefined =>
  typeof next === "string" && next.length <= 400 && LOCAL_PATH.test(next) ? next : undefined;

/** Where somebody begins their day. */
export function homeOf({ roles }: Viewer): string {
  const [role] = roles;
  if (role === "seller") return "/shop";
  return role === "buyer" || role === "institution" ? "/" : "/desk";
}
