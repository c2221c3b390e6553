import { csrfSync } from "csrf-sync";
import type { Request } from "express";
import { z } from "zod";
import { ApiRouter } from "../shared/api";
import { now } from "../shared/time";
import { ROLES, type Viewer } from "../shared/viewer";
import { authenticate } from "./passport";
import { Credentials, enter, leave, signInLimits, signUpLimit } from "./sign-in";
import { SignUp, signUp } from "./sign-up";

const UserAnswer = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  organisation: z.object({ id: z.string(), name: z.string(), kind: z.string() }).optional(),
  region: z.string().optional(),
});
const SessionAnswer = z.object({ user: UserAnswer, csrfToken: z.string() });

/** The viewer as programs see them; `region` is the organisation's, or a citizen's home. */
function userAnswer({ id, name, roles, organisation, homeRegion }: Viewer): z.infer<typeof UserAnswer> {
  const region = organisation?.region ?? homeRegion;
  return {
    id,
    name,
    roles: [...roles],
    ...(organisation
      ? { organisation: { id: organisation.id, name: organisation.name, kind: organisation.kind } }
      : {}),
    ...(region ? { region } : {}),
  };
}

/** The token is kept in the session, where web/security.ts looks for it. */
const { generateToken } = csrfSync();
const csrfTokenOf = (req: Request): string => (req.session && req.user ? generateToken(req) : "");

const sessionAnswer = (viewer: Viewer, req: Request) => ({ user: userAnswer(viewer), csrfToken: csrfTokenOf(req) });

export const accountsApi = new ApiRouter("accounts");

accountsApi.router.use(["/session", "/users"], (_req, res, next) => {
  res.set("Cache-Control", "no-store");
  next();
});
accountsApi.router.post("/session", signInLimits);
accountsApi.router.post("/users", signUpLimit);

accountsApi
  .on("post", "/session", { summary: "Sign in", body: Credentials, answer: SessionAnswer }, async ({ req, res }) => {
    const member = await authenticate(req, res);
    await enter(member, req, res);
    return sessionAnswer(member, req);
  })
  .on(
    "get",
    "/session",
    { summary: "Who is asking", answer: z.object({ user: UserAnswer.nullable(), csrfToken: z.string() }) },
    async ({ viewer, req }) => (viewer ? sessionAnswer(viewer, req) : { user: null, csrfToken: "" }),
  )
  .on("delete", "/session", { summary: "Sign out", status: 204 }, async ({ req, res }) => leave(req, res))
  .on(
    "post",
    "/users",
    { summary: "Sign up, as a citizen or for an institution", body: SignUp, answer: SessionAnswer, status: 201 },
    async ({ body, req, res }) => {
      const member = await signUp(body, now());
      await enter(member, req, res);
      return sessionAnswer(member, req);
    },
  );
