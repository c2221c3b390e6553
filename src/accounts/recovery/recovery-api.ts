import { z } from "zod";
import { ApiRouter } from "../../shared/api";
import { now } from "../../shared/time";
import { password } from "../sign-in/password";
import { askForReset, recover } from "./recover";
import { Asking, askLimits } from "./recovery-routes";

export const recoveryApi = new ApiRouter("accounts");

recoveryApi.router.post("/password-resets", askLimits);

recoveryApi
  .on(
    "post",
    "/password-resets",
    {
      summary: "Ask for a link to a new password; the answer is the same for every address",
      body: Asking,
      status: 202,
    },
    async ({ body, req }) => askForReset(body.identifier, req.words.language, now()),
  )
  .on(
    "put",
    "/password-resets",
    {
      summary: "Set a new password by the link's token; every session and token ends",
      body: z.strictObject({ token: z.string().min(1).max(100), password }),
      status: 204,
    },
    async ({ body }) => recover({ secret: body.token, chosen: body.password }, now()),
  );
