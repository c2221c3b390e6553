import { csrfSync } from "csrf-sync";
import type { Request } from "express";
import { z } from "zod";
import { ApiRouter } from "../shared/api";
import { now } from "../shared/time";
import { MEMBER_ROLES, ROLES, type Viewer } from "../shared/viewer";
import { actFor } from "./account";
import { belongings } from "./acting";
import { letIn } from "./sign-in/let-in";
import { authenticate } from "./sign-in/passport";
import { begin, Credentials, enter, leave, sessionOf, signInLimits, signUpLimit } from "./sign-in/sign-in";
import { SignUp, signUp } from "./sign-in/sign-up";
import { showSecondProof } from "./two-factor/second-proof";
import { type Acting, findUser } from "./user";

const Belonging = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  role: z.enum(MEMBER_ROLES),
});
const UserAnswer = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  organisation: Belonging.optional(),
  region: z.string().optional(),
});
/** For whom somebody acts, as what, and for whom they may choose to act instead. */
const Organisations = z.array(Belonging.extend({ acting: z.boolean() }));
const SessionAnswer = z.object({
  user: UserAnswer,
  organisations: Organisations.optional(),
  csrfToken: z.string(),
});

/** The viewer as programs see them; `region` is the organisation's, or a citizen's home. */
function userAnswer({ id, name, roles, organisation, homeRegion }: Viewer): z.infer<typeof UserAnswer> {
  const region = organisation?.region ?? homeRegion;
  return {
    id,
    name,
    roles: [...roles],
    ...(organisation
      ? {
          organisation: {
            id: organisation.id,
            name: organisation.name,
            kind: organisation.kind,
            role: organisation.role,
          },
        }
      : {}),
    ...(region ? { region } : {}),
  };
}

/** The token is kept in the session, where web/security.ts looks for it. */
const { generateToken } = csrfSync();
const csrfTokenOf = (req: Request): string => (req.session && req.user ? generateToken(req) : "");

const sessionAnswer = async (viewer: Viewer, req: Request): Promise<z.infer<typeof SessionAnswer>> => ({
  user: userAnswer(viewer),
  ...(await organisationsOf(viewer)),
  csrfToken: csrfTokenOf(req),
});

async function organisationsOf(viewer: Viewer): Promise<{ organisations?: z.infer<typeof Organisations> }> {
  const user = await findUser(viewer.id);
  const all = user ? await belongings(user, viewer) : [];
  if (all.length === 0) return {};
  return {
    organisations: all.map(({ organisation: { _id: id, name, kind }, role, acting }) => ({
      id,
      name,
      kind,
      role,
      acting,
    })),
  };
}

const Chosen = z.strictObject({ organisation: z.string().max(60).nullable() });

export const accountsApi = new ApiRouter("accounts");

accountsApi.router.use(["/session", "/users"], (_req, res, next) => {
  res.set("Cache-Control", "no-store");
  next();
});
accountsApi.router.post("/session", signInLimits);
accountsApi.router.post("/users", signUpLimit);

accountsApi
  .on(
    "post",
    "/session",
    {
      summary: "Sign in; an account with two-factor sign-in also needs a code of its app, or a recovery code",
      body: Credentials.extend({ code: z.string().min(1).max(40).optional() }),
      answer: SessionAnswer,
    },
    async ({ body, req, res }) => {
      const [member, at] = [await authenticate(req, res), now()];
      await showSecondProof(member.id, body.code, at);
      await letIn(member, { req, res, at });
      return sessionAnswer(member, req);
    },
  )
  .on(
    "get",
    "/session",
    {
      summary: "Who is asking",
      answer: z.object({ user: UserAnswer.nullable(), organisations: Organisations.optional(), csrfToken: z.string() }),
    },
    async ({ viewer, req }) => (viewer ? sessionAnswer(viewer, req) : { user: null, csrfToken: "" }),
  )
  .on(
    "put",
    "/session/organisation",
    {
      summary: "Act for another organisation, or with null for oneself",
      roles: [],
      body: Chosen,
      answer: SessionAnswer,
    },
    async ({ body, req }) => {
      const member = await actFor(sessionOf(req), (body.organisation ?? "self") as Acting);
      await begin(member, req);
      return sessionAnswer(member, req);
    },
  )
  .on("delete", "/session", { summary: "Sign out", status: 204 }, async ({ req, res }) => leave(req, res))
  .on(
    "post",
    "/users",
    { summary: "Sign up, as a citizen or for an institution", body: SignUp, answer: SessionAnswer, status: 201 },
    async ({ body, req, res }) => {
      const member = await signUp(body, req.words.language, now());
      await enter(member, req, res);
      return sessionAnswer(member, req);
    },
  );
