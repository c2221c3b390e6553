import type { Request, Response } from "express";
import passport, { type PassportStatic } from "passport";
import { Strategy } from "passport-local";
import { z } from "zod";
import { Refusal } from "../../shared/errors";
import { read } from "../../shared/form";
import type { UserId } from "../../shared/ids";
import { HOUR, now } from "../../shared/time";
import { hasRole } from "../../shared/viewer";
import { type Member, toMember } from "../acting";
import { mustSetUpNow } from "../two-factor/must-have";
import { type Acting, findUser, mayEnter } from "../user";
import { Credentials, refusedForTooMany, signIn } from "./sign-in";

/** What a session remembers of somebody: no more than is needed to look them up again. */
const Remembered = z.object({
  id: z.string().transform((id) => id as UserId),
  version: z.int(),
  at: z.int(),
  acting: z.string().optional(),
  mustSetUp: z.literal(true).optional(),
});

const OFFICIAL_SESSION_MS = 12 * HOUR;

/** Tells Passport how to check a password and how to recall a session. */
export function configurePassport(passport: PassportStatic): void {
  passport.use(
    new Strategy(
      { usernameField: "identifier", passwordField: "password", passReqToCallback: true },
      (req, _name, _password, done) => {
        checkPassword(req.body).then(
          (member) => done(null, member),
          (error: unknown) => done(error),
        );
      },
    ),
  );
  passport.serializeUser((user, done) => {
    const { id, sessionVersion, signedInAt, acting, mustSetUp } = user as Member;
    const held = { id, version: sessionVersion, at: signedInAt };
    done(null, { ...held, ...(acting ? { acting } : {}), ...(mustSetUp ? { mustSetUp } : {}) });
  });
  passport.deserializeUser((remembered: unknown, done: (error: unknown, user?: Member | false) => void) => {
    recall(remembered, now()).then(
      (member) => done(null, member ?? false),
      (error: unknown) => done(error),
    );
  });
}

/** passport-local also looks into the query string and passes numbers on; only two texts in the body count here. */
function checkPassword(body: unknown): Promise<Member> {
  const { identifier, password } = (body ?? {}) as Record<string, unknown>;
  const form = read(Credentials, { identifier, password });
  return form.ok ? signIn(form.value, now()) : Promise.reject(new Refusal("WRONG_CREDENTIALS"));
}

/** Nobody, when the person is gone or suspended, the session was ended elsewhere, or an official's day is over. */
async function recall(remembered: unknown, at: Date): Promise<Member | undefined> {
  const held = read(Remembered, remembered);
  if (!held.ok) return undefined;
  const user = await findUser(held.value.id);
  if (!user || !mayEnter(user) || user.sessionVersion !== held.value.version) return undefined;
  const member = await toMember(user, new Date(held.value.at), held.value.acting as Acting | undefined);
  if (held.value.mustSetUp || (await mustSetUpNow(user))) member.mustSetUp = true;
  const dayIsOver = at.getTime() - member.signedInAt >= OFFICIAL_SESSION_MS;
  return dayIsOver && hasRole(member, "county_official", "helper_official", "city_official", "admin")
    ? undefined
    : member;
}

/**
 * Checks the identifier and password in the request's body by Passport's strategy. Refuses with WRONG_CREDENTIALS, or with
 * TOO_MANY_REQUESTS where only the right password was still let through.
 */
export const authenticate = (req: Request, res: Response): Promise<Member> =>
  new Promise((resolve, reject) => {
    const done = (error: unknown, member: unknown) => {
      if (member) resolve(member as Member);
      else reject(refusalOf(error, req));
    };
    (passport.authenticate("local", done) as (req: Request, res: Response, next: (error: unknown) => void) => void)(
      req,
      res,
      reject,
    );
  });

function refusalOf(error: unknown, req: Request): unknown {
  const wrong = !error || (error instanceof Refusal && error.code === "WRONG_CREDENTIALS");
  return wrong ? (refusedForTooMany(req) ?? new Refusal("WRONG_CREDENTIALS")) : error;
}
